"""The session page: the person always, the other bays always, the phase, the chart, what comes next, and the forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.days import day_of, wall_clock
from firstlight.apps.infusion.presenters.chart import chart_figures, traces_of
from firstlight.apps.infusion.presenters.current import all_values
from firstlight.apps.infusion.presenters.dial import planned_end_minute
from firstlight.apps.infusion.presenters.figures import ChartFigures
from firstlight.apps.infusion.presenters.gates import GateView, gate_views
from firstlight.apps.infusion.presenters.moves import MoveView, moves_from
from firstlight.apps.infusion.presenters.people import person_of
from firstlight.apps.infusion.presenters.phases import PhaseView, ended_words, phases_of
from firstlight.apps.infusion.presenters.pressing import Pressing, changes_at, pressing_of, stale_since
from firstlight.apps.infusion.presenters.ribbon import RibbonBay, ribbon_of
from firstlight.apps.infusion.presenters.run import Given, Run, given_now, run_of
from firstlight.apps.infusion.presenters.table import ReadingsTable, readings_table
from firstlight.apps.infusion.presenters.tile import PersonView
from firstlight.apps.infusion.presenters.values import ValueView
from firstlight.apps.infusion.queries import SessionRecord, Standing, Tile
from firstlight.clinical.monitoring.plan import SetState

NEXT_SETS = 4


@dataclass(frozen=True, slots=True)
class SessionView:
    """`gates_first`: before the start and while leaving the gates stand above the chart."""

    record: SessionRecord
    standing: Standing
    person: PersonView
    ribbon: list[RibbonBay]
    phases: list[PhaseView]
    phase_words: str
    pressing: list[Pressing]
    stale_since: datetime | None
    changes_at: datetime | None
    values: dict[str, ValueView]
    chart: ChartFigures
    table: ReadingsTable
    next_sets: list[SetState]
    gates: list[GateView]
    gates_first: bool
    moves: list[MoveView]
    infusing: bool
    given: Given | None
    run: Run


def session_view(record: SessionRecord, tiles: Sequence[Tile], may: frozenset[str]) -> SessionView:
    """What the session page shows to somebody who holds the permissions `may`."""
    standing = record.standing
    return SessionView(
        record=record,
        standing=standing,
        person=person_of(standing.patient),
        ribbon=ribbon_of(tiles, standing.session_id),
        phases=phases_of(record),
        phase_words=ended_words(record) or phase_words(standing),
        pressing=pressing_of(standing),
        stale_since=stale_since(standing),
        changes_at=changes_at(standing),
        values=all_values(standing),
        chart=chart_figures(record, traces_of(record)),
        table=readings_table(record),
        next_sets=[one for one in standing.plan if one.state not in ("done", "missed")][:NEXT_SETS],
        gates=gate_views(record),
        gates_first=bool(standing.gates) and standing.state.value != "recovery",
        moves=moves_from(standing.state, may),
        infusing=standing.state.value in ("giving", "paused"),
        given=given_now(standing),
        run=run_of(standing),
    )


def phase_words(standing: Standing) -> str:
    """At the right of the phases: when it started, and when it is planned to end."""
    if standing.started_at is None:
        day = (
            "" if day_of(standing.planned_start) == day_of(standing.at) else f"{day_of(standing.planned_start):%d-%b} "
        )
        return f"Planned start {day}{wall_clock(standing.planned_start)}"
    if standing.ended_at is not None:
        return f"Started {wall_clock(standing.started_at)}, ended {wall_clock(standing.ended_at)}"
    ends = standing.dose.ends_at if standing.dose else None
    planned = f"planned end {wall_clock(ends)}" if ends else f"planned for {planned_end_minute(standing):.0f} minutes"
    return f"Started {wall_clock(standing.started_at)}, {planned}"
