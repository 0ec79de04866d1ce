"""What others may read of the pathway: at present, the consent on file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from firstlight.apps.pathway.models import Consent
from firstlight.apps.people.queries import rows_of_each
from firstlight.apps.refusals import NotThere


@dataclass(frozen=True, slots=True)
class ConsentOnFile:
    """A consent that stands: not withdrawn since and not past its last day."""

    id: int
    covers: str
    leaflet: str
    signed_name: str
    signed_at: datetime
    expires_on: date | None
    taken_by: str

    @property
    def signed_on(self) -> date:
        return timezone.localtime(self.signed_at).date()


@dataclass(frozen=True, slots=True)
class ConsentsNow:
    """By patient: the consent that stands, or since when it is withdrawn. Neither where none was given or it ran out."""

    standing: dict[int, ConsentOnFile]
    withdrawn_at: dict[int, datetime]


def consent_on_file(patient_id: int, clinic_id: int, on: date) -> ConsentOnFile | None:
    """The consent that stands in this clinic on that day; None where there is none, or it was withdrawn or ran out."""
    return consents_on_file([patient_id], clinic_id, on).get(patient_id)


def consents_on_file(patient_ids: Collection[int], clinic_id: int, on: date) -> dict[int, ConsentOnFile]:
    """The same for many people at one go, by patient. What was signed or withdrawn under any number of a person, merged
    once or often, counts for the person."""
    return consents_now(patient_ids, clinic_id, on).standing


def consents_now(patient_ids: Collection[int], clinic_id: int, on: date) -> ConsentsNow:
    """The same, with those that were withdrawn and not given again since."""
    found = ConsentsNow({}, {})
    for patient_id, newest in _newest(patient_ids, clinic_id).items():
        if newest.withdrawn:
            found.withdrawn_at[patient_id] = newest.recorded_at
        elif newest.expires_on is None or newest.expires_on >= on:
            found.standing[patient_id] = _on_file(newest)
    return found


def consents_of(patient_ids: Collection[int]) -> list[Consent]:
    """Every consent and withdrawal of a person (who may have several numbers), newest first: those entered in error too."""
    return list(_rows().filter(patient_id__in=patient_ids))


def consent_in(patient_ids: Collection[int], consent_id: int) -> Consent:
    """One of them. Raises NotThere for another person's."""
    found = _rows().filter(patient_id__in=patient_ids, pk=consent_id).first()
    if found is None:
        raise NotThere("There is no such consent on this record. Open it again and choose it there.")
    return found


def made_elsewhere(patient_ids: Collection[int]) -> list[Consent]:
    """Those made on another person's record by mistake that were meant for this one, newest first."""
    return list(_rows().filter(error__belongs_to_id__in=patient_ids))


def _rows() -> QuerySet[Consent]:
    return Consent.objects.select_related("taken_by", "clinic", "error__by")


def _newest(patient_ids: Collection[int], clinic_id: int) -> dict[int, Consent]:
    numbers = rows_of_each(patient_ids)
    every = {number for theirs in numbers.values() for number in theirs}
    standing = Consent.objects.filter(clinic_id=clinic_id, error__isnull=True)
    rows = standing.filter(patient_id__in=every).select_related("taken_by")
    last = {row.patient_id: row for row in rows.order_by("recorded_at", "id")}
    newest = {
        patient_id: max((last[number] for number in theirs & last.keys()), key=_when, default=None)
        for patient_id, theirs in numbers.items()
    }
    return {patient_id: row for patient_id, row in newest.items() if row}


def _when(row: Consent) -> tuple[datetime, int]:
    return row.recorded_at, row.pk


def _on_file(row: Consent) -> ConsentOnFile:
    taken_by = row.taken_by.get_full_name() if row.taken_by else ""
    return ConsentOnFile(row.pk, row.covers, row.leaflet, row.signed_name, row.signed_at, row.expires_on, taken_by)
