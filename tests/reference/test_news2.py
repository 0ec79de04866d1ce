"""The table of NEWS2 (Royal College of Physicians, 2017, chart 1), at every edge of every band.

Each line below is one band as the chart prints it, with the values just inside its two ends.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from firstlight.clinical.scales.news2 import ACKNOWLEDGEMENT, PARAMETERS, News2, NotScored, Scale, news2, table

# parameter, scale, what is breathed, lowest and highest value of the band, its score
BANDS = [
    ("resp_rate", 1, "air", 2, 8, 3),
    ("resp_rate", 1, "air", 9, 11, 1),
    ("resp_rate", 1, "air", 12, 20, 0),
    ("resp_rate", 1, "air", 21, 24, 2),
    ("resp_rate", 1, "air", 25, 70, 3),
    *(
        ("spo2", 1, breathed, low, high, score)
        for breathed in ("air", "oxygen")
        for low, high, score in ((50, 91, 3), (92, 93, 2), (94, 95, 1), (96, 100, 0))
    ),
    *(
        ("spo2", 2, breathed, low, high, score)
        for breathed in ("air", "oxygen")
        for low, high, score in ((50, 83, 3), (84, 85, 2), (86, 87, 1), (88, 92, 0))
    ),
    ("spo2", 2, "air", 93, 100, 0),
    ("spo2", 2, "oxygen", 93, 94, 1),
    ("spo2", 2, "oxygen", 95, 96, 2),
    ("spo2", 2, "oxygen", 97, 100, 3),
    ("systolic", 1, "air", 40, 90, 3),
    ("systolic", 1, "air", 91, 100, 2),
    ("systolic", 1, "air", 101, 110, 1),
    ("systolic", 1, "air", 111, 219, 0),
    ("systolic", 1, "air", 220, 300, 3),
    ("pulse", 1, "air", 20, 40, 3),
    ("pulse", 1, "air", 41, 50, 1),
    ("pulse", 1, "air", 51, 90, 0),
    ("pulse", 1, "air", 91, 110, 1),
    ("pulse", 1, "air", 111, 130, 2),
    ("pulse", 1, "air", 131, 250, 3),
    ("temperature", 1, "air", "30.0", "35.0", 3),
    ("temperature", 1, "air", "35.1", "36.0", 1),
    ("temperature", 1, "air", "36.1", "38.0", 0),
    ("temperature", 1, "air", "38.1", "39.0", 1),
    ("temperature", 1, "air", "39.1", "43.0", 2),
]
WELL: Mapping[str, Decimal | str] = {
    "resp_rate": Decimal(14),
    "spo2": Decimal(97),
    "oxygen": "air",
    "systolic": Decimal(124),
    "pulse": Decimal(70),
    "consciousness": "A",
    "temperature": Decimal("36.8"),
}
WELL_ON_SCALE_2 = {**WELL, "spo2": Decimal(90)}


def scored(values: Mapping[str, Decimal | str], scale: Scale = 1) -> News2:
    result = news2(values, scale)
    assert isinstance(result, News2)
    return result


def edges() -> Iterator[tuple[str, int, str, Decimal, int]]:
    for parameter, scale, breathed, low, high, score in BANDS:
        for value in (low, high):
            yield parameter, scale, breathed, Decimal(value), score


@pytest.mark.parametrize(("parameter", "scale", "breathed", "value", "score"), list(edges()))
def test_each_edge_of_each_band_scores_as_the_chart_says(
    parameter: str, scale: Scale, breathed: str, value: Decimal, score: int
) -> None:
    result = scored({**WELL, "oxygen": breathed, parameter: value}, scale)
    assert {part.parameter: part.score for part in result.parts}[parameter] == score  # type: ignore[index]


@pytest.mark.parametrize(
    ("parameter", "value", "score"),
    [
        ("oxygen", "air", 0),
        ("oxygen", "oxygen", 2),
        ("consciousness", "A", 0),
        ("consciousness", "C", 3),
        ("consciousness", "V", 3),
        ("consciousness", "P", 3),
        ("consciousness", "U", 3),
    ],
)
def test_what_is_said_in_words_scores_as_the_chart_says(parameter: str, value: str, score: int) -> None:
    assert scored({**WELL, parameter: value}).total == score


@pytest.mark.parametrize("parameter", ["resp_rate", "spo2", "systolic", "pulse", "temperature"])
def test_the_bands_leave_no_value_out_and_hold_none_twice(parameter: str) -> None:
    places = Decimal("0.1") if parameter == "temperature" else Decimal(1)
    for scale in (1, 2):
        for breathed in ("air", "oxygen"):
            for step in range(3001):
                value = step * places
                cells = [row for row in table() if row.parameter == parameter and row.holds(value, scale, breathed)]
                assert len(cells) == 1, (parameter, scale, breathed, value)


def test_a_well_person_scores_nothing_and_the_worst_of_everything_scores_twenty() -> None:
    assert scored(WELL).total == 0
    assert scored(WELL_ON_SCALE_2, 2).total == 0
    worst = {
        "resp_rate": Decimal(30),
        "spo2": Decimal(80),
        "oxygen": "oxygen",
        "systolic": Decimal(80),
        "pulse": Decimal(150),
        "consciousness": "U",
        "temperature": Decimal("34.0"),
    }
    assert (scored(worst).total, scored(worst, 2).total, scored(worst).highest_part) == (20, 20, 3)


def test_a_worked_chart_adds_up_part_by_part() -> None:
    """Respirations 22, SpO2 94 on oxygen, systolic 105, pulse 112, alert, 38.4 degrees: 2 + 1 + 2 + 1 + 2 + 0 + 1."""
    result = scored(
        {
            "resp_rate": Decimal(22),
            "spo2": Decimal(94),
            "oxygen": "oxygen",
            "systolic": Decimal(105),
            "pulse": Decimal(112),
            "consciousness": "A",
            "temperature": Decimal("38.4"),
        }
    )
    assert [part.score for part in result.parts] == [2, 1, 2, 1, 2, 0, 1]
    assert (result.total, result.highest_part) == (9, 2)


@pytest.mark.parametrize("missing", PARAMETERS)
def test_a_part_of_a_set_is_never_totalled(missing: str) -> None:
    result = news2({kind: value for kind, value in WELL.items() if kind != missing})
    assert isinstance(result, NotScored)
    assert result.missing == (missing,)
    assert result.words.startswith("No NEWS2: ")


def test_the_score_does_not_see_the_pressure_that_ketamine_raises() -> None:
    """Why it is never the only thing that asks for attention."""
    assert scored({**WELL, "systolic": Decimal(219)}).total == 0


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("temperature", Decimal("36.05")),
        ("consciousness", "Z"),
        ("oxygen", "helium"),
        ("pulse", "70"),
        ("consciousness", Decimal(1)),
    ],
)
def test_a_value_that_the_table_does_not_hold_is_refused_and_never_scored(parameter: str, value: Decimal | str) -> None:
    with pytest.raises(ValueError, match="is not a value that NEWS2 scores"):
        news2({**WELL, parameter: value})


def test_the_college_is_acknowledged_as_it_asks() -> None:
    assert "Royal College of Physicians" in ACKNOWLEDGEMENT
    assert "London: RCP, 2017" in ACKNOWLEDGEMENT
