"""Consent, and the prescription with its arithmetic shown before it is signed."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from firstlight.apps import clock
from firstlight.apps.infusion.forms.moments import DayField
from firstlight.apps.refusals import NeedsConfirmation, Refusal
from firstlight.apps.request_form import RequestForm
from firstlight.clinical.dosing.plan import DosePlan, dose_plan
from firstlight.clinical.protocol.protocol import Protocol


class PrescriptionForm(RequestForm):
    """First press works the dose out and shows it; the second signs exactly what was shown."""

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
    shown_dose_mg = forms.DecimalField(required=False, widget=forms.HiddenInput)
    shown_rate_ml_h = forms.DecimalField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label="Yes, that is right", required=False, widget=forms.HiddenInput)

    def __init__(self, protocol: Protocol, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.protocol = protocol
        self.fields["mg_per_kg"].initial = f"{protocol.dose.mg_per_kg.normalize():f}"

    def plan(self) -> DosePlan | None:
        """The arithmetic for what is typed now; None while it cannot be read."""
        try:
            weight, per_kg = Decimal(str(self["weight_kg"].value())), Decimal(str(self["mg_per_kg"].value()))
            return dose_plan(self.protocol, weight, per_kg)
        except (InvalidOperation, ValueError):
            return None

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


class ConsentForm(RequestForm):
    """What was explained, on which leaflet, and who signed it when."""

    covers = forms.CharField(
        label="What the consent covers",
        initial="A series of ketamine infusions for depression",
        error_messages={"required": "Say what the consent covers."},
    )
    leaflet = forms.CharField(
        label="Leaflet and its version", max_length=60, error_messages={"required": "Name the leaflet and its version."}
    )
    signed_name = forms.CharField(
        label="Signed by", error_messages={"required": "Give the name of the person who signed."}
    )
    signed_on = DayField(
        label="Signed on",
        error_messages={"required": "Give the date of the signature."},
    )
    expires_on = DayField(label="Last day it counts", required=False)

    def inputs(self) -> dict[str, Any]:
        """What the action takes: the day of the signature as its noon, or now when that is still to come."""
        words = self.cleaned_data
        noon = datetime.combine(
            words["signed_on"], datetime.min.time().replace(hour=12), timezone.get_default_timezone()
        )
        kept = {name: words[name] for name in ("covers", "leaflet", "signed_name", "expires_on")}
        today = words["signed_on"] == timezone.localtime(clock.now()).date()
        return kept | {"signed_at": min(noon, clock.now()) if today else noon}


class WithdrawForm(RequestForm):
    reason = forms.CharField(
        label="What the person said",
        widget=forms.Textarea,
        error_messages={"required": "Write down what the person said."},
    )
