"""A psychiatrist decides that a gate may be passed although it is not met, and signs why."""

from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions, policies
from firstlight.apps.infusion.actions.writing.entries import written
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import GateAnswer
from firstlight.apps.infusion.queries.gates import gates_of_start


@action(verb="session.gate.overridden", permission="session.override")
def override_gate(act: Act, *, session_id: int, gate: str, reason: str, at: datetime | None = None) -> int:
    """The id of the decision. Raises IllegalMove for a gate that the protocol lets nobody pass."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    permissions.check_named(act.actor)
    policies.check_before_the_start(session)
    policies.check_overridable(gate, gates_of_start(session_id, clock.now()), reason)
    row = GateAnswer.objects.create(
        gate=gate, answer={"reason": reason.strip()}, override=True, **written(act, session, at)
    )
    keep(act, session, gate=gate, reason=reason.strip())
    return row.pk
