"""A person looked after. One row a person: an NHS number belongs to one row only, and a merged row points to the one
that stands for both."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from firstlight.apps.people.names import DerivedName


class Patient(models.Model):
    """`nhs_number` is ten digits without spaces, or None with the reason it is missing."""

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        INDETERMINATE = "indeterminate", "Indeterminate"
        NOT_KNOWN = "not_known", "Not known"

    class Contact(models.TextChoices):
        TEXT = "text", "Text message"
        EMAIL = "email", "E-mail"
        PHONE = "phone", "Telephone"
        LETTER = "letter", "Letter"
        NONE = "none", "Do not contact"

    nhs_number = models.CharField(max_length=10, unique=True, null=True, blank=True)
    nhs_number_missing = models.CharField(max_length=100, blank=True, help_text="Why there is none")
    title = models.CharField(max_length=20, blank=True)
    given_names = models.CharField(max_length=150)
    family_name = models.CharField(max_length=100)
    known_as = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=16, choices=Sex)
    ethnicity = models.CharField(max_length=4, blank=True, help_text="NHS ethnic category code, A to Z")
    contact_preference = models.CharField(max_length=8, choices=Contact, default=Contact.PHONE)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=60, default="English")
    interpreter_needed = models.BooleanField(default=False)
    reasonable_adjustments = models.TextField(blank=True)
    gp_practice_code = models.CharField(max_length=10, blank=True)
    gp_practice_name = models.CharField(max_length=200, blank=True)
    community_team = models.CharField(max_length=200, blank=True)
    no_known_allergies = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False, help_text="Opened only with a reason")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    version = models.PositiveIntegerField(default=1)
    family_key = DerivedName(max_length=100, sources=("family_name",), db_index=True)
    given_key = DerivedName(max_length=250, sources=("given_names", "known_as"))
    family_sound = DerivedName(max_length=4, sources=("family_name",), by="sound", db_index=True)
    history = HistoricalRecords(excluded_fields=["family_key", "given_key", "family_sound"])

    class Meta:
        indexes = [models.Index(fields=["birth_date"], name="patient_by_birth_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(nhs_number__isnull=False) | ~Q(nhs_number_missing=""), name="patient_nhs_number_or_reason"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")), name="patient_not_into_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family_name.upper()}, {self.given_names}"
