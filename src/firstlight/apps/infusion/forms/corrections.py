"""Marking an entry as entered in error, and setting right what was given."""

from collections.abc import Sequence
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.infusion.forms.rates import RateAskedForm
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


class CorrectGivenForm(RateAskedForm):
    """What is left empty keeps its old value."""

    at = ClockTimeField(label="It happened at")
    rate_ml_h = forms.DecimalField(
        label="Rate, mL/h",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Give the rate as a number, for example 52.5."},
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea, error_messages=WHY)
    field_order = ("request_key", "at", "rate_ml_h", "faster_confirmed", "reason")

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("at", "rate_ml_h", "reason")} | {
            "faster_confirmed": self.confirmed()
        }
