"""A form that writes to the record. It carries a key of its own, so that pressing twice saves once, and it keeps every
word that was typed when an action refuses it."""

import uuid
from typing import Any

from django import forms

from firstlight.apps.refusals import Refusal


def fresh_key() -> str:
    """A request key for a form about to be shown."""
    return str(uuid.uuid4())


class RequestForm(forms.Form):
    """`request_key` is made when the form is first shown and comes back with it, also after an error."""

    request_key = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=fresh_key)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def key(self) -> str:
        """The key this form came with."""
        return str(self.cleaned_data["request_key"])

    def refuse(self, refusal: Refusal) -> None:
        """Show an action's refusal beside its field, or at the head of the form when it names none of ours."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, refusal.message)
