"""From the lines of a session to the facts that the rules of care take. Only lines that stand are looked at."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, TypeVar, cast

from firstlight.apps.infusion.days import age_on, day_of
from firstlight.apps.infusion.queries.gathered import Gathered
from firstlight.apps.infusion.queries.lines import ErrorMark, GateLine, GivenLine, SetLine, ValueLine
from firstlight.apps.medicines.queries import Prescribed
from firstlight.apps.scheduling.queries import OnDuty
from firstlight.clinical.discharge.facts import LeavingFacts
from firstlight.clinical.dosing.administration import Administration
from firstlight.clinical.kinds import Kind
from firstlight.clinical.monitoring.plan import RecordedSet
from firstlight.clinical.protocol.start_facts import (
    Escort,
    Override,
    Pressure,
    SignedPrescription,
    StaffOnDuty,
    StartFacts,
)
from firstlight.clinical.scales import padss


class Line(Protocol):
    @property
    def error(self) -> ErrorMark | None: ...


class GivenLike(Protocol):
    """A line of what was given, as stored or as read."""

    @property
    def kind(self) -> str: ...
    @property
    def rate_ml_h(self) -> Decimal | None: ...
    @property
    def concentration_mg_ml(self) -> Decimal | None: ...
    @property
    def dose_mg(self) -> Decimal | None: ...


AnyLine = TypeVar("AnyLine", bound=Line)


def standing(lines: Iterable[AnyLine]) -> list[AnyLine]:
    """The lines not marked as entered in error."""
    return [line for line in lines if line.error is None]


def administrations(lines: Iterable[GivenLine]) -> list[Administration]:
    """What was given, as the dose arithmetic takes it."""
    return [administration(line, line.at) for line in standing(lines)]


def administration(line: GivenLike, at: datetime) -> Administration:
    """One line of what was given, at its moment."""
    return Administration(cast(Any, line.kind), at, line.rate_ml_h, line.concentration_mg_ml, line.dose_mg)


def recorded_sets(lines: Iterable[SetLine]) -> list[RecordedSet]:
    """What was observed together and when, as the plan takes it."""
    return [
        RecordedSet(line.at, frozenset(cast(Kind, value.kind) for value in line.values)) for line in standing(lines)
    ]


def latest(sets: Iterable[SetLine], kind: str) -> ValueLine | None:
    """The newest value of one kind; `sets` are in time order."""
    values = [value for line in sets if (value := line.value(kind)) is not None]
    return values[-1] if values else None


def pressures(sets: Iterable[SetLine]) -> tuple[Pressure, ...]:
    """Every pressure taken whole, oldest first."""
    taken: list[Pressure] = []
    for line in sets:
        systolic, diastolic = line.value("systolic"), line.value("diastolic")
        if systolic and diastolic and systolic.number is not None and diastolic.number is not None:
            taken.append(Pressure(int(systolic.number), int(diastolic.number), systolic.measured_at))
    return tuple(taken)


def is_escorted(gathered: Gathered) -> bool:
    """Whether a named escort takes the person home; unescorted until one is recorded."""
    return _escort(_answers(gathered)) is not None


def start_facts(gathered: Gathered, staff: Sequence[OnDuty], now: datetime) -> StartFacts:
    """What is known just before the drug is given."""
    answers = _answers(gathered)
    before = before_the_start(gathered)
    weight = latest(before, "weight")
    pregnancy = answers.get("pregnancy", {})
    return StartFacts(
        now=now,
        today=day_of(now),
        age_years=age_on(gathered.patient.birth_date, day_of(now)),
        identifiers_checked=tuple(answers.get("two_identifiers", {}).get("identifiers", ())),
        consent_on=gathered.consent.signed_on if gathered.consent else None,
        prescription=_signatures(gathered.prescription),
        escort=_escort(answers),
        unescorted=bool(answers.get("escort", {}).get("unescorted")),
        food=answers.get("food", {}).get("answer"),
        alcohol_sedatives=answers.get("alcohol_sedatives", {}).get("answer"),
        pregnancy_relevant=pregnancy.get("relevant"),
        pregnancy_result=pregnancy.get("result"),
        pregnancy_tested_on=_day(pregnancy.get("tested_on")),
        weight_kg=weight.number if weight else None,
        weighed_on=day_of(weight.measured_at) if weight else None,
        pressures=pressures(before),
        staff=tuple(StaffOnDuty(one.name, one.registered, one.ils_until, one.als_until) for one in staff),
        overrides=_overrides(gathered.gates),
    )


def leaving_facts(gathered: Gathered, now: datetime) -> LeavingFacts:
    """What is recorded since the end of giving; nothing from before it is carried forward, save the baseline."""
    ended_at = gathered.session.ended_at
    after = [line for line in standing(gathered.sets) if ended_at is not None and line.at >= ended_at]
    before = before_the_start(gathered)
    answers = _answers(gathered)
    found = _answers(gathered, since=ended_at) if ended_at is not None else {}
    taken_before, taken_after = pressures(before), pressures(after)
    return LeavingFacts(
        now=now,
        ended_at=ended_at,
        escort=_escort(answers),
        unescorted=bool(answers.get("escort", {}).get("unescorted")),
        moaas=_whole(latest(after, "moaas")),
        baseline_pressure=taken_before[-1] if taken_before else None,
        pressure=taken_after[-1] if taken_after else None,
        spo2=_whole(latest(after, "spo2")),
        cadss6_baseline=_whole(latest(before, "cadss6")),
        cadss6=_whole(latest(after, "cadss6")),
        padss=_padss(found.get("padss", {})),
        walks=found.get("walking", {}).get("answer"),
        tolerates_fluid=found.get("fluid", {}).get("answer"),
        cannula_out=found.get("cannula_out", {}).get("answer"),
        new_suicidal_intent=found.get("suicidal_intent", {}).get("answer"),
        no_driving_signed=found.get("no_driving", {}).get("answer"),
        crisis_card_given=found.get("crisis_card", {}).get("answer"),
        next_appointment_on=_day(found.get("next_appointment", {}).get("on")),
    )


def before_the_start(gathered: Gathered) -> list[SetLine]:
    """The standing sets taken before the drug began; all of them while it has not."""
    started_at = gathered.session.started_at
    return [line for line in standing(gathered.sets) if started_at is None or line.at < started_at]


def _answers(gathered: Gathered, since: datetime | None = None) -> dict[str, dict[str, Any]]:
    """The newest answer at each gate."""
    lines = [line for line in standing(gathered.gates) if not line.override]
    return {line.gate: line.answer for line in lines if since is None or line.at >= since}


def _overrides(lines: Iterable[GateLine]) -> tuple[Override, ...]:
    """Signed decisions to pass a gate. Psychiatrists alone may sign one, and they sign as the consultant."""
    newest = {line.gate: line for line in standing(lines) if line.override}
    return tuple(Override(gate, line.by, "consultant", line.answer["reason"], line.at) for gate, line in newest.items())


def _signatures(prescription: Prescribed | None) -> SignedPrescription | None:
    if prescription is None:
        return None
    checks = [check.by for check in prescription.checks if check.staff_id != prescription.signed_by_id]
    first, second, *_ = [*checks, None, None]
    return SignedPrescription(prescription.signed_by, first, second)


def _escort(answers: dict[str, dict[str, Any]]) -> Escort | None:
    answer = answers.get("escort", {})
    return Escort(answer["name"], answer["phone"]) if answer.get("name") else None


def _padss(answer: dict[str, Any]) -> int | None:
    return padss.total({item.key: answer[item.key] for item in padss.items() if item.key in answer})


def _whole(value: ValueLine | None) -> int | None:
    return int(value.number) if value is not None and value.number is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
