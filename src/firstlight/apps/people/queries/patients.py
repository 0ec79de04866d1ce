"""Whose record may be opened, and which rows stand for one person. A row merged into another leads to the one that
stands for both; a record out of one's clinics, or restricted, opens only with a reason and for an hour."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.people.models import BreakGlass, CareAt, Clinic, Patient
from firstlight.apps.people.permissions import check_may, may
from firstlight.apps.refusals import Forbidden, NotThere

NO_SUCH_PERSON = "There is no such person in this clinic. Search by NHS number, or by name and birth date."


class NeedsReason(Forbidden):
    """This record opens only after a reason is given (break-glass). `patient_id` is the row that stands for the person."""

    def __init__(self, patient_id: int) -> None:
        super().__init__("This record opens only with a reason.")
        self.patient_id = patient_id


def patient_for(actor: Actor, clinic: Clinic, patient_id: int) -> Patient:
    """The person, as the row that stands for them, if this actor may open the record from this clinic.

    Raises NeedsReason where break-glass would open it, NotThere where nothing would, Forbidden without the right.
    """
    person = survivor(patient_id)
    if actor.is_system:
        return person
    check_may(actor, "patient.open", clinic.pk)
    rows = rows_of(person.pk)
    if (_in_care(rows, clinic.pk) and not _restricted(rows)) or opened_with_reason(actor, rows):
        return person
    if may(actor, "patient.breakglass", clinic.pk):
        raise NeedsReason(person.pk)
    if _in_care(rows, clinic.pk):
        raise Forbidden(
            "This record is restricted. Ask a nurse or a psychiatrist of this clinic to open it with a reason."
        )
    raise NotThere(NO_SUCH_PERSON)


def survivor(patient_id: int) -> Patient:
    """The row that stands for this person after every merge. Raises NotThere."""
    person = _get(patient_id)
    while person.merged_into_id is not None:
        person = _get(person.merged_into_id)
    return person


def rows_of(patient_id: int) -> list[int]:
    """Every row of one person, the one that stands for them first. `patient_id` may be any of them."""
    found = [survivor(patient_id).pk]
    layer = found
    while layer := list(Patient.objects.filter(merged_into_id__in=layer).order_by("id").values_list("id", flat=True)):
        found = found + layer
    return found


def is_in_care(patient_id: int, clinic_id: int) -> bool:
    """Whether this clinic looks after the person now."""
    return CareAt.objects.filter(patient_id__in=rows_of(patient_id), clinic_id=clinic_id, until=None).exists()


def opened_with_reason(actor: Actor, patient_ids: Iterable[int]) -> set[int]:
    """Which of these records the actor opened with a reason that still holds."""
    open_now = BreakGlass.objects.filter(staff_id=actor.staff_id or 0, ends_at__gt=clock.now())
    return set(open_now.filter(patient_id__in=list(patient_ids)).values_list("patient_id", flat=True))


def in_scope(clinic_id: int) -> QuerySet[Patient]:
    """Rows of people whom this clinic looks after, or did."""
    return Patient.objects.filter(Q(care__clinic_id=clinic_id)).distinct()


def _get(patient_id: int) -> Patient:
    try:
        return Patient.objects.get(pk=patient_id)
    except Patient.DoesNotExist:
        raise NotThere(NO_SUCH_PERSON) from None


def _in_care(rows: list[int], clinic_id: int) -> bool:
    return CareAt.objects.filter(patient_id__in=rows, clinic_id=clinic_id).exists()


def _restricted(rows: list[int]) -> bool:
    return Patient.objects.filter(pk__in=rows, restricted=True).exists()
