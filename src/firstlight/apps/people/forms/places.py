"""What a manager writes down of clinics, bays and teams."""

from typing import Any

from django import forms

from firstlight.apps.people.forms.seen import SeenForm
from firstlight.apps.people.models import Staff
from firstlight.apps.request_form import RequestForm


class ClinicForm(RequestForm):
    name = forms.CharField(label="Name", max_length=200)
    ods_code = forms.CharField(label="ODS code", max_length=10, help_text="For example RXX01")


class BayForm(RequestForm):
    number = forms.IntegerField(label="Number", min_value=1, max_value=99, help_text="Its place on every board")
    chair = forms.CharField(label="Chair's asset tag", max_length=60, required=False)


class ChangeBayForm(RequestForm):
    chair = forms.CharField(label="Chair's asset tag", max_length=60, required=False)
    in_use = forms.BooleanField(label="In use", required=False)


class TeamForm(RequestForm):
    name = forms.CharField(label="Name of the team", max_length=100)


class TeamMembersForm(SeenForm):
    members = forms.TypedMultipleChoiceField(
        label="Who belongs to it", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, staff: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [(person.pk, person.get_full_name()) for person in staff]  # type: ignore[attr-defined]
