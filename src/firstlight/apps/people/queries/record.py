"""The parts of one person's record that this app keeps. A merged person's rows are read together."""

from datetime import timedelta
from typing import TypeVar

from django.db.models import F, Q, QuerySet

from firstlight.apps import clock
from firstlight.apps.people.models import Allergy, BreakGlass, CareAt, KeptEntry, LocalIdentifier, Merge, NextOfKin
from firstlight.apps.refusals import NotThere

Entry = TypeVar("Entry", bound=KeptEntry)
OPENED_FOR = timedelta(hours=1)


def allergies_of(rows: list[int]) -> QuerySet[Allergy]:
    """Every allergy ever recorded; those entered in error say why."""
    return Allergy.objects.filter(patient_id__in=rows).select_related("recorded_by", "ended_by")


def care_of(rows: list[int]) -> QuerySet[CareAt]:
    """Which clinics look after this person and did, newest first."""
    return CareAt.objects.filter(patient_id__in=rows).select_related("clinic", "team").order_by("-since", "-id")


def next_of_kin_of(rows: list[int]) -> QuerySet[NextOfKin]:
    """Those to call first, then those that were ended, newest first."""
    found = NextOfKin.objects.filter(patient_id__in=rows).select_related("ended_by")
    return found.order_by(F("ended_at").desc(nulls_first=True), "id")


def local_identifiers_of(rows: list[int]) -> QuerySet[LocalIdentifier]:
    """Those in use first, then those that were ended, newest first."""
    found = LocalIdentifier.objects.filter(patient_id__in=rows).select_related("trust", "ended_by")
    return found.order_by(F("ended_at").desc(nulls_first=True), "id")


def made_elsewhere(rows: list[int]) -> list[Allergy | NextOfKin | LocalIdentifier]:
    """Entries made on another person's record by mistake that belong to this one."""
    return [
        *Allergy.objects.filter(belongs_to_id__in=rows).select_related("ended_by"),
        *NextOfKin.objects.filter(belongs_to_id__in=rows).select_related("ended_by"),
        *LocalIdentifier.objects.filter(belongs_to_id__in=rows).select_related("ended_by", "trust"),
    ]


def kept(entries: QuerySet[Entry], entry_id: int) -> Entry:
    """One of a person's entries. Raises NotThere."""
    found = entries.filter(pk=entry_id).first()
    if found is None:
        raise NotThere("There is no such entry on this record. Open the record again.")
    return found


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


def opening_here(clinic_id: int, opening_id: int) -> BreakGlass:
    """One that this clinic's managers read. Raises NotThere for another's."""
    found = _openings([clinic_id]).filter(pk=opening_id).first()
    if found is None:
        raise NotThere("This opening is not on your clinic's review list.")
    return found


def openings_now(rows: list[int]) -> QuerySet[BreakGlass]:
    """Who has this record open with a reason at this moment."""
    return BreakGlass.objects.filter(patient_id__in=rows, ends_at__gt=clock.now()).select_related("staff")


def _openings(clinic_ids: list[int]) -> QuerySet[BreakGlass]:
    """From these clinics, or of people whom they look after."""
    cared_for = CareAt.objects.filter(clinic_id__in=clinic_ids, until=None).values("patient_id")
    theirs = BreakGlass.objects.filter(Q(clinic_id__in=clinic_ids) | Q(patient_id__in=cared_for))
    return theirs.select_related("staff", "patient", "clinic", "reviewed_by")
