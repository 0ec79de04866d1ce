"""Joining a monitor at the bedside, claiming what it sent before, and settling what could not be understood."""

from collections.abc import Sequence
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.infusion.models import Binding
from firstlight.apps.refusals import NeedsConfirmation, Refusal
from firstlight.apps.request_form import RequestForm

Choices = Sequence[tuple[int, str]]


class ComparedForm(RequestForm):
    """What the nurse compared, at the bedside, before a feed belongs to a person."""

    name = forms.BooleanField(label="Name, as the person says it and on the wristband", required=False)
    birth_date = forms.BooleanField(label="Date of birth on the wristband", required=False)
    nhs_number = forms.BooleanField(label="NHS number on the wristband", required=False)
    monitor_label = forms.BooleanField(label="The label on the monitor itself is the one chosen", required=False)

    def compared(self) -> dict[str, bool]:
        return {what: self.cleaned_data[what] for what in ("name", "birth_date", "nhs_number", "monitor_label")}


class BindForm(ComparedForm):
    """`monitor` is one of those that go to nobody now."""

    stated_patient = forms.BooleanField(
        label="It is this person all the same", required=False, widget=forms.HiddenInput
    )
    field_order = ("monitor", "name", "birth_date", "nhs_number", "monitor_label", "stated_patient")

    def __init__(self, monitors: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monitor"] = forms.TypedChoiceField(
            label="Monitor at this bedside",
            choices=monitors,
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose the monitor that stands at this bedside."},
        )
        self.order_fields(["request_key", *self.field_order])

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, NeedsConfirmation):
            self.fields["stated_patient"].widget = forms.CheckboxInput()
        super().refuse(refusal)


class ClaimForm(ComparedForm):
    """From when the readings were this person's."""

    starts_at = ClockTimeField(
        label="From",
        required=True,
        error_messages={"required": "Give the time from which the readings are this person's."},
    )
    by_clock = forms.ChoiceField(
        label="Which clock tells whose they are", choices=Binding.Clock.choices, initial=Binding.Clock.BOTH
    )
    field_order = ("monitor", "starts_at", "by_clock", "name", "birth_date", "nhs_number", "monitor_label")

    def __init__(self, monitors: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monitor"] = forms.TypedChoiceField(
            label="Monitor",
            choices=[("", "Choose"), *monitors],
            coerce=int,
            error_messages={"required": "Choose the monitor that sent the readings."},
        )
        self.order_fields(["request_key", *self.field_order])


class PlaceForm(RequestForm):
    """The label on the monitor's case and the bay it stands in."""

    label = forms.CharField(
        label="Label on its case",
        max_length=60,
        error_messages={"required": "Give the monitor the label that is on its case."},
    )

    def __init__(self, bays: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bay"] = forms.TypedChoiceField(
            label="Bay it stands in", choices=[("", "None"), *bays], coerce=int, empty_value=None, required=False
        )


class SetAsideForm(RequestForm):
    silent_ones = forms.BooleanField(
        label="Also every other one that nobody has placed, was never joined to a session, and is silent now",
        required=False,
    )


class SettleForm(RequestForm):
    how = forms.CharField(
        label="What was wrong, and what was done about it",
        widget=forms.Textarea,
        error_messages={"required": "Say what was wrong and what was done about it."},
    )


class EmptyForm(RequestForm):
    """A single press, with its key."""
