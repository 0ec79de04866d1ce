"""One invented session, always the same: a person of 52 with 70 kg whose pressure rises to 184/108 and falls again.

It shows a clinician what a version of a protocol would ask for, and what another would ask for instead. Nobody was ever
given it; a route that gives in another way is shown the same values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

from firstlight.clinical.discharge.facts import LeavingFacts
from firstlight.clinical.kinds import IN_WORDS, KINDS, Kind
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import Answer, Protocol
from firstlight.clinical.protocol.start_facts import Escort, Pressure, SignedPrescription, StaffOnDuty, StartFacts

AGE_YEARS = 52
WEIGHT_KG = Decimal(70)
START = datetime(2026, 1, 5, 13, 0, tzinfo=UTC)
LEAVING_MINUTE = 125
TODAY = date(2026, 1, 5)
ESCORT = Escort("An escort", "with a telephone number")
STAFF = (
    StaffOnDuty("Nurse 1", True, date(2026, 12, 31), date(2026, 12, 31)),
    StaffOnDuty("Nurse 2", True, date(2026, 12, 31), None),
)


@dataclass(frozen=True)
class SampleSet:
    """Values taken together at a minute from the start; negative before it."""

    minute: int
    values: Mapping[Kind, Decimal | str]

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.minute)

    def figures(self) -> Iterator[tuple[Kind, Decimal]]:
        """The values that are figures, not words."""
        return ((kind, value) for kind, value in self.values.items() if isinstance(value, Decimal))

    def pressure(self) -> Pressure | None:
        taken = {kind: int(value) for kind, value in self.figures()}
        if "systolic" not in taken or "diastolic" not in taken:
            return None
        return Pressure(taken["systolic"], taken["diastolic"], self.at)


@cache
def sample_course() -> tuple[SampleSet, ...]:
    """The sets of the sample session in time order."""
    return tuple(_set(row) for row in load.sample_rows())


def sample_start(protocol: Protocol) -> StartFacts:
    """What is known of the sample person at the start: every question answered well, whatever the protocol asks."""
    gates = protocol.start_gates
    return StartFacts(
        now=START,
        today=TODAY,
        age_years=AGE_YEARS,
        identifiers_checked=gates.identifiers[: gates.identifiers_needed],
        consent_on=TODAY - timedelta(days=100),
        prescription=SignedPrescription("The prescriber", "Nurse 1", "Nurse 2"),
        escort=ESCORT,
        food=_well_answered(gates.food_answers),
        alcohol_sedatives=_well_answered(gates.alcohol_sedatives_answers),
        pregnancy_relevant=False,
        weight_kg=WEIGHT_KG,
        weighed_on=TODAY,
        pressures=tuple(taken for one in sample_course() if one.minute < 0 and (taken := one.pressure())),
        staff=STAFF,
    )


def sample_leaving(protocol: Protocol) -> LeavingFacts:
    """What is known of the sample person at minute 125, by the last set of the course."""
    first = [one for one in sample_course() if one.minute < 0][-1]
    last = sample_course()[-1]
    before, after = dict(first.figures()), dict(last.figures())
    return LeavingFacts(
        now=START + timedelta(minutes=LEAVING_MINUTE),
        ended_at=START + timedelta(minutes=protocol.minutes),
        escort=ESCORT,
        moaas=int(after["moaas"]),
        baseline_pressure=first.pressure(),
        pressure=last.pressure(),
        spo2=int(after["spo2"]),
        cadss6_baseline=int(before["cadss6"]),
        cadss6=int(after["cadss6"]),
        padss=9,
        walks=True,
        tolerates_fluid=True,
        cannula_out=True,
        new_suicidal_intent=False,
        no_driving_signed=True,
        crisis_card_given=True,
        next_appointment_on=TODAY + timedelta(days=7),
    )


def _set(row: dict[str, str]) -> SampleSet:
    values: dict[Kind, Decimal | str] = {}
    for kind in KINDS:
        if text := row.get(kind):
            values[kind] = text if kind in IN_WORDS else Decimal(text)
    return SampleSet(int(row["minute"]), values)


def _well_answered(answers: tuple[Answer, ...]) -> str:
    return next(answer.key for answer in answers if answer.met)
