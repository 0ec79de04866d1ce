"""What others may read of the audit app."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from firstlight.apps import clock
from firstlight.apps.audit.models import AuditEntry, AuditHead, DueJob, Heartbeat
from firstlight.apps.audit.words import Line, told

__all__ = [
    "Line", "due_jobs", "entries", "entries_of_patient", "entries_of_subject", "head", "heartbeat",
    "silence", "told",
]  # fmt: skip
STAFF, SIGN_INS = "people.Staff", "sign_in."


def entries_of_patient(patient_ids: list[int], most: int = 200) -> QuerySet[AuditEntry]:
    """Who did what on these records (a merged person has several), newest first."""
    return AuditEntry.objects.filter(patient_id__in=patient_ids).order_by("-id")[:most]


def entries_of_subject(label: str, subject_id: int, most: int = 200) -> QuerySet[AuditEntry]:
    """Who did what to one thing, newest first. `label` is Django's, "infusion.Session"."""
    return AuditEntry.objects.filter(subject_type=label, subject_id=subject_id).order_by("-id")[:most]


def entries(
    clinic_ids: list[int],
    staff_ids: list[int],
    *,
    verb: str = "",
    person_id: int | None = None,
    patient_ids: list[int] | None = None,
) -> QuerySet[AuditEntry]:
    """The log of these clinics and the sign-ins of their staff, newest first, narrowed by verb, person or patient."""
    of_staff = Q(subject_type=STAFF, subject_id__in=staff_ids) | Q(subject_id=None, verb__startswith=SIGN_INS)
    found = AuditEntry.objects.filter(Q(clinic_id__in=clinic_ids) | Q(of_staff, clinic_id=None)).order_by("-id")
    if verb:
        found = found.filter(Q(verb=verb) | Q(verb__startswith=f"{verb}."))
    if person_id is not None:
        found = found.filter(Q(actor_id=person_id) | Q(subject_type=STAFF, subject_id=person_id))
    return found if patient_ids is None else found.filter(patient_id__in=patient_ids)


def head() -> AuditHead:
    """Where the chain ends, and how far it was last walked."""
    return AuditHead.objects.get(pk=1)


def due_jobs(now: datetime) -> list[DueJob]:
    """Jobs whose time has come, longest overdue first."""
    return list(DueJob.objects.filter(due_at__lte=now).order_by("due_at"))


def silence(process: str) -> timedelta | None:
    """How long since a process last gave a sign of life; None when it never did."""
    beat = Heartbeat.objects.filter(pk=process).first()
    return None if beat is None else clock.now() - beat.at


def heartbeat(process: str) -> Heartbeat | None:
    return Heartbeat.objects.filter(pk=process).first()
