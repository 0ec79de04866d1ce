"""What others may read of the pathway: at present, the consent on file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from firstlight.apps.pathway.models import Consent


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


def consent_on_file(patient_id: int, clinic_id: int, on: date) -> ConsentOnFile | None:
    """The consent that stands in this clinic on that day; None where there is none, or it was withdrawn or ran out."""
    return consents_on_file([patient_id], clinic_id, on).get(patient_id)


def consents_on_file(patient_ids: Collection[int], clinic_id: int, on: date) -> dict[int, ConsentOnFile]:
    """The same for many people in one query, by patient. A consent signed under a merged number stands for the person."""
    standing: dict[int, ConsentOnFile] = {}
    for patient_id, newest in _newest(patient_ids, clinic_id).items():
        if not newest.withdrawn and (newest.expires_on is None or newest.expires_on >= on):
            standing[patient_id] = _on_file(newest)
    return standing


def consents_of(patient_ids: Collection[int]) -> list[Consent]:
    """Every consent and withdrawal of a person (who may have several numbers), newest first."""
    return list(Consent.objects.filter(patient_id__in=patient_ids).select_related("taken_by", "clinic"))


def _newest(patient_ids: Collection[int], clinic_id: int) -> dict[int, Consent]:
    wanted = Q(patient_id__in=patient_ids) | Q(patient__merged_into_id__in=patient_ids)
    rows = Consent.objects.filter(wanted, clinic_id=clinic_id).select_related("taken_by", "patient")
    newest: dict[int, Consent] = {}
    for row in rows.order_by("recorded_at", "id"):
        for patient_id in {row.patient_id, row.patient.merged_into_id or row.patient_id} & set(patient_ids):
            newest[patient_id] = row
    return newest


def _on_file(row: Consent) -> ConsentOnFile:
    taken_by = row.taken_by.get_full_name() if row.taken_by else ""
    return ConsentOnFile(row.pk, row.covers, row.leaflet, row.signed_name, row.signed_at, row.expires_on, taken_by)
