"""What is asked about a person when they are registered or their details are put right."""

from typing import Any

from django import forms

from firstlight.apps.people.details import COLUMNS, PatientDetails
from firstlight.apps.people.forms.fields import DayField, reason_field
from firstlight.apps.people.models import Clinic, Patient, Team
from firstlight.apps.request_form import RequestForm

ETHNICITY = (
    ("", "Not asked yet"), ("A", "White: British"), ("B", "White: Irish"), ("C", "White: any other"),
    ("D", "Mixed: White and Black Caribbean"), ("E", "Mixed: White and Black African"), ("F", "Mixed: White and Asian"),
    ("G", "Mixed: any other"), ("H", "Asian: Indian"), ("J", "Asian: Pakistani"), ("K", "Asian: Bangladeshi"),
    ("L", "Asian: any other"), ("M", "Black: Caribbean"), ("N", "Black: African"), ("P", "Black: any other"),
    ("R", "Chinese"), ("S", "Any other ethnic group"), ("Z", "Not stated"),
)  # fmt: skip
"""NHS Data Dictionary, ETHNIC CATEGORY CODE. [recall]"""
GROUPS = (
    (
        "Who",
        ("nhs_number", "nhs_number_missing", "title", "given_names", "family_name", "known_as", "birth_date", "sex"),
    ),
    ("How to reach them", ("contact_preference", "phone", "email", "address", "postcode")),
    ("What they need", ("language", "interpreter_needed", "reasonable_adjustments", "ethnicity", "no_known_allergies")),
    ("Who else looks after them", ("gp_practice_code", "gp_practice_name", "community_team")),
)


class PatientForm(RequestForm):
    """One field for each column of PatientDetails."""

    nhs_number = forms.CharField(label="NHS number", help_text="Ten digits, with or without spaces", required=False)
    nhs_number_missing = forms.CharField(
        label="Why there is no NHS number", max_length=100, required=False, help_text="For example: not yet traced"
    )
    title = forms.CharField(label="Title", max_length=20, required=False)
    given_names = forms.CharField(label="Given names", max_length=150)
    family_name = forms.CharField(label="Family name", max_length=100)
    known_as = forms.CharField(label="Known as", max_length=100, required=False)
    birth_date = DayField(label="Birth date")
    sex = forms.ChoiceField(label="Sex", choices=[("", "Choose"), *Patient.Sex.choices])
    contact_preference = forms.ChoiceField(
        label="How they like to be reached", choices=Patient.Contact.choices, initial=Patient.Contact.PHONE
    )
    phone = forms.CharField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    address = forms.CharField(label="Address", required=False, widget=forms.Textarea)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    language = forms.CharField(label="Language", max_length=60, initial="English")
    interpreter_needed = forms.BooleanField(label="An interpreter is needed", required=False)
    reasonable_adjustments = forms.CharField(
        label="Reasonable adjustments",
        required=False,
        widget=forms.Textarea,
        help_text="What to do differently for them",
    )
    ethnicity = forms.ChoiceField(label="Ethnicity, in their own words", choices=ETHNICITY, required=False)
    no_known_allergies = forms.BooleanField(label="They were asked, and have no known allergies", required=False)
    gp_practice_code = forms.CharField(
        label="GP practice code", max_length=10, required=False, help_text="For example A81001"
    )
    gp_practice_name = forms.CharField(label="GP practice", max_length=200, required=False)
    community_team = forms.CharField(label="Community team", max_length=200, required=False)

    def details(self) -> PatientDetails:
        """What was typed, for the action."""
        return PatientDetails(**{name: self.cleaned_data[name] for name in COLUMNS})

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in GROUPS]


class RegisterForm(PatientForm):
    """`different_person` is shown once somebody alike was found."""

    different_person = forms.BooleanField(label="This is a different person: register them", required=False)


class AmendForm(PatientForm):
    """`version` is that of the record when the form was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(RequestForm):
    """For whatever needs only a reason."""

    reason = reason_field("Reason")

    def __init__(self, *args: Any, label: str = "Reason", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint


class MergeForm(RequestForm):
    """Which of two rows stays, and why they are one person."""

    keep = forms.ChoiceField(label="Which record stands for both from now on?", widget=forms.RadioSelect)
    reason = reason_field(
        "How you know that they are one person", "For example: NHS number traced, confirmed with them"
    )

    def __init__(self, *args: Any, rows: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = rows  # type: ignore[attr-defined]


class TeamForm(RequestForm):
    team_id = forms.TypedChoiceField(label="Which team looks after them?", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team_id"].choices = [("", "No team"), *((team.pk, team.name) for team in teams)]  # type: ignore[attr-defined]


class TransferForm(RequestForm):
    to_clinic_id = forms.TypedChoiceField(label="Which clinic takes over?", coerce=int)
    reason = reason_field("Why", "The other clinic reads this")

    def __init__(self, *args: Any, clinics: list[Clinic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_clinic_id"].choices = [("", "Choose"), *((place.pk, place.name) for place in clinics)]  # type: ignore[attr-defined]
