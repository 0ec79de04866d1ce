"""When somebody may be on duty: in one place at a time, for a length of time that a person can work."""

from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone

from firstlight.apps.refusals import Conflict, Invalid, NotThere
from firstlight.apps.scheduling.models import Duty

LONGEST = timedelta(hours=16)
"""A longer duty is a slip in a date, not a shift. [proposed]"""


class StaffRow(Protocol):
    """What is needed of a member of staff here."""

    pk: int
    is_active: bool

    def get_full_name(self) -> str: ...


def check_may_work(staff: StaffRow) -> None:
    """Raises Invalid for somebody who has left."""
    if not staff.is_active:
        raise Invalid(f"{staff.get_full_name()} no longer works here. Choose somebody else.", "staff")


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raises Invalid. Both are aware, so a duty over a change of the clocks is as long as it is."""
    if ends_at <= starts_at:
        raise Invalid("The duty ends before it starts. Check the two times.", "ends_at")
    if ends_at - starts_at > LONGEST:
        raise Invalid("A duty is at most 16 hours long. Check the two dates.", "ends_at")


def check_free(staff: StaffRow, starts_at: datetime, ends_at: datetime) -> None:
    """Raises Conflict where the person is on duty in any of that time."""
    taken = Duty.objects.filter(staff_id=staff.pk, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if there := taken.select_related("clinic").first():
        start, end = timezone.localtime(there.starts_at), timezone.localtime(there.ends_at)
        raise Conflict(
            f"{staff.get_full_name()} is on duty at {there.clinic} from {start:%H:%M} to {end:%H:%M} on {start:%d %B}. "
            "End that duty first, or choose another time.",
            "starts_at",
        )


def duty_to_end(duty_id: int) -> Duty:
    """The duty, locked. Raises NotThere."""
    duty = Duty.objects.select_for_update(no_key=True).filter(pk=duty_id).first()
    if duty is None:
        raise NotThere("There is no such duty. Look at the duty page.")
    return duty


def checked_end(duty: Duty, at: datetime) -> datetime:
    """The earlier end. Raises Conflict for a duty that is over by then, Invalid before it began."""
    if at >= duty.ends_at:
        raise Conflict("That duty is over by then already.")
    if at <= duty.starts_at:
        raise Invalid("The duty had not begun by then. Choose a later time.", "at")
    return at
