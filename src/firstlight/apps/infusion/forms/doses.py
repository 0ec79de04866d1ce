"""Recording a part of a dose that no pump gives: an injection, or one spray device. What went in is never filled in
beforehand, or a nurse would sign milligrams that nobody looked at."""

from decimal import Decimal
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.corrections import WHY
from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.infusion.forms.moves import Choices, StartForm
from firstlight.apps.infusion.states import Step
from firstlight.apps.medicines.queries import Prescribed
from firstlight.apps.refusals import NeedsConfirmation, Refusal
from firstlight.apps.request_form import RequestForm
from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.protocol import DeviceRule, Protocol


class PartForm(RequestForm):
    """What went in, and the answer to a question about it. The answer is for that amount alone."""

    confirmed = forms.BooleanField(label="Yes, that is what was given", required=False, widget=forms.HiddenInput)
    asked_about = forms.CharField(required=False, widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What the action takes of it."""
        words = self.cleaned_data
        said = bool(words["confirmed"]) and words["asked_about"] == str(words["dose_mg"])
        return {"dose_mg": words["dose_mg"], "confirmed": said}

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, NeedsConfirmation):
            asked = {"asked_about": str(self.cleaned_data["dose_mg"]), "confirmed": ""}
            self.data = {name: self.data[name] for name in self.data} | asked
            self.fields["confirmed"].widget = forms.CheckboxInput()
        super().refuse(refusal)


class StartPartsForm(StartForm, PartForm):
    """The start, the second person, and what went in."""

    def __init__(self, part: forms.Field, step: Step, colleagues: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(step, colleagues, *args, **kwargs)
        self.fields["dose_mg"] = part
        self.fields["checked_by"].label = "Second person who checked with you"
        self.fields["checked_by"].help_text = "Somebody else, who looked at the drug, the dose and the person with you."
        self.order_fields(["request_key", "at", "dose_mg", "checked_by", "confirmed"])

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return super().inputs() | self.given()


class DoseForm(PartForm):
    """The next device, or the rest of an injection."""

    at = ClockTimeField()

    def __init__(self, part: forms.Field, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dose_mg"] = part
        self.order_fields(["request_key", "at", "dose_mg", "confirmed"])

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {"at": self.cleaned_data["at"]} | self.given()


class CorrectPartForm(RequestForm):
    """What is left empty keeps its old value. Nought says that nothing of this part went in."""

    at = ClockTimeField(label="It happened at")
    dose_mg = forms.DecimalField(
        label="Went in, mg",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="0 when nothing of it went in.",
        error_messages={"invalid": "Give the milligrams as a number, for example 14."},
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea, error_messages=WHY)

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("at", "dose_mg", "reason")}


def part_field(protocol: Protocol, prescription: Prescribed) -> forms.Field:
    """The field for what went in: so many sprays of a device, or milligrams of an injection."""
    if isinstance(protocol.dose, DeviceRule):
        return _sprays(protocol.dose)
    volume = f", {figure(prescription.volume_ml)} mL" if prescription.volume_ml is not None else ""
    return forms.DecimalField(
        label="Given, mg",
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=f"Prescribed: {figure(prescription.dose_mg)} mg{volume}.",
        error_messages={
            "required": "Give the milligrams that went in.",
            "invalid": "Give the milligrams as a number, for example 35.",
        },
    )


def _sprays(rule: DeviceRule) -> forms.Field:
    return forms.TypedChoiceField(
        label="What went in of this device",
        choices=[
            (figure(number * rule.mg_per_spray), _said(rule, number)) for number in range(rule.sprays_per_device, 0, -1)
        ],
        coerce=Decimal,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how much of the device went in. If nothing did, record a stop."},
    )


def _said(rule: DeviceRule, number: int) -> str:
    sprays = "1 spray" if number == 1 else f"{number} sprays"
    whole = "The whole device: " if number == rule.sprays_per_device else "Only "
    return f"{whole}{sprays}, {figure(number * rule.mg_per_spray)} mg"
