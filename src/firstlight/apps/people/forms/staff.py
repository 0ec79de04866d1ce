"""What a manager writes down of the people who work here."""

from typing import Any

from django import forms

from firstlight.apps.people.forms.fields import DayField
from firstlight.apps.people.forms.seen import SeenForm
from firstlight.apps.people.models import Competency, RoleHeld, Staff
from firstlight.apps.people.queries import today
from firstlight.apps.people.staff_details import StaffDetails
from firstlight.apps.request_form import RequestForm

DAY = "For example 30-Nov-2026"


class StaffForm(RequestForm):
    """One field for each column of StaffDetails."""

    email = forms.EmailField(label="E-mail address, to sign in with")
    title = forms.CharField(label="Title", max_length=20, required=False)
    given_name = forms.CharField(label="Given name", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    post_nominals = forms.CharField(
        label="Letters after the name", max_length=40, required=False, help_text="As on a badge: RN, MRCPsych"
    )
    registration_body = forms.ChoiceField(label="Registered with", choices=Staff.Body.choices, initial=Staff.Body.NONE)
    registration_number = forms.CharField(label="Registration number", max_length=20, required=False)

    def details(self) -> StaffDetails:
        return StaffDetails(**{name: self.cleaned_data[name] for name in StaffDetails.__slots__})


class AmendStaffForm(StaffForm, SeenForm):
    """The same, of somebody who is written down already."""


class JoinerForm(StaffForm):
    """A joiner begins with one role in the clinic."""

    role = forms.ChoiceField(label="First role in this clinic", choices=[("", "Choose"), *RoleHeld.Role.choices])


class RoleForm(RequestForm):
    role = forms.ChoiceField(label="Role", choices=[("", "Choose"), *RoleHeld.Role.choices])
    since = DayField(label="First day", help_text=DAY)
    until = DayField(label="Last day", required=False, help_text="Leave empty where no end is known")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": today()})
        super().__init__(*args, **kwargs)


class RoleForSomebodyForm(RoleForm):
    """For somebody who works in another clinic of the trust: found by the address they sign in with."""

    email = forms.EmailField(label="The e-mail address they sign in with")
    field_order = ("request_key", "email", "role", "since", "until")


class EndRoleForm(RequestForm):
    last_day = DayField(label="Last day", help_text="Today keeps it until midnight; yesterday ends it at once")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"last_day": today()})
        super().__init__(*args, **kwargs)


class CompetencyForm(RequestForm):
    kind = forms.ChoiceField(label="Certified for", choices=[("", "Choose"), *Competency.Kind.choices])
    awarded_on = DayField(label="Awarded on", help_text=DAY)
    expires_on = DayField(label="Last day it counts", help_text=DAY)
    evidence = forms.CharField(
        label="Evidence", max_length=200, required=False, help_text="Certificate number, or where it is kept"
    )


class ConfirmForm(RequestForm):
    """Nothing to fill in: one button, pressed on purpose."""
