"""The part of a protocol file about the drug: what it is, how much, how it is made up and how long it takes."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.schema_values import Choice, Figure, Minutes, Number, Sourced, Strict, Words, unit
from firstlight.clinical.protocol.sense import refuse

MgPerKg = Annotated[Number, unit("mg/kg")]
Mg = Annotated[Number, unit("mg")]
MgPerMl = Annotated[Number, unit("mg/mL")]
Ml = Annotated[Number, unit("mL")]


class DrugTable(Strict):
    name: Choice[Words] = Field(title="Drug")
    route: Choice[Literal["iv"]] = Field(title="Route")
    licence: Choice[Literal["off-label", "licensed"]] = Field(title="Licence for this use")


class InfusionTable(Strict):
    minutes: Minutes = Field(title="Planned length of the infusion")

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        refuse([("minutes", "the infusion must last at least 1 minute")] if self.minutes.value < 1 else [])
        return self


class DoseTable(Strict):
    mg_per_kg: MgPerKg = Field(title="Dose for each kilogram")
    cap_mg_per_kg: MgPerKg = Field(title="Highest dose for each kilogram")
    cap_mg: Mg = Field(title="Highest dose in one session")
    weight_basis: Choice[Literal["actual"]] = Field(title="Weight that the dose is worked from")
    round_to_mg: Mg = Field(title="Step that the dose is rounded to")
    round_halves: Choice[Literal["down", "up"]] = Field(title="Which way an exact half step goes")

    @model_validator(mode="after")
    def _caps_above_dose(self) -> Self:
        faults = [
            (name, "this must be above nought")
            for name in ("mg_per_kg", "cap_mg_per_kg", "cap_mg", "round_to_mg")
            if getattr(self, name).value <= 0
        ]
        if self.cap_mg_per_kg.value < self.mg_per_kg.value:
            dose, cap = figure(self.mg_per_kg.value), figure(self.cap_mg_per_kg.value)
            faults.append(("cap_mg_per_kg", f"the cap of {cap} mg/kg is below the dose of {dose} mg/kg"))
        if self.round_to_mg.value > self.cap_mg.value:
            faults.append(("round_to_mg", "the rounding step is above the highest dose"))
        refuse(faults)
        return self


class VialRow(Sourced):
    value: Figure = Field(gt=0)
    unit: Literal["mg/mL"]
    volume_ml: Figure = Field(gt=0)

    def printed(self) -> str:
        return f"{figure(self.value)} mg/mL in {figure(self.volume_ml)} mL"

    def named(self, title: str) -> str:
        return "Vial"


class PreparationTable(Strict):
    concentration_mg_ml: MgPerMl | None = Field(None, title="Concentration that the syringe is made up to")
    total_volume_ml: Ml | None = Field(None, title="Volume that the syringe is made up to")
    diluent: Choice[Words] = Field(title="Diluent")
    vials: dict[str, VialRow] = Field(min_length=1)

    @model_validator(mode="after")
    def _made_up_one_way(self) -> Self:
        given = [name for name in ("concentration_mg_ml", "total_volume_ml") if getattr(self, name) is not None]
        faults = [(name, "this must be above nought") for name in given if getattr(self, name).value <= 0]
        if len(given) != 1:
            faults.append((given[-1] if given else "", "give one of concentration_mg_ml and total_volume_ml, not both"))
        refuse(faults)
        return self

    def made_up(self) -> tuple[Literal["concentration", "volume"], Decimal]:
        if self.concentration_mg_ml is not None:
            return "concentration", self.concentration_mg_ml.value
        assert self.total_volume_ml is not None  # held by _made_up_one_way
        return "volume", self.total_volume_ml.value
