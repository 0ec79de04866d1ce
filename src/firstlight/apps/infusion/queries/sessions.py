"""Sessions found by person or by id, as rows for a list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from firstlight.apps.infusion.days import age_on
from firstlight.apps.infusion.models import Correction, Observation, ObservationSet, PrintedSummary, Session
from firstlight.apps.infusion.states import ENDED, IN_A_BAY
from firstlight.apps.people.queries import patient_banner, rows_of
from firstlight.apps.refusals import NotThere


def session_row(session_id: int) -> Session:
    """One session with its person, bay, nurse and protocol. Raises NotThere."""
    session = _rows().filter(pk=session_id).first()
    if session is None:
        raise NotThere("There is no such session. Go back to the board and open it from there.")
    return session


def sessions_of_patient(patient_ids: Collection[int]) -> list[Session]:
    """Every session of a person (a merged person has several numbers), newest first."""
    return list(_rows().filter(patient_id__in=patient_ids).order_by("-planned_start", "-id"))


def sessions_of_day(clinic_id: int, day: date) -> list[Session]:
    """The clinic's sessions of a day, by planned start."""
    return list(_rows().filter(clinic_id=clinic_id, planned_day=day))


def session_under_way(patient_ids: Collection[int]) -> Session | None:
    """The session of a person who is in a bay now: while there is one, their record must not be merged away."""
    return _rows().filter(patient_id__in=patient_ids, state__in=IN_A_BAY).first()


def sessions_ahead(patient_ids: Collection[int]) -> list[Session]:
    """Those not ended yet, soonest first."""
    return list(_rows().filter(patient_id__in=patient_ids).exclude(state__in=ENDED))


def age_at(session: Session) -> int:
    """Whole years of the person on the session's day."""
    return age_on(patient_banner(session.patient_id).birth_date, session.planned_day)


def weight_recorded(session_id: int) -> Decimal | None:
    """The newest standing weight of a session (kg), None where nobody was weighed."""
    wrong = Correction.objects.filter(session_id=session_id, entry_type=ObservationSet._meta.label).values("entry_id")
    rows = Observation.objects.filter(set__session_id=session_id, kind="weight").exclude(set_id__in=wrong)
    return rows.order_by("-set__effective_at", "-id").values_list("number", flat=True).first()


@dataclass(frozen=True, slots=True)
class Weighed:
    kg: Decimal
    at: datetime


def last_weight(session: Session) -> Weighed | None:
    """The person's newest standing weight of another session, under any number of theirs; None where there is none."""
    theirs = Session.objects.filter(patient_id__in=rows_of(session.patient_id)).exclude(pk=session.pk)
    wrong = Correction.objects.filter(session__in=theirs, entry_type=ObservationSet._meta.label).values("entry_id")
    rows = Observation.objects.filter(set__session__in=theirs, kind="weight", number__isnull=False)
    newest = rows.exclude(set_id__in=wrong).order_by("-measured_at", "-id").values_list("number", "measured_at").first()
    return None if newest is None or newest[0] is None else Weighed(newest[0], newest[1])


def printed_summaries(session_id: int) -> QuerySet[PrintedSummary]:
    """Printed summaries of a session, newest first, without the files themselves."""
    rows = PrintedSummary.objects.filter(session_id=session_id).select_related("by").defer("pdf")
    return rows.order_by("-asked_at", "-id")


def _rows() -> QuerySet[Session]:
    return Session.objects.select_related("patient", "bay", "nurse", "protocol", "clinic").defer("protocol__text")
