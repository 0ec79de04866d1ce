"""A form that changes what is written down already, and says what it was when it was opened."""

from typing import cast

from django import forms
from django.http import QueryDict

from firstlight.apps.people.seen import Moved
from firstlight.apps.refusals import Refusal
from firstlight.apps.request_form import RequestForm


class SeenForm(RequestForm):
    """`seen` is the mark of what was stored when the form was shown, or when somebody else's change was shown in it."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, Moved):
            typed = cast(QueryDict, self.data).copy()
            typed["seen"] = refusal.now
            self.data = typed
        super().refuse(refusal)
