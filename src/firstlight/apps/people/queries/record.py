"""The parts of one person's record that this app keeps. A merged person's rows are read together."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from firstlight.apps import clock
from firstlight.apps.people.models import Allergy, BreakGlass, CareAt, LocalIdentifier, Merge, NextOfKin
from firstlight.apps.refusals import NotThere

OPENED_FOR = timedelta(hours=1)


def allergies_of(rows: list[int]) -> QuerySet[Allergy]:
    """Every allergy ever recorded; those entered in error say why."""
    return Allergy.objects.filter(patient_id__in=rows).select_related("recorded_by")


def care_of(rows: list[int]) -> QuerySet[CareAt]:
    """Which clinics look after this person and did, newest first."""
    return CareAt.objects.filter(patient_id__in=rows).select_related("clinic", "team").order_by("-since", "-id")


def next_of_kin_of(rows: list[int]) -> QuerySet[NextOfKin]:
    return NextOfKin.objects.filter(patient_id__in=rows).order_by("id")


def local_identifiers_of(rows: list[int]) -> QuerySet[LocalIdentifier]:
    return LocalIdentifier.objects.filter(patient_id__in=rows).select_related("trust").order_by("id")


def merges_of(rows: list[int]) -> QuerySet[Merge]:
    """Merges in force between these rows, newest first."""
    return Merge.objects.filter(merged_id__in=rows, undone_at=None).select_related("merged", "by").order_by("-at")


def merge(merge_id: int) -> Merge:
    """Raises NotThere."""
    try:
        return Merge.objects.select_related("merged", "survivor").get(pk=merge_id)
    except Merge.DoesNotExist:
        raise NotThere("There is no such merge. Open the person's record to see those in force.") from None


def openings_to_review(clinic_ids: list[int]) -> QuerySet[BreakGlass]:
    """Records of or from these clinics opened with a reason and not yet reviewed, oldest first."""
    return _openings(clinic_ids).filter(reviewed_at=None).order_by("at")


def reviews_waiting(clinic_id: int) -> int:
    """How many openings the clinic's managers have not read yet: the notice in their bar."""
    return openings_to_review([clinic_id]).count()


def openings_reviewed(clinic_ids: list[int]) -> QuerySet[BreakGlass]:
    """Those that a manager has read, newest first."""
    return _openings(clinic_ids).exclude(reviewed_at=None).order_by("-reviewed_at")


def opening(opening_id: int) -> BreakGlass:
    """Raises NotThere."""
    found = BreakGlass.objects.select_related("staff", "patient", "clinic").filter(pk=opening_id).first()
    if found is None:
        raise NotThere("There is no such opening. Look on the review list.")
    return found


def openings_now(rows: list[int]) -> QuerySet[BreakGlass]:
    """Who has this record open with a reason at this moment."""
    return BreakGlass.objects.filter(patient_id__in=rows, ends_at__gt=clock.now()).select_related("staff")


def _openings(clinic_ids: list[int]) -> QuerySet[BreakGlass]:
    """From these clinics, or of people whom they look after."""
    cared_for = CareAt.objects.filter(clinic_id__in=clinic_ids, until=None).values("patient_id")
    theirs = BreakGlass.objects.filter(Q(clinic_id__in=clinic_ids) | Q(patient_id__in=cared_for))
    return theirs.select_related("staff", "patient", "clinic", "reviewed_by")
