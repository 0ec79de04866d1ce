"""Each gate with its reason, what would settle it, and where that is written down."""

from dataclasses import dataclass

from firstlight.apps.infusion.queries import SessionRecord
from firstlight.apps.infusion.queries.facts import standing as lines_that_stand
from firstlight.apps.infusion.states import State
from firstlight.clinical.protocol.gate_state import GateState

ELSEWHERE = {
    "protocol_approval": "protocol",
    "consent": "consent",
    "prescription": "prescription",
    "dose_for_weight": "prescription",
    "staff": "duty",
    "weight_today": "entry",
    "blood_pressure": "entry",
    "time_served": "",
    "alertness": "entry",
    "pressure": "entry",
    "oxygen": "entry",
    "dissociation": "entry",
}


@dataclass(frozen=True, slots=True)
class GateView:
    """`settled_at`: "form" for a form of its own, "entry" for the entry row, the name of another page, or nothing.

    `by` says who answered last and when; `override` that somebody signed to go on although it is not met.
    """

    state: GateState
    settled_at: str
    by: str
    overridable: bool

    @property
    def word(self) -> str:
        return {True: "Done", False: "Not met", None: "To do"}[self.state.met]


def gate_views(record: SessionRecord) -> list[GateView]:
    """In the protocol's order."""
    answered = {line.gate: line for line in lines_that_stand(record.gates)}
    return [
        GateView(
            state=gate,
            settled_at=ELSEWHERE.get(gate.key, "form"),
            by=answered[gate.key].by if gate.key in answered else "",
            overridable=gate.met is False and _override_grade(record, gate.key) is not None,
        )
        for gate in record.standing.gates
    ]


def _override_grade(record: SessionRecord, key: str) -> str | None:
    leaving = record.standing.state in (State.RECOVERY, State.LEAVING)
    gates = record.protocol.leaving_gates if leaving else record.protocol.start_gates
    gate = getattr(gates, key, None)
    return gate.override if gate is not None else None
