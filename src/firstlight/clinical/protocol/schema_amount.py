"""The part of a protocol file about how much is given: worked from weight and made up in a syringe, or spray devices."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.schema_values import (
    Choice,
    Count,
    Figure,
    Minutes,
    Number,
    Percent,
    Sourced,
    Strict,
    Whole,
    Words,
    Years,
    unit,
)
from firstlight.clinical.protocol.sense import refuse

MgPerKg = Annotated[Number, unit("mg/kg")]
Mg = Annotated[Number, unit("mg")]
MgPerMl = Annotated[Number, unit("mg/mL")]
Ml = Annotated[Number, unit("mL")]
Sprays = Annotated[Whole, unit("sprays")]
Devices = Annotated[Whole, unit("devices")]
NOUGHT = "this must be above nought"


class LadderOfDoses(Sourced):
    """The doses that the protocol knows, in rising order."""

    value: list[Figure] = Field(min_length=1)
    unit: Literal["mg/kg"]

    def printed(self) -> str:
        return ", ".join(figure(step) for step in self.value)

    def printed_unit(self) -> str:
        return self.unit


class DoseTable(Strict):
    mg_per_kg: MgPerKg = Field(title="Dose for each kilogram")
    ladder_mg_per_kg: LadderOfDoses | None = Field(None, title="Doses for each kilogram, step by step")
    step_up_below_percent: Percent | None = Field(None, title="A step up while improvement is below")
    cap_mg_per_kg: MgPerKg = Field(title="Highest dose for each kilogram")
    cap_mg: Mg = Field(title="Highest dose in one session")
    weight_basis: Choice[Literal["actual"]] = Field(title="Weight that the dose is worked from")
    round_to_mg: Mg = Field(title="Step that the dose is rounded to")
    round_halves: Choice[Literal["down", "up"]] = Field(title="Which way an exact half step goes")

    @model_validator(mode="after")
    def _caps_above_dose(self) -> Self:
        names = ("mg_per_kg", "cap_mg_per_kg", "cap_mg", "round_to_mg")
        faults = [(name, NOUGHT) for name in names if getattr(self, name).value <= 0]
        if self.cap_mg_per_kg.value < self.mg_per_kg.value:
            dose, cap = figure(self.mg_per_kg.value), figure(self.cap_mg_per_kg.value)
            faults.append(("cap_mg_per_kg", f"the cap of {cap} mg/kg is below the dose of {dose} mg/kg"))
        if self.round_to_mg.value > self.cap_mg.value:
            faults.append(("round_to_mg", "the rounding step is above the highest dose"))
        refuse([*faults, *self._ladder_faults()])
        return self

    def _ladder_faults(self) -> list[tuple[str, str]]:
        steps = self.ladder()
        faults = []
        if steps and self.mg_per_kg.value not in steps:
            faults.append(("ladder_mg_per_kg", "the dose for each kilogram is not one of these steps"))
        if any(lower >= higher for lower, higher in pairwise(steps)):
            faults.append(("ladder_mg_per_kg", "each step must be above the one before"))
        if steps and steps[-1] > self.cap_mg_per_kg.value:
            faults.append(("ladder_mg_per_kg", "the last step is above the highest dose for each kilogram"))
        return faults

    def ladder(self) -> tuple[Decimal, ...]:
        return tuple(self.ladder_mg_per_kg.value) if self.ladder_mg_per_kg else ()


class VialRow(Sourced):
    value: Figure = Field(gt=0)
    unit: Literal["mg/mL"]
    volume_ml: Figure = Field(gt=0)

    def printed(self) -> str:
        return f"{figure(self.value)} mg/mL in {figure(self.volume_ml)} mL"

    def named(self, title: str) -> str:
        return "Vial"


class PreparationTable(Strict):
    """Made up to a concentration or to a volume in a diluent; with none of the three, undiluted from one vial."""

    concentration_mg_ml: MgPerMl | None = Field(None, title="Concentration that the syringe is made up to")
    total_volume_ml: Ml | None = Field(None, title="Volume that the syringe is made up to")
    diluent: Choice[Words] | None = Field(None, title="Diluent")
    vials: dict[str, VialRow] = Field(min_length=1)

    @model_validator(mode="after")
    def _made_up_one_way(self) -> Self:
        given = self._given()
        faults = [(name, NOUGHT) for name in given if getattr(self, name).value <= 0]
        if len(given) != 1 and (given or self.diluent):
            faults.append((given[-1] if given else "", "give one of concentration_mg_ml and total_volume_ml, not both"))
        if given and self.diluent is None:
            faults.append(("diluent", "this is missing; add it"))
        if not given and self.diluent is None and len(self.vials) > 1:
            faults.append(("vials", "undiluted, the strength must be beyond doubt: name one vial only"))
        refuse(faults)
        return self

    def _given(self) -> list[str]:
        return [name for name in ("concentration_mg_ml", "total_volume_ml") if getattr(self, name) is not None]

    def made_up(self) -> tuple[Literal["concentration", "volume", "vial"], Decimal]:
        if self.concentration_mg_ml is not None:
            return "concentration", self.concentration_mg_ml.value
        if self.total_volume_ml is not None:
            return "volume", self.total_volume_ml.value
        return "vial", next(iter(self.vials.values())).value


class DevicesTable(Strict):
    mg_per_device: Mg = Field(title="Dose in one device")
    sprays_per_device: Sprays = Field(title="Sprays in one device")
    minutes_between: Minutes = Field(title="Wait between two devices")
    older_from_years: Years = Field(title="The numbers for older people hold from")
    first: Devices = Field(title="Devices at the first session")
    older_first: Devices = Field(title="Older people: devices at the first session")
    allowed: Choice[list[Count]] = Field(title="Devices that one session may have")
    older_allowed: Choice[list[Count]] = Field(title="Older people: devices that one session may have")

    @model_validator(mode="after")
    def _first_is_allowed(self) -> Self:
        names = ("mg_per_device", "sprays_per_device", "minutes_between")
        faults = [(name, NOUGHT) for name in names if getattr(self, name).value <= 0]
        for first, allowed in (("first", "allowed"), ("older_first", "older_allowed")):
            numbers = getattr(self, allowed).value
            if not numbers or numbers[0] < 1 or any(lower >= higher for lower, higher in pairwise(numbers)):
                faults.append((allowed, "list the numbers of devices from low to high, from 1 on"))
            if getattr(self, first).value not in numbers:
                faults.append((first, f"this number is not one of those in {allowed}"))
        refuse(faults)
        return self
