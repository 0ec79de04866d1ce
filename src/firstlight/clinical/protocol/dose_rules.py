"""How much a protocol gives and of what: worked from weight, or counted in devices of a fixed dose.

A dose is in milligrams of one drug. Racemic ketamine and esketamine are different drugs here, always: their milligrams
are never added, compared or carried over.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Drug = Literal["ketamine (racemic)", "esketamine"]
Route = Literal["iv", "sc", "nasal"]
GivenBy = Literal["rate", "bolus", "spray"]
"""The kind of administration that makes up the dose: by pump, in one injection, or by spray devices."""


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
    """mg for each kg of body weight, the two caps that no dose passes, and the step it is rounded to (mg).

    `ladder_mg_per_kg` are the doses in rising order that the protocol knows, the usual one first. Going up a step is for
    a prescriber, while improvement stays below `step_up_below_percent`.
    """

    mg_per_kg: Decimal
    cap_mg_per_kg: Decimal
    cap_mg: Decimal
    weight_basis: Literal["actual"]
    round_to_mg: Decimal
    round_halves: Literal["down", "up"]
    ladder_mg_per_kg: tuple[Decimal, ...] = ()
    step_up_below_percent: int | None = None


@dataclass(frozen=True)
class DeviceRule:
    """Spray devices of one fixed dose (mg), so many sprays each, with a wait between two devices (minutes).

    How many devices may be given depends on age alone; `first` is the number at the first session.
    """

    mg_per_device: Decimal
    sprays_per_device: int
    minutes_between: int
    older_from_years: int
    first: int
    older_first: int
    allowed: tuple[int, ...]
    older_allowed: tuple[int, ...]

    def first_for(self, age_years: int) -> int:
        return self.older_first if age_years >= self.older_from_years else self.first

    def allowed_for(self, age_years: int) -> tuple[int, ...]:
        return self.older_allowed if age_years >= self.older_from_years else self.allowed

    @property
    def mg_per_spray(self) -> Decimal:
        return self.mg_per_device / self.sprays_per_device


@dataclass(frozen=True)
class Preparation:
    """How the syringe is made up: always to one concentration (mg/mL), always to one volume (mL), or not at all.

    "vial" means undiluted from the one vial that the protocol names; `made_up_to` is then its strength in mg/mL.
    """

    made_up_by: Literal["concentration", "volume", "vial"]
    made_up_to: Decimal
    diluent: str
    vials: tuple[Vial, ...]


@dataclass(frozen=True)
class Frequency:
    """How often sessions are held in some weeks of the treatment (`to_week` None: from then on): `sessions` in every
    `weeks` weeks. The plan of a person is a prescriber's; this is what the protocol knows."""

    from_week: int
    to_week: int | None
    sessions: int
    weeks: int
