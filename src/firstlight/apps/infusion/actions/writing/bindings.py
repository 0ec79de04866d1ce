"""Joining a monitor's feed to a session, and parting them."""

from datetime import datetime

from firstlight.apps.action import Act
from firstlight.apps.infusion.models import Binding, Session


def end_feed(act: Act, session: Session, at: datetime) -> Binding | None:
    """Part the session from its monitor, if it has one. Readings up to `at` stay the session's."""
    binding = Binding.objects.select_for_update(no_key=True).filter(session=session, ends_at__isnull=True).first()
    if binding is not None:
        binding.ends_at = max(at, binding.starts_at)
        binding.ended_by_id = act.actor.staff_id
        binding.save(update_fields=["ends_at", "ended_by"])
    return binding
