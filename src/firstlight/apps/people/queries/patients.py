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
    rows = _rows_under(person)
    in_care, restricted = _in_care(list(rows), clinic.pk), any(rows.values())
    if (in_care and not restricted) or opened_with_reason(actor, rows):
        return person
    if may(actor, "patient.breakglass", clinic.pk):
        raise NeedsReason(person.pk)
    if in_care:
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


def hold_person(patient_id: int) -> Patient:
    """The same, kept as it is until the transaction ends: nobody merges or transfers a person who is arriving or is being
    booked, and whoever waited here sees which row stands for them now."""
    person = _held(patient_id)
    while person.merged_into_id is not None:
        person = _held(person.merged_into_id)
    return person


def rows_of(patient_id: int) -> list[int]:
    """Every row of one person, the one that stands for them first. `patient_id` may be any of them."""
    return list(_rows_under(survivor(patient_id)))


def rows_of_each(patient_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Every row of each of these people, by the id asked for, however often they were merged: one query where nobody was,
    and one more for each layer of merges."""
    asked: set[int] = set()
    into: dict[int, int | None] = {}
    wanted = set(patient_ids)
    while more := (wanted | into.keys() | {pk for pk in into.values() if pk is not None}) - asked:
        into |= dict(
            Patient.objects.filter(Q(pk__in=more) | Q(merged_into_id__in=more)).values_list("id", "merged_into_id")
        )
        asked |= more
    people: dict[int, set[int]] = {}
    for pk in into:
        people.setdefault(_end(pk, into), set()).add(pk)
    return {pk: frozenset(people[_end(pk, into)]) for pk in wanted & into.keys()}


def restricted_among(patient_ids: Iterable[int]) -> set[int]:
    """Which of these people have a restricted row: their own, or any that was merged with it."""
    rows = rows_of_each(patient_ids)
    every = {row for theirs in rows.values() for row in theirs}
    restricted = set(Patient.objects.filter(pk__in=every, restricted=True).values_list("id", flat=True))
    return {pk for pk, theirs in rows.items() if theirs & restricted}


def _end(pk: int, into: dict[int, int | None]) -> int:
    """The row that stands for this one."""
    while (next_one := into[pk]) is not None:
        pk = next_one
    return pk


def _rows_under(person: Patient) -> dict[int, bool]:
    """The rows of one person with whether each is restricted; the one that stands for them comes first."""
    found = {person.pk: person.restricted}
    layer = [person.pk]
    while layer:
        merged = Patient.objects.filter(merged_into_id__in=layer).order_by("id").values_list("id", "restricted")
        layer = [pk for pk, _ in merged]
        found |= dict(merged)
    return found


def is_in_care(patient_id: int, clinic_id: int) -> bool:
    """Whether this clinic looks after the person now."""
    return CareAt.objects.filter(patient_id__in=rows_of(patient_id), clinic_id=clinic_id, until=None).exists()


def opened_with_reason(actor: Actor, patient_ids: Iterable[int]) -> set[int]:
    """Which of these records the actor opened with a reason that still holds."""
    open_now = BreakGlass.objects.filter(staff_id=actor.staff_id or 0, ends_at__gt=clock.now())
    return set(open_now.filter(patient_id__in=list(patient_ids)).values_list("patient_id", flat=True))


def cared_for(clinic_id: int) -> QuerySet[CareAt, int]:
    """Ids of the rows of people whom this clinic looks after now."""
    return CareAt.objects.filter(clinic_id=clinic_id, until=None).values_list("patient_id", flat=True)


def in_scope(clinic_id: int) -> QuerySet[Patient]:
    """Rows of people whom this clinic looks after, or did."""
    return Patient.objects.filter(Q(care__clinic_id=clinic_id)).distinct()


def _get(patient_id: int) -> Patient:
    try:
        return Patient.objects.get(pk=patient_id)
    except Patient.DoesNotExist:
        raise NotThere(NO_SUCH_PERSON) from None


def _held(patient_id: int) -> Patient:
    person = Patient.objects.select_for_update(no_key=True).filter(pk=patient_id).first()
    if person is None:
        raise NotThere(NO_SUCH_PERSON)
    return person


def _in_care(rows: list[int], clinic_id: int) -> bool:
    return CareAt.objects.filter(patient_id__in=rows, clinic_id=clinic_id).exists()
