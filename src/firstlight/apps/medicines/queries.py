"""What others may read of medicines: the prescription that a session goes by, with its two checks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.db.models import Prefetch, QuerySet

from firstlight.apps.medicines.models import Prescription, PrescriptionCheck, PrescriptionError
from firstlight.apps.refusals import NotThere
from firstlight.clinical.protocol.dose_rules import GivenBy


@dataclass(frozen=True, slots=True)
class Check:
    """One person's agreement, by name."""

    staff_id: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InError:
    """Why a prescription does not stand. `belongs_to` is the session it was meant for, if another."""

    reason: str
    by: str
    at: datetime
    belongs_to: int | None


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A prescription of a session. `steps` is the arithmetic as the prescriber saw it; `error` where it does not stand.

    `given_by` is "rate", "bolus" or "spray"; what a way of giving does not have is None.
    """

    id: int
    session_id: int
    drug: str
    route: str
    given_by: GivenBy
    weight_kg: Decimal | None
    weight_basis: str
    mg_per_kg: Decimal | None
    dose_mg: Decimal
    devices: int | None
    concentration_mg_ml: Decimal | None
    volume_ml: Decimal | None
    rate_ml_h: Decimal | None
    minutes: int
    steps: tuple[str, ...]
    signed_by_id: int
    signed_by: str
    signed_at: datetime
    replaces_id: int | None
    checks: tuple[Check, ...]
    error: InError | None

    @property
    def checked(self) -> bool:
        """Two people other than the prescriber agreed with it."""
        return len({check.staff_id for check in self.checks} - {self.signed_by_id}) >= 2


def prescription_for(session_id: int) -> Prescribed | None:
    """What the session goes by; None where nothing is prescribed yet."""
    return prescriptions_for([session_id]).get(session_id)


def prescriptions_for(session_ids: Collection[int]) -> dict[int, Prescribed]:
    """The same for many sessions, by session. Two queries whatever their number."""
    newest = Prescription.objects.filter(session_id__in=session_ids, replaced_by__isnull=True, error__isnull=True)
    return {row.session_id: _prescribed(row) for row in _with_people(newest).order_by("signed_at", "id")}


def prescriptions_of(session_id: int) -> tuple[Prescribed, ...]:
    """Every prescription of a session, newest first: those replaced or entered in error too."""
    return tuple(_prescribed(row) for row in _with_people(Prescription.objects.filter(session_id=session_id)))


def made_elsewhere(session_id: int) -> tuple[Prescribed, ...]:
    """Prescriptions made for another person's session by mistake that were meant for this one, newest first."""
    meant = Prescription.objects.filter(error__belongs_to_id=session_id)
    return tuple(_prescribed(row) for row in _with_people(meant))


def last_given(patient_ids: Collection[int], before_session_id: int) -> Prescribed | None:
    """What a person's newest other session went by whose drug was begun; None before the first. `patient_ids` are the
    person's rows."""
    begun = Prescription.objects.filter(session__patient_id__in=patient_ids, session__started_at__isnull=False)
    others = begun.filter(replaced_by__isnull=True, error__isnull=True).exclude(session_id=before_session_id)
    row = _with_people(others).order_by("-session__started_at").first()
    return _prescribed(row) if row else None


def _with_people(rows: QuerySet[Prescription]) -> QuerySet[Prescription]:
    checks = PrescriptionCheck.objects.select_related("by").order_by("at", "id")
    return rows.select_related("signed_by", "error__by").prefetch_related(Prefetch("checks", checks))


def _prescribed(row: Prescription) -> Prescribed:
    return Prescribed(
        id=row.pk,
        session_id=row.session_id,
        drug=row.drug,
        route=row.route,
        given_by=cast(GivenBy, row.given_by),
        weight_kg=row.weight_kg,
        weight_basis=row.weight_basis,
        mg_per_kg=row.mg_per_kg,
        dose_mg=row.dose_mg,
        devices=row.devices,
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
        error=_in_error(row),
    )


def _in_error(row: Prescription) -> InError | None:
    mark: PrescriptionError | None = getattr(row, "error", None)
    if mark is None:
        return None
    return InError(mark.reason, mark.by.get_full_name() if mark.by else "", mark.at, mark.belongs_to_id)


def session_of(prescription_id: int) -> int:
    """The session a prescription is for. Raises NotThere."""
    session_id = Prescription.objects.filter(pk=prescription_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotThere("There is no such prescription. Open the session and look at it there.")
    return session_id
