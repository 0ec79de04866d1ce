"""A person is given a time for one treatment, under the protocol in force. One session a person a day."""

from datetime import datetime

from django.db import IntegrityError, transaction

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions, policies
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries.protocols import protocol_to_book
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import Invalid


@action(verb="session.booked", permission="session.book")
def book_session(
    act: Act,
    *,
    patient_id: int,
    clinic_id: int,
    protocol_code: str,
    planned_start: datetime,
    bay_id: int | None = None,
    nurse_id: int | None = None,
    number: int = 1,
    of: int = 1,
) -> int:
    """The new session's id. Raises Conflict where the person has a session that day, or the bay another."""
    act.allow(clinic_id)
    patient = people.hold_person(patient_id)
    protocol = protocol_to_book(clinic_id, protocol_code)
    if protocol is None:
        raise Invalid("There is no such protocol. Ask a psychiatrist to adopt it first.", "protocol")
    if not 1 <= number <= of:
        raise Invalid(f"Session {number} of {of} cannot be. Give its number, and how many the series has.", "number")
    if bay_id is not None:
        bay = policies.bay_of(clinic_id, bay_id)
        policies.check_bay_free(bay, policies.planned_span(planned_start, protocol.protocol))
    session = Session(
        patient_id=patient.pk,
        clinic_id=clinic_id,
        protocol_id=protocol.id,
        bay_id=bay_id,
        nurse_id=None if nurse_id is None else permissions.check_nurse(nurse_id, clinic_id),
        planned_start=planned_start,
        planned_day=day_of(planned_start),
        number=number,
        of=of,
    )
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as fault:
        raise policies.day_booked(fault, patient.pk, session.planned_day) from fault
    act.record(subject=session, patient_id=patient.pk, clinic_id=clinic_id, planned_start=planned_start.isoformat())
    act.changed(clinic_id)
    return session.pk
