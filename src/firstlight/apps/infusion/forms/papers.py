"""Consent, put on file and withdrawn."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from firstlight.apps import clock
from firstlight.apps.infusion.forms.moments import DayField
from firstlight.apps.request_form import RequestForm


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
