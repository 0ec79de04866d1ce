"""What others may read of the audit app."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from firstlight.apps import clock
from firstlight.apps.audit.models import AuditEntry, AuditHead, DueJob, Heartbeat
from firstlight.apps.audit.words import Line, told

__all__ = [
    "AuditEntry", "Line", "due_jobs", "entries", "entries_about", "entries_of_patient", "entries_of_subject",
    "has_opened", "head", "heartbeat", "jobs_in_trouble", "silence", "told",
]  # fmt: skip
STAFF, SIGN_INS, RECORDS, OPENED = "people.Staff", "sign_in.", "patient.", "patient.opened"


def entries_of_patient(patient_ids: list[int], most: int = 200) -> QuerySet[AuditEntry]:
    """Who did what on these records (a merged person has several), newest first."""
    return AuditEntry.objects.filter(patient_id__in=patient_ids).order_by("-id")[:most]


def has_opened(actor_id: int | None, patient_id: int, since: datetime) -> bool:
    """Whether this member of staff has an entry in the read log for this record from `since` on."""
    found = AuditEntry.objects.filter(patient_id=patient_id, actor_id=actor_id, verb=OPENED, at__gte=since)
    return found.exists()


def entries_of_subject(label: str, subject_id: int, most: int = 200) -> QuerySet[AuditEntry]:
    """Who did what to one thing, newest first. `label` is Django's, "infusion.Session"."""
    return AuditEntry.objects.filter(subject_type=label, subject_id=subject_id).order_by("-id")[:most]


def entries_about(
    label: str, subject_id: int, verbs: frozenset[str], since: datetime | None = None
) -> QuerySet[AuditEntry]:
    """Of these kinds only, and of any age unless told since when; newest first."""
    found = AuditEntry.objects.filter(subject_type=label, subject_id=subject_id, verb__in=verbs).order_by("-id")
    return found.filter(at__gte=since) if since else found


def entries(
    clinic_ids: list[int],
    staff_ids: list[int],
    *,
    cared_for: QuerySet[Any] | None = None,
    verb: str = "",
    person_id: int | None = None,
    patient_ids: list[int] | None = None,
) -> QuerySet[AuditEntry]:
    """The log of these clinics and the sign-ins of their staff, newest first, narrowed by verb, person or patient.

    `cared_for` are ids of people: who opened or changed their records from another clinic is in this clinic's log too.
    """
    of_staff = Q(subject_type=STAFF, subject_id__in=staff_ids) | Q(subject_id=None, verb__startswith=SIGN_INS)
    here = Q(clinic_id__in=clinic_ids) | Q(of_staff, clinic_id=None)
    if cared_for is not None:
        here |= Q(patient_id__in=cared_for, verb__startswith=RECORDS)
    found = AuditEntry.objects.filter(here).order_by("-id")
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


def jobs_in_trouble(now: datetime) -> dict[str, str]:
    """Jobs by name that are "late", not done for two turns beyond their time, or "failed" when last done."""
    found = {job.name: _trouble(job, now) for job in DueJob.objects.order_by("name")}
    return {name: trouble for name, trouble in found.items() if trouble}


def _trouble(job: DueJob, now: datetime) -> str:
    if now > job.due_at + timedelta(seconds=2 * job.every_seconds):
        return "late"
    return "failed" if job.last_problem else ""


def silence(process: str) -> timedelta | None:
    """How long since a process last gave a sign of life; None when it never did."""
    beat = Heartbeat.objects.filter(pk=process).first()
    return None if beat is None else clock.now() - beat.at


def heartbeat(process: str) -> Heartbeat | None:
    return Heartbeat.objects.filter(pk=process).first()
