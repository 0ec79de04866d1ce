"""What others may read of medicines: the prescription that a session goes by, with its two checks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from firstlight.apps.medicines.models import Prescription, PrescriptionCheck
from firstlight.apps.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Check:
    """One person's agreement, by name."""

    staff_id: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Prescribed:
    """The newest prescription of a session. `steps` is the arithmetic as the prescriber saw it."""

    id: int
    session_id: int
    drug: str
    route: str
    weight_kg: Decimal
    weight_basis: str
    mg_per_kg: Decimal | None
    dose_mg: Decimal
    concentration_mg_ml: Decimal
    volume_ml: Decimal
    rate_ml_h: Decimal
    minutes: int
    steps: tuple[str, ...]
    signed_by_id: int
    signed_by: str
    signed_at: datetime
    replaces_id: int | None
    checks: tuple[Check, ...]

    @property
    def checked(self) -> bool:
        """Two people other than the prescriber agreed with it."""
        return len({check.staff_id for check in self.checks} - {self.signed_by_id}) >= 2


def prescription_for(session_id: int) -> Prescribed | None:
    """What the session goes by; None where nothing is prescribed yet."""
    return prescriptions_for([session_id]).get(session_id)


def prescriptions_for(session_ids: Collection[int]) -> dict[int, Prescribed]:
    """The same for many sessions, by session. Two queries whatever their number."""
    newest = Prescription.objects.filter(session_id__in=session_ids, replaced_by__isnull=True)
    return {row.session_id: _prescribed(row) for row in _with_people(newest).order_by("signed_at", "id")}


def prescriptions_of(session_id: int) -> tuple[Prescribed, ...]:
    """Every prescription of a session, replaced ones too, newest first."""
    return tuple(_prescribed(row) for row in _with_people(Prescription.objects.filter(session_id=session_id)))


def _with_people(rows: QuerySet[Prescription]) -> QuerySet[Prescription]:
    checks = PrescriptionCheck.objects.select_related("by").order_by("at", "id")
    return rows.select_related("signed_by").prefetch_related(Prefetch("checks", checks))


def _prescribed(row: Prescription) -> Prescribed:
    return Prescribed(
        id=row.pk,
        session_id=row.session_id,
        drug=row.drug,
        route=row.route,
        weight_kg=row.weight_kg,
        weight_basis=row.weight_basis,
        mg_per_kg=row.mg_per_kg,
        dose_mg=row.dose_mg,
        concentration_mg_ml=row.concentration_mg_ml,
        volume_ml=row.volume_ml,
        rate_ml_h=row.rate_ml_h,
        minutes=row.minutes,
        steps=tuple(row.steps),
        signed_by_id=row.signed_by_id,
        signed_by=row.signed_by.get_full_name(),
        signed_at=row.signed_at,
        replaces_id=row.replaces_id,
        checks=tuple(Check(check.by_id, check.by.get_full_name(), check.at) for check in row.checks.all()),
    )


def session_of(prescription_id: int) -> int:
    """The session a prescription is for. Raises NotThere."""
    session_id = Prescription.objects.filter(pk=prescription_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotThere("There is no such prescription. Open the session and look at it there.")
    return session_id
