"""Adopting a protocol's file, and approving its values."""

from django import forms

from firstlight.apps.request_form import RequestForm


class AdoptForm(RequestForm):
    text = forms.CharField(
        label="The file's text",
        strip=False,
        widget=forms.Textarea,
        error_messages={"required": "Paste the whole text of the file."},
    )


class ApproveForm(RequestForm):
    """The ticked values come as `paths`, one for each."""
