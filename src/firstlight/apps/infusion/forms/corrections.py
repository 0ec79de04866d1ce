"""Marking an entry as entered in error, and setting right what was given."""

from collections.abc import Sequence
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.refusals import NeedsConfirmation, Refusal
from firstlight.apps.request_form import RequestForm

WHY = {"required": "Say why, in a few words. It stays on the record."}


class ErrorMarkForm(RequestForm):
    """Made on the wrong person's record, it is shown on both."""

    reason = forms.CharField(label="What is wrong with it", widget=forms.Textarea, error_messages=WHY)

    def __init__(self, others: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["belongs_to"] = forms.TypedChoiceField(
            label="Whose it was",
            choices=[("", "This person's: the value was wrong"), *others],
            coerce=int,
            empty_value=None,
            required=False,
            help_text="If it was made on the wrong person's record, choose whose it was. It is then shown on both.",
        )


class CorrectGivenForm(RequestForm):
    """What is left empty keeps its old value."""

    at = ClockTimeField(label="It happened at")
    rate_ml_h = forms.DecimalField(
        label="Rate, mL/h",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Give the rate as a number, for example 52.5."},
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea, error_messages=WHY)
    faster_confirmed = forms.BooleanField(label="Yes, the pump ran that fast", required=False, widget=forms.HiddenInput)

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "request_key"}

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, NeedsConfirmation):
            self.fields["faster_confirmed"].widget = forms.CheckboxInput()
            self.add_error("rate_ml_h", refusal.message)
        else:
            super().refuse(refusal)
