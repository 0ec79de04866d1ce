"""The prescription with its arithmetic shown before it is signed: from weight, or counted in devices."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from firstlight.apps.refusals import NeedsConfirmation, Refusal
from firstlight.apps.request_form import RequestForm
from firstlight.clinical.dosing.devices import device_plan, device_rule
from firstlight.clinical.dosing.plan import DosePlan, dose_plan
from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.protocol import DeviceRule, DoseRule, Protocol


class PrescriptionForm(RequestForm):
    """First press works the dose out and shows it; the second signs exactly what was shown. `asks` are its own fields."""

    asks: tuple[str, ...] = ()
    shown_dose_mg = forms.DecimalField(required=False, widget=forms.HiddenInput)
    shown_rate_ml_h = forms.DecimalField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label="Yes, that is right", required=False, widget=forms.HiddenInput)

    def plan(self) -> DosePlan | None:
        """The arithmetic for what is typed now; None while it cannot be read."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Nobody signs a figure that was not on the screen."""
        words = super().clean() or {}
        plan = None if self.errors else self.plan()
        if plan and words.get("shown_dose_mg") != plan.dose_mg:
            self.add_error(None, "Read the dose worked out below from what you typed. Sign it if it is right.")
        return words

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "request_key"}

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, NeedsConfirmation):
            self.fields["confirmed"].widget = forms.CheckboxInput()
        super().refuse(refusal)


class WeightForm(PrescriptionForm):
    """A dose worked from weight. The protocol's own steps are named beside the field; another is asked about."""

    weight_kg = forms.DecimalField(
        label="Weight, kg",
        max_digits=5,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": "Give the weight in kilograms.",
            "invalid": "Give the weight as a number, for example 70.5.",
        },
    )
    mg_per_kg = forms.DecimalField(
        label="Dose, mg/kg",
        max_digits=4,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": "Give the dose in mg/kg.",
            "invalid": "Give the dose as a number, for example 0.5.",
        },
    )
    asks = ("weight_kg", "mg_per_kg")

    def __init__(self, protocol: Protocol, rule: DoseRule, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.protocol = protocol
        self.fields["mg_per_kg"].initial = figure(rule.mg_per_kg)
        if rule.ladder_mg_per_kg:
            steps = ", ".join(figure(step) for step in rule.ladder_mg_per_kg)
            self.fields["mg_per_kg"].help_text = f"The protocol's steps: {steps}. You decide."

    def plan(self) -> DosePlan | None:
        try:
            weight, per_kg = Decimal(str(self["weight_kg"].value())), Decimal(str(self["mg_per_kg"].value()))
            return dose_plan(self.protocol, weight, per_kg)
        except (InvalidOperation, ValueError):
            return None


class DevicesForm(PrescriptionForm):
    """A dose counted in devices: one of the numbers that the protocol has at this age. None is chosen beforehand."""

    asks = ("devices",)

    def __init__(self, protocol: Protocol, rule: DeviceRule, age_years: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.protocol, self.age_years = protocol, age_years
        first = rule.first_for(age_years)
        self.fields["devices"] = forms.TypedChoiceField(
            label="Devices",
            choices=[(one, f"{one}: {figure(one * rule.mg_per_device)} mg") for one in rule.allowed_for(age_years)],
            coerce=int,
            widget=forms.RadioSelect,
            help_text=f"At age {age_years} the first session has {first}. You decide.",
            error_messages={"required": "Choose the number of devices."},
        )

    def plan(self) -> DosePlan | None:
        try:
            return device_plan(self.protocol, self.age_years, int(str(self["devices"].value())))
        except ValueError:
            return None


def prescription_form(protocol: Protocol, age_years: int, *args: Any, **kwargs: Any) -> PrescriptionForm:
    """The form for how this protocol doses."""
    if isinstance(protocol.dose, DoseRule):
        return WeightForm(protocol, protocol.dose, *args, **kwargs)
    return DevicesForm(protocol, device_rule(protocol), age_years, *args, **kwargs)
