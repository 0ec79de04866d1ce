"""What was given follows from what was recorded, through pauses, changes of rate and stops."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from firstlight.clinical.dosing.administration import (
    Administration,
    delivered_mg,
    planned_end,
    segments,
    undelivered_mg,
    waste_mg,
)

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def rate(minutes: float, ml_h: float, mg_ml: float | None = 1) -> Administration:
    return Administration("rate", after(minutes), rate_ml_h=ml_h, concentration_mg_ml=mg_ml)


PAUSED = [rate(0, 52.5), rate(20, 0), rate(22, 52.5)]


def test_nothing_is_given_before_the_start() -> None:
    assert delivered_mg([rate(0, 52.5)], START) == 0


def test_the_whole_dose_is_35_and_never_34_99() -> None:
    assert str(delivered_mg([rate(0, 52.5)], after(40))) == "35"
    assert str(delivered_mg([rate(0, 46.67, 0.75)], after(60))) == "35"


def test_a_pause_adds_nothing_and_the_dose_goes_on_after_it() -> None:
    assert delivered_mg(PAUSED, after(20)) == delivered_mg(PAUSED, after(22)) == Decimal("17.5")
    assert delivered_mg(PAUSED, after(42)) == 35


def test_entries_may_be_recorded_in_any_order() -> None:
    assert delivered_mg(PAUSED[::-1], after(42)) == 35


def test_of_two_rates_at_one_moment_the_later_entry_stands() -> None:
    assert delivered_mg([rate(0, 52.5), rate(0, 30)], after(40)) == 20


def test_single_doses_count_from_their_own_moment() -> None:
    entries = [Administration("spray", after(0), dose_mg=28), Administration("spray", after(5), dose_mg=28)]
    assert [delivered_mg(entries, after(minute)) for minute in (0, 4, 5)] == [28, 28, 56]


def test_a_bolus_adds_to_a_running_rate() -> None:
    assert delivered_mg(
        [rate(0, 52.5), Administration("bolus", after(10), dose_mg=Decimal("2.5"))], after(40)
    ) == Decimal("37.5")


def test_an_end_recorded_late_never_shows_more_than_was_in_the_syringe() -> None:
    assert delivered_mg([rate(0, 52.5)], after(43), drawn_mg=35) == 35
    assert delivered_mg([rate(0, 52.5)], after(22), drawn_mg=35) == Decimal("19.25")


def test_what_was_not_given_is_never_below_nought() -> None:
    assert undelivered_mg([rate(0, 52.5)], 35, after(22)) == Decimal("15.75")
    assert undelivered_mg([rate(0, 52.5)], 35, after(43)) == 0


def test_the_planned_end_is_forty_minutes_after_an_unbroken_start() -> None:
    assert planned_end([rate(0, 52.5)], 35, after(5)) == after(40)
    assert planned_end([rate(0, 52.5)], 35, after(50)) == after(40)


def test_a_pause_of_two_minutes_moves_the_planned_end_by_two() -> None:
    assert planned_end(PAUSED, 35, after(25)) == after(42)


def test_while_paused_the_end_is_as_if_giving_began_again_now() -> None:
    assert planned_end(PAUSED[:2], 35, after(21)) == after(41)


def test_a_slower_rate_moves_the_planned_end_out() -> None:
    assert planned_end([rate(0, 52.5), rate(20, 26.25)], 35, after(25)) == after(60)


def test_the_dose_has_been_given_by_the_planned_end() -> None:
    entries = [rate(0, 46.67)]
    end = planned_end(entries, 35, after(5))
    assert end is not None
    assert delivered_mg(entries, end) == 35


@pytest.mark.parametrize("entries", [[], [rate(0, 0, None)], [Administration("bolus", START, dose_mg=35)]])
def test_there_is_no_planned_end_before_a_running_rate(entries: list[Administration]) -> None:
    assert planned_end(entries, 35, after(5)) is None


def test_a_dose_already_given_by_bolus_ends_where_the_rate_begins() -> None:
    entries = [Administration("bolus", START, dose_mg=40), rate(1, 52.5)]
    assert planned_end(entries, 35, after(5)) == after(1)


def test_the_chart_has_one_block_a_rate_and_a_block_of_nought_for_a_pause() -> None:
    blocks = segments(PAUSED, after(30))
    assert [(block.start, block.end, block.rate_ml_h, block.mg) for block in blocks] == [
        (after(0), after(20), Decimal("52.5"), Decimal("17.5")),
        (after(20), after(22), 0, 0),
        (after(22), after(30), Decimal("52.5"), 7),
    ]


def test_the_chart_has_no_block_before_the_first_rate() -> None:
    assert segments(PAUSED, START) == ()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"kind": "rate"}, "needs its rate"),
        ({"kind": "rate", "rate_ml_h": -1, "concentration_mg_ml": 1}, "nought or above"),
        ({"kind": "rate", "rate_ml_h": 52.5}, "needs the concentration"),
        ({"kind": "bolus"}, "A bolus needs its dose in mg"),
        ({"kind": "spray", "dose_mg": -28}, "A spray needs its dose in mg"),
    ],
)
def test_an_entry_without_its_figures_is_refused(entry: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Administration(at=START, **entry)  # type: ignore[arg-type]


def test_waste_is_what_the_vials_held_beyond_the_dose_and_what_was_not_given() -> None:
    assert waste_mg(200, 35, Decimal("15.75")) == Decimal("180.75")


def test_a_planned_end_between_two_ticks_of_the_clock_is_the_later_one() -> None:
    assert planned_end([rate(0, 7)], 1, after(1)) == START + timedelta(seconds=514, microseconds=285_715)
