"""Keep how far the chain was last walked and what was found, for the health page."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.audit import queries
from firstlight.apps.audit.models import AuditHead
from firstlight.apps.audit.verification import Verdict


@action(verb="audit.verified", permission="audit.view")
def note_verification(act: Act, *, verdict: Verdict) -> int:
    """Record a finished walk. The head row itself is not part of the chain."""
    act.allow(None)
    AuditHead.objects.filter(pk=1).update(verified_to=verdict.entries, verified_at=clock.now(), fault=verdict.fault)
    act.record(subject=queries.head(), entries=verdict.entries, fault=verdict.fault)
    return verdict.entries
