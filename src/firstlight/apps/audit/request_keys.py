"""Once, however often it is pressed: what the action framework remembers of each form's key."""

from django.db import connection
from django.utils import timezone

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import RequestKey
from firstlight.apps.refusals import KeyReused


def earlier_result(key: str, actor: Actor, verb: str, inputs: str) -> int | None:
    """What this very request gave before, or None. Raises KeyReused where the key came with other words."""
    _lock(key)
    earlier = RequestKey.objects.filter(pk=key).first()
    if earlier is None:
        return None
    if (earlier.actor_id, earlier.verb, earlier.inputs) != (actor.staff_id, verb, inputs):
        raise KeyReused(
            f"This form was already saved at {timezone.localtime(earlier.at):%H:%M} with other entries, and is not saved twice. "
            "Open it afresh and enter the change there."
        )
    return earlier.result


def remember(key: str, actor: Actor, verb: str, inputs: str, result: int) -> None:
    """Keep the key with its outcome, in the action's own transaction."""
    RequestKey.objects.create(key=key, actor_id=actor.staff_id, verb=verb, inputs=inputs, result=result, at=clock.now())


def _lock(key: str) -> None:
    """Two presses at once: the second waits here for the first. SQLite has one writer at a time already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
