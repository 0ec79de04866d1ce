"""Booking a session, moving or cancelling the booking; naming its nurse and its bay."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from firstlight.apps.infusion.forms.moments import DayField
from firstlight.apps.infusion.models import Session
from firstlight.apps.request_form import RequestForm

Choices = Sequence[tuple[Any, str]]


class WhenForm(RequestForm):
    """A day and a time of it by the clinic's wall clock."""

    day = DayField(label="Day", error_messages={"required": "Give the day."})
    planned_start = forms.TimeField(
        label="Planned start",
        widget=forms.TimeInput(attrs={"inputmode": "numeric", "size": "6"}, format="%H:%M"),
        error_messages={
            "required": "Give the planned start, for example 09:30.",
            "invalid": "Give the planned start as hours and minutes, for example 09:30.",
        },
    )

    def start(self) -> datetime:
        """The planned start, aware."""
        words = self.cleaned_data
        return datetime.combine(words["day"], words["planned_start"], timezone.get_default_timezone())


class BookForm(WhenForm):
    """One treatment on one day."""

    number = forms.IntegerField(label="Session number", initial=1, min_value=1)
    of = forms.IntegerField(label="of how many", initial=6, min_value=1)

    def __init__(self, protocols: Choices, bays: Choices, nurses: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["protocol"] = forms.ChoiceField(label="Protocol", choices=protocols)
        self.fields["bay"] = _one_of("Bay", "Decided on arrival", bays)
        self.fields["nurse"] = _one_of("Nurse", "Named later", nurses)
        self.order_fields(["request_key", "protocol", "day", "planned_start", "number", "of", "bay", "nurse"])

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        words = self.cleaned_data
        return {
            "protocol_code": words["protocol"],
            "planned_start": self.start(),
            "bay_id": words["bay"],
            "nurse_id": words["nurse"],
            "number": words["number"],
            "of": words["of"],
        }


class RebookForm(WhenForm):
    """Another time, day or bay for a booking; it comes filled with what is booked now."""

    def __init__(self, session: Session, bays: Choices, *args: Any, **kwargs: Any) -> None:
        start = timezone.localtime(session.planned_start, timezone.get_default_timezone())
        booked = {"day": f"{start:%d/%m/%Y}", "planned_start": f"{start:%H:%M}", "bay": session.bay_id}
        super().__init__(*args, initial=booked, **kwargs)
        self.fields["bay"] = _one_of("Bay", "Decided on arrival", bays)
        self.fields["reason"] = forms.CharField(
            label="Why", required=False, widget=forms.Textarea, help_text="For example: asked for a later train."
        )

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        words = self.cleaned_data
        return {"planned_start": self.start(), "bay_id": words["bay"], "reason": words["reason"]}


class CancelForm(RequestForm):
    reason = forms.CharField(
        label="Why, and who asked for it",
        widget=forms.Textarea,
        help_text="For example: telephoned this morning, has a cold. It stays on the record.",
        error_messages={"required": "Say why, in a few words. It stays on the record."},
    )

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {"reason": self.cleaned_data["reason"]}


class NurseForm(RequestForm):
    def __init__(self, nurses: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nurse"] = forms.TypedChoiceField(label="Nurse", choices=[("", "Choose"), *nurses], coerce=int)
        self.fields["nurse"].error_messages["required"] = "Choose the nurse who looks after this session."


class BayForm(RequestForm):
    def __init__(self, bays: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bay"] = forms.TypedChoiceField(label="Bay", choices=[("", "Choose"), *bays], coerce=int)
        self.fields["bay"].error_messages["required"] = "Choose the bay."


def _one_of(label: str, nothing: str, choices: Choices) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("", nothing), *choices], coerce=int, empty_value=None, required=False
    )
