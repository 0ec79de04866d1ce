"""The gates of a protocol: what must hold before the drug is given, and what is looked at before a person leaves."""

from dataclasses import dataclass

from firstlight.clinical.protocol.watch_rules import Grade


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
    """What the protocol asks for before a person leaves, in the order in which the page shows it.

    `cannula_out` is None where the route needs no cannula.
    """

    time_served: Gate
    escorted_minutes: int
    unescorted_minutes: int
    alertness: Gate
    moaas_from: int
    pressure: Gate
    pressure_within_percent: int
    systolic_up_to: int
    diastolic_up_to: int
    systolic_from: int
    oxygen: Gate
    spo2_from: int
    dissociation: Gate
    cadss6_margin: int
    padss: Gate
    padss_from: int
    walking: Gate
    fluid: Gate
    cannula_out: Gate | None
    suicidal_intent: Gate
    escort: Gate
    no_driving: Gate
    crisis_card: Gate
    next_appointment: Gate
