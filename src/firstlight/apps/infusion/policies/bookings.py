"""When a booking may stand: on a day still to come, in a bay that nobody else is booked into then, and one a person a day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from firstlight.apps import clock
from firstlight.apps.infusion.days import bounds_of, day_of, wall_clock
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.policies.bays import BayRow
from firstlight.apps.infusion.queries.protocols import parsed
from firstlight.apps.infusion.states import ENDED, NEVER_BEGUN
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import Conflict, Invalid
from firstlight.clinical.protocol.protocol import Protocol

Span = tuple[datetime, datetime]


def planned_span(start: datetime, protocol: Protocol) -> Span:
    """From the planned start for as long as the protocol gives and then watches an escorted person."""
    return start, start + timedelta(minutes=protocol.minutes + protocol.leaving_gates.escorted_minutes)


def check_day_to_come(start: datetime) -> None:
    """Raises Invalid for a day that is over."""
    if day_of(start) < day_of(clock.now()):
        raise Invalid(f"{day_of(start):%d %B %Y} is over. Give today or a later day.", "day")


def check_bay_free(bay: BayRow, span: Span, besides: int | None = None) -> None:
    """Raises Conflict naming whose time in the bay this would cut into. `besides` is the booking being moved.

    The bay is held until the transaction ends, so that of two clerks at once the second sees the first one's booking.
    """
    people.hold_bay(bay.pk)
    for other, (starts, ends) in _booked_into(bay.pk, span, besides):
        if starts < span[1] and span[0] < ends:
            raise Conflict(
                f"{bay} is booked from {wall_clock(starts)} to {wall_clock(ends)} for {other.patient.family_name.upper()}. "
                "Choose another bay or time, or leave the bay to be decided on arrival.",
                "bay",
            )


def day_taken(patient_ids: list[int], day: date) -> Conflict:
    """What to say to whoever books a second session for a person on one day."""
    there = Session.objects.filter(patient_id__in=patient_ids, planned_day=day).exclude(state__in=NEVER_BEGUN)
    one = there.select_related("clinic").first()
    at = f" at {wall_clock(one.planned_start)} in {one.clinic}" if one else ""
    return Conflict(
        f"This person has a session on {day:%d %B}{at} already. Move that one, or choose another day.", "day"
    )


def _booked_into(bay_id: int, span: Span, besides: int | None) -> Iterator[tuple[Session, Span]]:
    """The bay's sessions of the days that the span touches, each with its planned time."""
    first, last = bounds_of(day_of(span[0]))[0], bounds_of(day_of(span[1]))[1]
    rows = Session.objects.filter(bay_id=bay_id, planned_start__gte=first, planned_start__lt=last)
    for row in rows.exclude(pk=besides or 0).exclude(state__in=ENDED).select_related("patient", "protocol"):
        yield row, planned_span(row.planned_start, parsed(row.protocol))
