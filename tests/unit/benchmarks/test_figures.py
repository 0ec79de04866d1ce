"""A published figure says what was promised and whether it held, and no message is lost from the account of them."""

import pytest

from benchmarks._live.clinic import Row, account, astray
from benchmarks._live.figures import all_held, at_least, at_most, none_of, quantiles
from benchmarks._live.streams import READINGS
from firstlight.web.live import events
from tests.unit.infusion.day import at


@pytest.mark.parametrize(
    ("figure", "held"),
    [
        (at_most(59.9, 60, "ms"), True),
        (at_most(60.0, 60, "ms"), False),
        (at_most(None, 60, "ms"), False),
        (at_least(8000, 8000, "a second"), True),
        (at_least(7999, 8000, "a second"), False),
        (none_of(0, "message"), True),
        (none_of(1, "message"), False),
    ],
)
def test_a_figure_is_held_or_not(figure: dict[str, object], held: bool) -> None:
    assert figure["held"] is held


def test_one_figure_that_is_not_held_is_not_hidden_among_others() -> None:
    held, missed = at_most(1, 2, "ms"), at_most(3, 2, "ms")
    assert all_held({"sqlite": {"a": held, "parts": [held, {"b": held}]}})
    assert not all_held({"sqlite": {"a": held, "parts": [held, {"b": missed}]}})


def test_the_99th_in_a_hundred_of_few_values_is_the_greatest() -> None:
    few, many = quantiles(range(1, 61)), quantiles(range(1, 201))
    assert (few["p50"], few["p99"], few["max"]) == (30, 60, 60)
    assert (many["p50"], many["p95"], many["p99"], many["max"]) == (100, 190, 198, 200)
    assert quantiles([]) == {"count": 0, "unit": "ms"}


def rows(*control_ids: str) -> list[Row]:
    return [Row(number, control_id, None, None) for number, control_id in enumerate(control_ids)]


@pytest.mark.parametrize(
    ("sent", "acknowledged", "stored", "gone_astray"),
    [
        ("ab", "ab", "ab", 0),
        ("ab", "a", "ab", 1),  # stored, and its sender never heard
        ("ab", "ab", "a", 1),  # its sender was told what is not true
        ("ab", "ab", "aab", 1),
        ("abc", "ab", "bb", 3),
    ],
)
def test_every_way_of_going_astray_is_counted(sent: str, acknowledged: str, stored: str, gone_astray: int) -> None:
    assert astray(account(list(sent), list(acknowledged), rows(*stored))) == gone_astray


def test_a_client_knows_a_stored_row_in_the_stream() -> None:
    told = (
        events.event("time", now=1) + events.readings(4711, 7, at(0), at(0), "[]") + events.event("changed", session=7)
    )
    assert READINGS.findall(told) == [b"4711"]
