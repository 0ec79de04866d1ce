"""NEWS2 on the time axis: of whole sets only."""

from decimal import Decimal

from firstlight.clinical.monitoring.prompts.scored import scored
from tests.unit.clinical.monitoring.prompts.course import at, seen

WHOLE: dict[str, Decimal | str] = {
    "resp_rate": Decimal(22),
    "spo2": Decimal(97),
    "oxygen": "air",
    "systolic": Decimal(126),
    "pulse": Decimal(95),
    "consciousness": "A",
    "temperature": Decimal("36.7"),
}


def test_a_whole_set_has_its_total_and_its_highest_part_under_the_nurses_name() -> None:
    assert list(scored([(at(10), WHOLE)])) == [seen("news2", 3, 10, True), seen("news2_single", 2, 10, True)]


def test_a_part_of_a_set_has_no_score() -> None:
    assert list(scored([(at(10), {"resp_rate": Decimal(22)})])) == []


def test_a_value_between_two_cells_of_the_table_is_not_rounded_into_one() -> None:
    assert list(scored([(at(10), WHOLE | {"temperature": Decimal("36.05")})])) == []
