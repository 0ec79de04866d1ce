"""What was found at one gate. A second answer does not replace the first: the newest counts and both stay."""

from datetime import datetime
from typing import Any

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.entries import written
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import GateAnswer
from firstlight.apps.infusion.queries.protocols import parsed


@action(verb="session.gate.answered", permission="session.check")
def answer_gate(act: Act, *, session_id: int, gate: str, answer: dict[str, Any], at: datetime | None = None) -> int:
    """The id of the answer. Raises Invalid naming the field, or saying where this gate is answered instead."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_answerable(session, gate)
    kept = policies.checked_answer(gate, answer, parsed(session.protocol))
    row = GateAnswer.objects.create(gate=gate, answer=kept, **written(act, session, at))
    keep(act, session, gate=gate)
    return row.pk
