"""Adding an entry to a record, correcting one, and ending one: allergies, next of kin, the trust's own numbers."""

from typing import Any

from django import forms

from firstlight.apps.people.forms.fields import reason_field
from firstlight.apps.request_form import RequestForm

ENDED, IN_ERROR = "ended", "in_error"


class AllergyForm(RequestForm):
    substance = forms.CharField(label="Substance", max_length=100, help_text="For example penicillin")
    reaction = forms.CharField(label="What happens", max_length=200, required=False, help_text="For example rash")
    severe = forms.BooleanField(label="Severe: breathing, blood pressure, swelling or a hospital stay", required=False)


class NextOfKinForm(RequestForm):
    name = forms.CharField(label="Name", max_length=150)
    relationship = forms.CharField(label="Who they are to the person", max_length=60)
    phone = forms.CharField(label="Telephone", max_length=40)


class CorrectNextOfKinForm(NextOfKinForm):
    reason = reason_field("Why", "For example: has a new telephone number. What stood here before stays to be read")


class IdentifierForm(RequestForm):
    value = forms.CharField(label="Number in this trust", max_length=40)


class CorrectIdentifierForm(IdentifierForm):
    reason = reason_field("Why", "For example: two figures were exchanged. The wrong number stays to be read")


class ErrorForm(RequestForm):
    """For an entry that should never have been made here."""

    reason = reason_field("Why it is wrong")
    whose = forms.CharField(
        label="Whose it was, by number",
        max_length=40,
        required=False,
        help_text="Only if it was meant for another person: their NHS number, or the trust's own. It is then shown on both "
        "records.",
    )


class EndForm(ErrorForm):
    """`how` tells what was once right from what was always wrong."""

    how = forms.ChoiceField(label="What is wrong with it?", widget=forms.RadioSelect)
    field_order = ("request_key", "how", "reason", "whose")

    def __init__(self, *args: Any, no_longer: str, never: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(ENDED, no_longer), (IN_ERROR, never)]  # type: ignore[attr-defined]
        self.fields["how"].error_messages["required"] = "Choose one: it decides whether the entry was ever right."
        self.fields["reason"].label = "Why"
