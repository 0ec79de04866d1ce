"""A message that could not be understood is kept whole, so that somebody can find out why. The same bytes again are
counted, not kept twice: a monitor that repeats itself must not fill the disk."""

import hashlib

from django.db.models import F

from firstlight.apps.action import Act, action
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.models import Monitor
from firstlight.apps.infusion.models import RefusedMessage as Kept
from firstlight.apps.people.queries import clinics
from firstlight.clinical.monitoring.reading import RefusedMessage

LISTENER = Actor.system("listener")


def keep_refused_message(message: RefusedMessage) -> int:
    """The id of the kept message."""
    return _keep(LISTENER, message=message)


@action(verb="feed.message.refused", permission="monitor.resolve")
def _keep(act: Act, *, message: RefusedMessage) -> int:
    act.allow(None)
    digest = hashlib.blake2b(message.raw, digest_size=16).digest()
    kept = Kept.objects.filter(digest=digest).first()
    if kept is None:
        kept = Kept.objects.create(
            peer=message.peer[:100],
            received_at=message.received_at,
            control_id=message.control_id[:200],
            code=message.code,
            reason=message.reason,
            raw=message.raw,
            told=message.told,
            clinic_id=_clinic_of(message.monitor),
            digest=digest,
        )
    else:
        Kept.objects.filter(pk=kept.pk).update(times=F("times") + 1, received_at=message.received_at)
    act.record(subject=kept, clinic_id=kept.clinic_id, peer=message.peer, reason=message.reason, code=message.code)
    act.changed(kept.clinic_id or 0)
    return kept.pk


def _clinic_of(monitor: str) -> int | None:
    """That of the monitor that sent it; where there is but one clinic, that. Else nobody knows yet."""
    placed = Monitor.objects.filter(identifier=monitor, clinic__isnull=False).first()
    here = clinics()
    return placed.clinic_id if placed else here[0].pk if len(here) == 1 else None
