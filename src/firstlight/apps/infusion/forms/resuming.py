"""Going on after a pause. Where consent was withdrawn meanwhile the form asks about it, and for the reason."""

from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moves import MoveForm, RateForm
from firstlight.apps.request_form import RequestForm


class _AskedAboutConsent(RequestForm):
    """`withdrawn`: consent is withdrawn now. Both fields are there only then."""

    def __init__(self, *args: Any, withdrawn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if withdrawn:
            self.fields["withdrawn_confirmed"] = forms.BooleanField(
                label="Giving goes on although consent is withdrawn", required=False
            )
            self.fields["reason"] = forms.CharField(
                label="Why it goes on",
                required=False,
                widget=forms.Textarea(attrs={"data-needed": "yes"}),
                help_text="In a few words. It stays on the record.",
            )

    def answered(self) -> dict[str, Any]:
        """What the action takes of it."""
        return {name: self.cleaned_data[name] for name in ("withdrawn_confirmed", "reason") if name in self.fields}


class ResumeForm(_AskedAboutConsent, MoveForm):
    """Where no pump runs."""

    def inputs(self) -> dict[str, Any]:
        return super().inputs() | self.answered()


class ResumeRateForm(_AskedAboutConsent, RateForm):
    """At the rate from before the pause, or at another."""

    def inputs(self) -> dict[str, Any]:
        return super().inputs() | self.answered()
