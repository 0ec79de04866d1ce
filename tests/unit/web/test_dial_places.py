"""The tile's dial: two straight scales that share one form, so that chairs compare at a glance."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from firstlight.apps.infusion.presenters.figures import DialFigures, PlannedMark, RateBlock
from firstlight.web.charts.dial import FIRST_SHARE, dial_of

GIVING = DialFigures(
    zero=datetime(2026, 11, 23, 13, 30, tzinfo=UTC),
    planned_end=42,
    recovery_end=102,
    now=21,
    ended=None,
    blocks=[RateBlock(0, 10, 52.5), RateBlock(10, 12, 0), RateBlock(12, 21, 52.5)],
    planned=[PlannedMark(10, "done"), PlannedMark(30, "planned"), PlannedMark(57, "planned")],
)


def test_the_needle_stands_where_the_minute_is() -> None:
    assert dial_of(GIVING).needle == pytest.approx(FIRST_SHARE / 2)


def test_a_pause_is_left_white_between_what_was_given() -> None:
    assert [band.kind for band in dial_of(GIVING).filled] == ["given", "pause", "given"]


def test_the_first_scale_is_as_long_as_the_planned_end_so_a_pause_moves_the_needle_back() -> None:
    longer = dial_of(replace(GIVING, planned_end=84))
    assert longer.needle == pytest.approx(FIRST_SHARE / 4)


def test_recovery_has_its_own_scale_and_the_needle_moves_onto_it() -> None:
    recovering = dial_of(replace(GIVING, ended=42, now=72))
    assert recovering.needle == pytest.approx((recovering.second.x + 100) / 2)
    assert recovering.filled[-1].kind == "recovery"


def test_every_planned_set_has_its_mark_on_the_scale_it_belongs_to() -> None:
    marks = dial_of(GIVING).marks
    assert [mark.shape for mark in marks] == ["done", "planned", "planned"]
    assert marks[1].x < FIRST_SHARE < marks[2].x
