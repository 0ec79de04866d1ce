"""What may stand in a set of observations: possible values, asked about once where unlikely, each with its own source.
A set is recorded whole or not at all, and nothing is carried forward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from firstlight.apps import clock
from firstlight.apps.infusion.days import day_of, wall_clock
from firstlight.apps.infusion.models import Correction, MonitorMessage, Observation, ObservationSet, Session
from firstlight.apps.infusion.queries.belonging import messages_of
from firstlight.apps.infusion.queries.readings import feed_of, reading_in
from firstlight.apps.infusion.queries.sessions import last_weight
from firstlight.apps.infusion.refusals import SetRefused
from firstlight.apps.refusals import NeedsConfirmation
from firstlight.clinical.figures import figure
from firstlight.clinical.kinds import KINDS, Kind
from firstlight.clinical.monitoring.bounds import Refused, Unlikely, check_set, check_value
from firstlight.clinical.monitoring.load import bounds

READINGS_AHEAD = timedelta(minutes=2)
"""How far a monitor's clock may run ahead of the set that takes its reading."""
READINGS_KEPT = timedelta(minutes=15)
"""How old a reading may be when it is accepted: older ones would be carried forward. [proposed]"""

WEIGHT_APART_PERCENT = 10
"""A weight further than this from the last session's is asked about: pounds are more than twice the kilograms. [proposed]"""

AHEAD_OF_ITS_TIME = timedelta(minutes=30)
"""How long before it is due a planned set may be taken: more than any plan lets a set count early. [proposed]"""


@dataclass(frozen=True, slots=True)
class Value:
    """One value ready to be recorded. `message_id` is set where a reading was accepted as it stood."""

    kind: Kind
    typed: str
    number: Decimal | None
    unit: str
    measured_at: datetime
    message_id: int | None
    confirmed: bool


def checked_values(
    session: Session,
    typed: Mapping[str, str],
    accepted: Mapping[str, int],
    confirmed: Mapping[str, str],
    at: datetime,
) -> list[Value]:
    """The values to record. `accepted` is kind to message, `confirmed` is kind to the text that was said to be right.

    Raises SetRefused with every fault at its field, else NeedsConfirmation with every question.
    """
    filled = {kind: text.strip() for kind, text in typed.items() if text.strip()}
    _check_monitor_names_nobody_else(session, [kind for kind in accepted if kind in filled])
    numbers = _within_bounds(filled, confirmed, _weight_question(session, filled))
    return [
        _value(session, cast(Kind, kind), text, numbers[cast(Kind, kind)], accepted.get(kind), kind in confirmed, at)
        for kind, text in filled.items()
    ]


def planned_minute(session: Session, minute: int | None, at: datetime) -> int | None:
    """The planned minute that a set answers, None where the plan can ask for no such minute yet: then it stands by the time
    at which it was taken alone. (The page carries the minute unseen; nobody typed it who could put it right.)"""
    if minute is None or session.started_at is None:
        return None
    latest = (at - session.started_at + AHEAD_OF_ITS_TIME) // timedelta(minutes=1)
    return minute if 0 <= minute <= latest else None


def _check_monitor_names_nobody_else(session: Session, kinds: Sequence[str]) -> None:
    """Raises SetRefused for readings accepted from a monitor that now names another patient."""
    feed = feed_of(session.pk, clock.now()) if kinds else None
    if feed is not None and feed.other_patient is not None:
        words = (
            f"The monitor names another patient ({feed.other_patient.stated}). Look at the wristband and at the monitor, "
            "then part it and join it again; or type the value by hand."
        )
        raise SetRefused(dict.fromkeys(kinds, words))


def _weight_question(session: Session, filled: Mapping[str, str]) -> str:
    """What to ask about a weight unlike the last session's; nothing where there is none, or it cannot be read."""
    verdict = check_value("weight", filled["weight"]) if "weight" in filled else None
    if verdict is None or isinstance(verdict, Refused):
        return ""
    weight, last = verdict.value, last_weight(session)
    if last is None or not isinstance(weight, Decimal):
        return ""
    if abs(weight - last.kg) * 100 <= WEIGHT_APART_PERCENT * last.kg:
        return ""
    return (
        f"The last weight was {figure(last.kg)} kg, on {day_of(last.at):%d-%b-%Y}. Is it {figure(weight)} kg now, "
        "in kilograms and not in pounds?"
    )


def _within_bounds(
    filled: Mapping[str, str], confirmed: Mapping[str, str], about_weight: str
) -> dict[Kind, Decimal | str]:
    faults = {kind: "This is not a kind of observation." for kind in filled if kind not in KINDS}
    questions: dict[str, str] = {}
    numbers: dict[Kind, Decimal | str] = {}
    for kind in [kind for kind in KINDS if kind in filled]:
        verdict = check_value(kind, filled[kind])
        if isinstance(verdict, Refused):
            faults[kind] = verdict.reason
            continue
        numbers[kind] = verdict.value
        asked = [verdict.question] if isinstance(verdict, Unlikely) else []
        asked += [about_weight] if kind == "weight" and about_weight else []
        if asked and confirmed.get(kind, "").strip() != filled[kind]:
            questions[kind] = " ".join(asked)
    faults |= {fault.kind: fault.reason for fault in check_set(numbers) if fault.kind not in faults}
    if not filled:
        faults["values"] = "Nothing was entered. Fill in at least one value; what is left empty is not taken."
    if faults:
        raise SetRefused(faults)
    if questions:
        raise NeedsConfirmation(questions)
    return numbers


def _value(
    session: Session, kind: Kind, text: str, value: Decimal | str, message_id: int | None, confirmed: bool, at: datetime
) -> Value:
    number = value if isinstance(value, Decimal) else None
    unit = bounds()[kind].unit
    measured_at = None if message_id is None else _accepted(session, kind, number, message_id, at)
    source = message_id if measured_at is not None else None
    return Value(kind, text, number, unit, measured_at or at, source, confirmed)


def _accepted(session: Session, kind: Kind, number: Decimal | None, message_id: int, at: datetime) -> datetime | None:
    """When the reading was measured; None where the figure typed is another, which is then one taken by hand."""
    message = messages_of(session.bindings.all()).filter(pk=message_id).first()
    reading = reading_in(message, kind) if message is not None else None
    if message is None or reading is None:
        raise SetRefused({kind: "That reading is not from this session's monitor. Type the value by hand instead."})
    value, _unit, measured_at = reading
    if number is None or round(float(number), bounds()[kind].decimals) != round(value, bounds()[kind].decimals):
        return None
    _check_fresh(kind, measured_at, at)
    _check_not_taken_before(session, message, kind, measured_at)
    return measured_at


def _check_fresh(kind: Kind, measured_at: datetime, at: datetime) -> None:
    if not at - READINGS_KEPT <= measured_at <= at + READINGS_AHEAD:
        when = wall_clock(measured_at)
        raise SetRefused({kind: f"That reading was measured at {when}. Take a new one, or leave the field empty."})


def _check_not_taken_before(session: Session, message: MonitorMessage, kind: Kind, measured_at: datetime) -> None:
    """One reading is one observation: accepting it again at a later time would carry it forward."""
    wrong = Correction.objects.filter(session=session, entry_type=ObservationSet._meta.label).values("entry_id")
    earlier = Observation.objects.filter(
        set__session=session, kind=kind, measured_at=measured_at, message__monitor_id=message.monitor_id
    )
    if taken := earlier.exclude(set_id__in=wrong).select_related("set").first():
        when = wall_clock(taken.set.effective_at)
        raise SetRefused({kind: f"That reading was accepted at {when} already. Take a new one, or leave it empty."})
