"""Somebody is put on duty in a clinic, from when to when. Gates before the start look at who is."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.versions import touch_waiting
from firstlight.apps.people import queries as people
from firstlight.apps.scheduling import policies
from firstlight.apps.scheduling.models import Duty


@action(verb="duty.set", permission="duty.manage")
def set_duty(act: Act, *, clinic_id: int, staff_id: int, starts_at: datetime, ends_at: datetime) -> int:
    """The duty's id. Raises Invalid for a time that cannot be, Conflict where the person is on duty then already."""
    act.allow(clinic_id)
    staff = people.member_of(clinic_id, staff_id)
    policies.check_may_work(staff)
    policies.check_times(starts_at, ends_at)
    policies.check_free(staff, starts_at, ends_at)
    duty = Duty.objects.create(
        clinic_id=clinic_id, staff_id=staff.pk, starts_at=starts_at, ends_at=ends_at, set_by_id=act.actor.staff_id
    )
    touch_waiting(clinic_id)
    act.record(
        subject=duty,
        clinic_id=clinic_id,
        staff_id=staff.pk,
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
    )
    act.changed(clinic_id)
    return duty.pk
