"""Where figures lie on the chart: one moment is one line through every lane, and nothing is drawn as other than it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from firstlight.apps.infusion.presenters.figures import (
    ChartFigures,
    EventMark,
    Limit,
    PlannedMark,
    Point,
    PressurePoint,
    RateBlock,
)
from firstlight.web.charts.lanes import SPANS
from firstlight.web.charts.scale import Height, Minutes, ticks
from firstlight.web.charts.session_chart import session_chart
from firstlight.web.charts.window import window_of

FIGURES = ChartFigures(
    zero=datetime(2026, 11, 23, 13, 37, tzinfo=UTC),
    now=35.0,
    started=True,
    ended=None,
    planned_end=42.0,
    pressures=[PressurePoint(-12, 130, 80), PressurePoint(30, 172, 102)],
    points={"pulse": [Point(30, 97)], "cadss6": [Point(30, 9)], "moaas": [Point(20, 5), Point(30, 4)]},
    traces={"pulse": [[Point(-5, 88, accepted=False), Point(0, 90, accepted=False)], [Point(10, 92, accepted=False)]]},
    gaps=[(0.0, 10.0)],
    limits={"systolic": [Limit(180, "180 systolic", urgent=True), Limit(160, "160 systolic", urgent=False)]},
    blocks=[RateBlock(0, 12, 52.5), RateBlock(12, 14, 0), RateBlock(14, 35, 52.5)],
    dose=[Point(0, 0), Point(12, 10.5), Point(14, 10.5), Point(35, 28.9)],
    planned_mg=35.0,
    planned=[PlannedMark(30, "done"), PlannedMark(40, "planned")],
    events=[
        EventMark(0, "Start", "play"),
        EventMark(12, "Pause, asked for a break", "pause"),
        EventMark(14, "Resume", "play"),
    ],
)


class TestTheWindow:
    def test_runs_from_a_quarter_hour_before_the_start_to_five_minutes_after_the_planned_end(self) -> None:
        window = window_of(FIGURES)
        assert (window.first, window.last) == (-15, 47)

    def test_follows_now_after_the_planned_end_with_the_whole_session_in_view(self) -> None:
        late = replace(FIGURES, now=90.0, ended=42.0)
        assert window_of(late).first == -15
        assert window_of(late).last >= 95

    def test_leaves_room_to_the_right_of_now_where_the_limits_are_named(self) -> None:
        for now in (20.0, 42.0, 90.0, 200.0):
            assert window_of(replace(FIGURES, now=now)).x(now) < 90

    def test_opens_earlier_for_a_set_that_was_taken_earlier_but_never_by_more_than_an_hour(self) -> None:
        assert window_of(replace(FIGURES, pressures=[PressurePoint(-28, 130, 80)])).first == -31
        assert window_of(replace(FIGURES, pressures=[PressurePoint(-200, 130, 80)])).first == -60


class TestOneScale:
    def test_a_moment_lies_on_one_line_through_every_lane(self) -> None:
        chart = session_chart(FIGURES)
        at_thirty = chart.backdrop.scale.x(30)
        assert chart.pressure.bars[-1].x == chart.pulse.marks[0].x == chart.scores.columns[0].x == at_thirty
        assert chart.scores.digits[-1].x == at_thirty

    def test_now_and_the_start_are_marked_and_the_future_is_ground(self) -> None:
        backdrop = session_chart(FIGURES).backdrop
        future = next(band for band in backdrop.bands if band.kind == "future")
        assert backdrop.now == future.x
        assert future.x + future.width == pytest.approx(100)
        assert backdrop.start == backdrop.scale.x(0)

    def test_a_pause_shades_every_lane_and_a_silent_feed_is_hatched_and_never_bridged(self) -> None:
        chart = session_chart(FIGURES)
        kinds = [band.kind for band in chart.backdrop.bands]
        assert kinds.count("pause") == 1
        assert kinds.count("gap") == 1
        assert len(chart.pulse.traces) == 1  # two runs, of which the second is a single value: no line joins them

    def test_where_two_pressures_stand_close_the_newest_keeps_its_figures(self) -> None:
        close = [PressurePoint(minute, 130, 80) for minute in (0, 20, 26, 30)]
        bars = session_chart(replace(FIGURES, pressures=close)).pressure.bars
        assert [bar.crowded for bar in bars] == [False, False, True, False]


class TestValues:
    def test_a_value_beyond_the_usual_span_widens_the_lane_and_is_not_held_down(self) -> None:
        usual = session_chart(FIGURES).pressure.bars[-1].top
        high = session_chart(replace(FIGURES, pressures=[PressurePoint(30, 240, 120)])).pressure.bars[-1]
        higher = session_chart(replace(FIGURES, pressures=[PressurePoint(30, 240, 120), PressurePoint(20, 172, 102)]))
        assert high.top < higher.pressure.bars[-1].top
        assert high.top < usual

    def test_systolic_stands_above_diastolic_and_both_figures_are_printed(self) -> None:
        bar = session_chart(FIGURES).pressure.bars[0]
        assert bar.top < bar.bottom
        assert (bar.systolic, bar.diastolic) == (130, 80)

    def test_urgent_levels_are_told_from_lower_ones(self) -> None:
        kinds = {rule.words: rule.kind for rule in session_chart(FIGURES).pressure.limits}
        assert kinds == {"180 systolic": "urgent", "160 systolic": "lower"}

    def test_the_newest_monitor_value_is_a_ring_and_an_accepted_one_a_disc(self) -> None:
        assert [mark.shape for mark in session_chart(FIGURES).pulse.marks] == ["disc", "ring"]

    def test_sedation_under_five_is_boxed(self) -> None:
        assert [digit.shape for digit in session_chart(FIGURES).scores.digits] == ["plain", "boxed"]

    def test_a_line_entered_in_error_stays_and_is_struck(self) -> None:
        wrong = replace(FIGURES, points={"pulse": [Point(30, 97, struck=True)]}, traces={})
        assert [mark.struck for mark in session_chart(wrong).pulse.marks] == [True]


class TestTheInfusion:
    def test_blocks_are_labelled_with_their_rate_and_a_pause_is_a_white_block(self) -> None:
        blocks = session_chart(FIGURES).infusion.blocks
        assert [block.kind for block in blocks] == ["rate", "pause", "rate"]
        assert blocks[0].words == "52.5 mL/h"

    def test_what_is_to_come_is_drawn_apart_from_what_was_given(self) -> None:
        lane = session_chart(FIGURES).infusion
        assert lane.given is not None
        assert lane.to_come is not None
        assert lane.given.points.split()[-1] == lane.to_come.points.split()[0]

    def test_nothing_is_to_come_once_it_has_ended(self) -> None:
        lane = session_chart(replace(FIGURES, ended=35.0)).infusion
        assert lane.to_come is None
        assert lane.planned_block is None


def test_events_near_each_other_keep_their_signs_and_do_not_write_over_each_other() -> None:
    marks = [mark for mark in session_chart(FIGURES).events.marks if mark.shape != "planned"]
    assert [mark.shape for mark in marks] == ["play", "pause", "play"]
    spoken = [(mark.x, mark.y) for mark in marks if mark.words]
    assert len(set(spoken)) == len(spoken)
    assert [mark.words for mark in marks][:2] == ["Start", "Pause, asked for a break"]


def test_an_empty_session_still_has_its_lanes_and_axis() -> None:
    empty = replace(
        FIGURES, now=-40, started=False, planned_end=40, pressures=[], points={}, traces={}, gaps=[], blocks=[], dose=[],
        planned_mg=None, planned=[], events=[],
    )  # fmt: skip
    chart = session_chart(empty)
    assert chart.backdrop.now is None
    assert [tick.minute for tick in chart.backdrop.ticks] == [-10, 0, 10, 20, 30, 40]
    assert chart.pressure.height == SPANS["pressure"].height


def test_a_scale_holds_its_ends() -> None:
    scale = Minutes(-15, 45)
    assert [scale.x(minute) for minute in (-15, 15, 45, 90)] == [0, 50, 100, 100]
    assert Height(50, 200, 0, 150).y(125) == 75
    assert ticks(-15, 47, 10) == [-10, 0, 10, 20, 30, 40]
