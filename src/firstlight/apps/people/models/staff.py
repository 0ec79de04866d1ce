"""The people who work here: who they are, which roles they hold where, and when they joined and left."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from simple_history.models import HistoricalRecords

from firstlight.apps.people.names import signed_name


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by the address they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email__iexact=username)


class Staff(AbstractBaseUser):
    """One member of staff, who signs in with an e-mail address. A leaver keeps the row and loses `is_active`."""

    class Body(models.TextChoices):
        GMC = "gmc", "General Medical Council"
        NMC = "nmc", "Nursing and Midwifery Council"
        HCPC = "hcpc", "Health and Care Professions Council"
        GPHC = "gphc", "General Pharmaceutical Council"
        NONE = "none", "Not a registered profession"

    email = models.EmailField(unique=True)
    title = models.CharField(max_length=20, blank=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    post_nominals = models.CharField(max_length=40, blank=True, help_text="As on a badge: RN, MRCPsych")
    registration_body = models.CharField(max_length=8, choices=Body, default=Body.NONE)
    registration_number = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    second_factor_reset_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    roles_here: list["RoleHeld"]  # set by queries.staff_of: what this person is in the clinic asked about
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name", "family_name"]
    objects = StaffManager()

    class Meta:
        ordering = ["family_name", "given_name"]
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """As signed on a record: "Dr Priya Raman", "Amara Okafor RN"."""
        return signed_name(self.title, self.given_name, self.family_name, self.post_nominals)

    def get_short_name(self) -> str:
        return f"{self.given_name[:1]} {self.family_name}"


class RoleHeld(models.Model):
    """A role in one clinic for a time. Rights follow from these rows and nothing else."""

    class Role(models.TextChoices):
        PSYCHIATRIST = "psychiatrist", "Psychiatrist"
        NURSE = "nurse", "Nurse"
        THERAPIST = "therapist", "Therapist"
        PHARMACIST = "pharmacist", "Pharmacist"
        ADMINISTRATOR = "administrator", "Administrator"
        MANAGER = "manager", "Manager"
        ANALYST = "analyst", "Analyst"
        RESEARCHER = "researcher", "Researcher"

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="roles")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The last day it is held")
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.staff} {self.role} at {self.clinic}"


class Team(models.Model):
    """People of one clinic who work together, named on a patient's care."""

    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)
    members = models.ManyToManyField(Staff, related_name="teams", blank=True)
    history = HistoricalRecords(m2m_fields=[members])

    def __str__(self) -> str:
        return self.name
