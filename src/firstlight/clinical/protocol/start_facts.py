"""What is known about a person and the room just before the drug is given, gathered from the record by the caller.

None always means "not recorded". Names are whatever tells two people apart; dates are calendar days in the clinic.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from firstlight.clinical.protocol.protocol import Grade


@dataclass(frozen=True)
class Escort:
    """The adult who takes the person home."""

    name: str
    phone: str


@dataclass(frozen=True)
class SignedPrescription:
    """Who signed and who checked. The two checks are by different people."""

    signed_by: str | None
    first_check_by: str | None
    second_check_by: str | None


@dataclass(frozen=True)
class Pressure:
    """One pressure (mmHg) and when it was taken."""

    systolic: int
    diastolic: int
    at: datetime


@dataclass(frozen=True)
class StaffOnDuty:
    """A person on today's duty list and the last day of each certificate; None where none is held."""

    name: str
    registered: bool
    ils_until: date | None
    als_until: date | None


@dataclass(frozen=True)
class Override:
    """A recorded decision to go on although a gate is not met: by whom, of which grade, why and when.

    A decision about pressure answers only what was known when it was made: a later reading asks again.
    """

    gate: str
    by: str
    grade: Grade
    reason: str
    at: datetime

    def may_decide(self, needed: Grade) -> bool:
        """A consultant may decide whatever a clinician may."""
        return self.grade in (needed, "consultant")


@dataclass(frozen=True)
class StartFacts:
    """Everything the gates before the start look at. `now` is the moment of asking."""

    now: datetime
    today: date
    age_years: int
    identifiers_checked: tuple[str, ...] = ()
    consent_on: date | None = None
    prescription: SignedPrescription | None = None
    escort: Escort | None = None
    unescorted: bool = False
    food: str | None = None
    alcohol_sedatives: str | None = None
    pregnancy_relevant: bool | None = None
    pregnancy_result: Literal["negative", "positive", "declined"] | None = None
    pregnancy_tested_on: date | None = None
    weight_kg: Decimal | None = None
    weighed_on: date | None = None
    pressures: tuple[Pressure, ...] = ()
    staff: tuple[StaffOnDuty, ...] = ()
    overrides: tuple[Override, ...] = ()

    def decision(self, gate: str) -> Override | None:
        """The latest recorded decision about a gate."""
        return max((one for one in self.overrides if one.gate == gate), key=lambda one: one.at, default=None)
