"""Putting somebody on duty today."""

from collections.abc import Sequence
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.request_form import RequestForm


class DutyForm(RequestForm):
    """Hours of today."""

    starts_at = ClockTimeField(
        label="From",
        filled=True,
        required=True,
        error_messages={"required": "Give the time from which they are on duty."},
    )
    ends_at = ClockTimeField(
        label="To", required=True, error_messages={"required": "Give the time to which they are on duty."}
    )

    def __init__(self, staff: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"] = forms.TypedChoiceField(label="Who", choices=[("", "Choose"), *staff], coerce=int)
        self.fields["staff"].error_messages["required"] = "Choose who is on duty."
        self.order_fields(["request_key", "staff", "starts_at", "ends_at"])

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        words = self.cleaned_data
        return {"staff_id": words["staff"], "starts_at": words["starts_at"], "ends_at": words["ends_at"]}
