"""A form with a rate in it. A rate above the prescribed one is asked about once, and the answer is for that rate alone."""

from typing import Any

from django import forms

from firstlight.apps.refusals import NeedsConfirmation, Refusal
from firstlight.apps.request_form import RequestForm


class RateAskedForm(RequestForm):
    """`asked_about` is the rate that was typed when the question was put; another rate is asked about anew."""

    faster_confirmed = forms.BooleanField(label="Yes, the pump ran that fast", required=False, widget=forms.HiddenInput)
    asked_about = forms.CharField(required=False, widget=forms.HiddenInput)

    def confirmed(self) -> bool:
        """Whether the question about this very rate was answered yes."""
        words = self.cleaned_data
        return bool(words["faster_confirmed"]) and words["asked_about"] == self._typed()

    def refuse(self, refusal: Refusal) -> None:
        if not isinstance(refusal, NeedsConfirmation) or "rate_ml_h" not in refusal.questions:
            super().refuse(refusal)
            return
        kept = {name: value for name, value in self.data.items() if name != "faster_confirmed"}
        self.data = kept | {"asked_about": self._typed()}
        self.fields["faster_confirmed"].widget = forms.CheckboxInput()
        self.add_error("rate_ml_h", refusal.message)

    def _typed(self) -> str:
        rate: Any = self.cleaned_data.get("rate_ml_h")
        return "" if rate is None else f"{rate.normalize():f}"
