"""Somebody goes off duty before the time that was set."""

from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.versions import touch_waiting
from firstlight.apps.scheduling import policies


@action(verb="duty.ended", permission="duty.manage")
def end_duty(act: Act, *, duty_id: int, at: datetime | None = None) -> int:
    """The duty's id. Raises Conflict for one that is over, Invalid for a time outside it."""
    duty = policies.duty_to_end(duty_id)
    act.allow(duty.clinic_id)
    before, duty.ends_at = duty.ends_at, policies.checked_end(duty, at or clock.now())
    duty.save(update_fields=["ends_at"])
    touch_waiting(duty.clinic_id)
    act.record(
        subject=duty,
        clinic_id=duty.clinic_id,
        staff_id=duty.staff_id,
        ends_at=duty.ends_at.isoformat(),
        ends_at_before=before.isoformat(),
    )
    act.changed(duty.clinic_id)
    return duty.pk
