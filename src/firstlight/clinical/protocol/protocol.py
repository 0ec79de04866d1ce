"""A protocol in force: the dose, the plan of observations, the gates and the limits that one session follows.

A session keeps the version that it started under. Every number here came from a signed file and can be traced
to its line, source and confidence through `Protocol.values()`.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from firstlight.clinical.kinds import Kind
from firstlight.clinical.protocol.provenance import ProtocolValue

Phase = Literal["before", "giving", "recovery"]
CountedFrom = Literal["start", "end"]
Level = Literal["amber", "urgent"]
Grade = Literal["clinician", "consultant"]


@dataclass(frozen=True)
class Vial:
    """One strength on the shelf: mg per mL and mL in a full vial."""

    strength_mg_ml: Decimal
    volume_ml: Decimal

    @property
    def content_mg(self) -> Decimal:
        return self.strength_mg_ml * self.volume_ml


@dataclass(frozen=True)
class DoseRule:
    """mg for each kg of body weight, the two caps that no dose passes, and the step it is rounded to (mg)."""

    mg_per_kg: Decimal
    cap_mg_per_kg: Decimal
    cap_mg: Decimal
    weight_basis: Literal["actual"]
    round_to_mg: Decimal
    round_halves: Literal["down", "up"]


@dataclass(frozen=True)
class Preparation:
    """How the syringe is made up: always to one concentration (mg/mL), or always to one volume (mL)."""

    made_up_by: Literal["concentration", "volume"]
    made_up_to: Decimal
    diluent: str
    vials: tuple[Vial, ...]


@dataclass(frozen=True)
class Timing:
    """Minutes that say when a set counts, and when a missing one is amber and then urgent."""

    amber_minutes: int
    urgent_minutes: int
    early_minutes: int
    baseline_minutes: int
    repeat_minutes: int


@dataclass(frozen=True)
class PlannedObservation:
    """One row of the plan: what is taken at a minute of a phase, counted from the start or the end of giving."""

    phase: Phase
    minute: int
    counted_from: CountedFrom
    kinds: tuple[Kind, ...]
    escort: Literal["escorted", "unescorted"] | None


@dataclass(frozen=True)
class PressureLimits:
    """Pressure before the dose (mmHg): rest and repeat above the limits for age; no start at the upper ones."""

    older_from_years: int
    systolic_above: int
    diastolic_above: int
    older_systolic_above: int
    older_diastolic_above: int
    refuse_systolic_from: int
    refuse_diastolic_from: int
    rest_minutes: int
    repeats: int
    valid_minutes: int
    high_override: Grade
    refuse_override: Grade


@dataclass(frozen=True)
class Threshold:
    """A value outside which the protocol asks for something: the level, the wait in minutes and the words."""

    key: str
    label: str
    kind: Kind | Literal["news2", "news2_single"]
    measure: Literal["value", "rise"]
    compare: Literal[">", ">=", "<", "<=", "="]
    value: Decimal
    unit: str
    for_minutes: int
    level: Level
    action: str


@dataclass(frozen=True)
class Symptom:
    """Something the person says or shows that matters whatever the figures."""

    key: str
    label: str
    level: Level
    action: str


@dataclass(frozen=True)
class Gate:
    """A condition with its words: what it is called and what counts as met."""

    label: str
    met_when: str
    override: Grade | None


@dataclass(frozen=True)
class Answer:
    """One answer that can be given at a gate, and whether the gate is then met."""

    key: str
    label: str
    met: bool


@dataclass(frozen=True)
class StartGates:
    """What must hold before the drug is given, in the order in which the page shows it."""

    two_identifiers: Gate
    identifiers: tuple[str, ...]
    identifiers_needed: int
    consent: Gate
    consent_max_age_days: int
    prescription: Gate
    escort: Gate
    food: Gate
    food_answers: tuple[Answer, ...]
    alcohol_sedatives: Gate
    alcohol_sedatives_answers: tuple[Answer, ...]
    pregnancy: Gate
    pregnancy_max_age_days: int
    weight_today: Gate
    weight_max_age_days: int
    blood_pressure: Gate
    staff: Gate
    registered_needed: int
    als_needed: int


@dataclass(frozen=True)
class LeavingGates:
    """What the protocol asks for before a person leaves, in the order in which the page shows it."""

    time_served: Gate
    escorted_minutes: int
    unescorted_minutes: int
    alertness: Gate
    moaas_from: int
    pressure: Gate
    pressure_within_percent: int
    systolic_up_to: int
    diastolic_up_to: int
    oxygen: Gate
    spo2_from: int
    dissociation: Gate
    cadss6_margin: int
    walking: Gate
    fluid: Gate
    cannula_out: Gate
    suicidal_intent: Gate
    escort: Gate
    no_driving: Gate
    crisis_card: Gate
    next_appointment: Gate


@dataclass(frozen=True)
class Protocol:
    """One version of one protocol, whole. `minutes` is the planned length of giving."""

    code: str
    version: str
    title: str
    route: str
    drug: str
    licence: str
    minutes: int
    dose: DoseRule
    preparation: Preparation
    timing: Timing
    observations: tuple[PlannedObservation, ...]
    pressure: PressureLimits
    thresholds: tuple[Threshold, ...]
    symptoms: tuple[Symptom, ...]
    start_gates: StartGates
    leaving_gates: LeavingGates
    follow_up_call_sessions: int
    provenance: tuple[ProtocolValue, ...]

    def values(self) -> tuple[ProtocolValue, ...]:
        """Every value of the file in the order of the form, with its source and confidence."""
        return self.provenance

    def needing_approval(self) -> tuple[ProtocolValue, ...]:
        """The values that a named clinician must approve before they are live."""
        return tuple(value for value in self.provenance if value.needs_approval)
