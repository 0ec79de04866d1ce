"""How one session stands at a moment: the state, the count of minutes, the dose so far, the plan and the newest values.
Everything here follows from recorded lines; nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from firstlight.apps.infusion.queries.facts import administrations, is_escorted, latest, recorded_sets, standing
from firstlight.apps.infusion.queries.from_rows import signed
from firstlight.apps.infusion.queries.gates import gates_to_leave, gates_to_start
from firstlight.apps.infusion.queries.gathered import Gathered
from firstlight.apps.infusion.queries.lines import ValueLine
from firstlight.apps.infusion.queries.readings import Feed
from firstlight.apps.infusion.states import State
from firstlight.apps.people.queries import PatientBanner
from firstlight.apps.scheduling.queries import OnDuty
from firstlight.clinical.dosing.administration import (
    RateSegment,
    delivered_mg,
    planned_end,
    segments,
    undelivered_mg,
)
from firstlight.clinical.dosing.devices import NextDevice, next_device, planned_last_device
from firstlight.clinical.kinds import KINDS
from firstlight.clinical.monitoring.plan import SetState, planned_sets, set_states
from firstlight.clinical.protocol.gate_state import GateState
from firstlight.clinical.protocol.protocol import DeviceRule, GivenBy

BEFORE_THE_START = (State.BOOKED, State.ARRIVED, State.CHECKS, State.READY)
TOWARDS_LEAVING = (State.RECOVERY, State.LEAVING)


@dataclass(frozen=True, slots=True)
class Dose:
    """Milligrams from what was recorded as given. `ends_at` is when the whole dose will have been, or was, given.

    `next_device` is the spray device that comes next, None where none does.
    """

    prescribed_mg: Decimal
    delivered_mg: Decimal
    undelivered_mg: Decimal
    rate_ml_h: Decimal
    ends_at: datetime | None
    next_device: NextDevice | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One session at the moment `at`. `minute` counts from the start; None before it. `given_by` is "rate", "bolus" or
    "spray". `gates` are those of the next step: to start before the start, to leave after the end, none in between."""

    at: datetime
    session_id: int
    version: int
    state: State
    number: int
    of: int
    patient: PatientBanner
    bay_id: int | None
    bay_number: int | None
    nurse_id: int | None
    nurse: str
    protocol_id: int
    protocol_title: str
    protocol_minutes: int
    given_by: GivenBy
    planned_start: datetime
    arrived_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    left_at: datetime | None
    minute: int | None
    escorted: bool
    dose: Dose | None
    segments: tuple[RateSegment, ...]
    plan: tuple[SetState, ...]
    values: tuple[ValueLine, ...]
    gates: tuple[GateState, ...]
    feed: Feed | None
    consent_withdrawn_at: datetime | None

    def value(self, kind: str) -> ValueLine | None:
        """The newest observation of a kind, None where none was recorded."""
        return next((value for value in self.values if value.kind == kind), None)


def standing_of(gathered: Gathered, staff: Sequence[OnDuty], feed: Feed | None, now: datetime) -> Standing:
    """Work out how the session stands now."""
    session, protocol = gathered.session, gathered.protocol
    return Standing(
        at=now,
        session_id=session.pk,
        version=session.version,
        state=State(session.state),
        number=session.number,
        of=session.of,
        patient=gathered.patient,
        bay_id=session.bay_id,
        bay_number=session.bay.number if session.bay else None,
        nurse_id=session.nurse_id,
        nurse=signed(session.nurse),
        protocol_id=session.protocol_id,
        protocol_title=protocol.title,
        protocol_minutes=protocol.minutes,
        given_by=protocol.given_by,
        planned_start=session.planned_start,
        arrived_at=session.arrived_at,
        started_at=session.started_at,
        ended_at=session.ended_at,
        left_at=session.left_at,
        minute=_minute(session.started_at, session.left_at, now),
        escorted=is_escorted(gathered),
        dose=_dose(gathered, now),
        segments=segments(administrations(gathered.given), session.ended_at or now),
        plan=plan_of(gathered, now),
        values=_newest_values(gathered),
        gates=_gates(gathered, staff, now),
        feed=feed,
        consent_withdrawn_at=gathered.consent_withdrawn_at,
    )


def plan_of(gathered: Gathered, now: datetime) -> tuple[SetState, ...]:
    """Each planned set and how it stands; empty before the start, when no minute has a time yet."""
    session = gathered.session
    if session.started_at is None:
        return ()
    ends_at = session.ended_at or _planned_end(gathered, now)
    planned = planned_sets(gathered.protocol, session.started_at, ends_at, is_escorted(gathered))
    return set_states(planned, recorded_sets(gathered.sets), min(now, session.left_at or now))


def _minute(started_at: datetime | None, left_at: datetime | None, now: datetime) -> int | None:
    return None if started_at is None else (min(now, left_at or now) - started_at) // timedelta(minutes=1)


def _dose(gathered: Gathered, now: datetime) -> Dose | None:
    if gathered.prescription is None:
        return None
    given, prescribed = administrations(gathered.given), gathered.prescription.dose_mg
    return Dose(
        prescribed_mg=prescribed,
        delivered_mg=delivered_mg(given, now, drawn_mg=prescribed),
        undelivered_mg=undelivered_mg(given, prescribed, now),
        rate_ml_h=_rate_now(gathered),
        ends_at=gathered.session.ended_at or _planned_end(gathered, now),
        next_device=_next_device(gathered),
    )


def _planned_end(gathered: Gathered, now: datetime) -> datetime | None:
    if gathered.prescription is None:
        return None
    given, rule = administrations(gathered.given), gathered.protocol.dose
    if isinstance(rule, DeviceRule):
        return planned_last_device(rule, gathered.prescription.devices or 0, given)
    return planned_end(given, gathered.prescription.dose_mg, now)


def _next_device(gathered: Gathered) -> NextDevice | None:
    """None once giving has ended, however many were given."""
    prescription, rule = gathered.prescription, gathered.protocol.dose
    if prescription is None or not isinstance(rule, DeviceRule) or gathered.session.ended_at is not None:
        return None
    return next_device(rule, prescription.devices or 0, administrations(gathered.given))


def _rate_now(gathered: Gathered) -> Decimal:
    rates = [line.rate_ml_h for line in standing(gathered.given) if line.rate_ml_h is not None]
    return rates[-1] if rates else Decimal(0)


def _newest_values(gathered: Gathered) -> tuple[ValueLine, ...]:
    sets = standing(gathered.sets)
    return tuple(value for kind in KINDS if (value := latest(sets, kind)) is not None)


def _gates(gathered: Gathered, staff: Sequence[OnDuty], now: datetime) -> tuple[GateState, ...]:
    state = State(gathered.session.state)
    if state in BEFORE_THE_START:
        return gates_to_start(gathered, staff, now)
    return gates_to_leave(gathered, now) if state in TOWARDS_LEAVING else ()
