"""Refusals of this app that carry more than one reason, so that a page can show each in its place."""

from collections.abc import Mapping, Sequence

from firstlight.apps.refusals import IllegalMove, Invalid
from firstlight.clinical.protocol.gate_state import GateState


class GatesShut(IllegalMove):
    """A move was refused by its gates. `gates` are those that do not stand open, each with its reason."""

    def __init__(self, lead: str, gates: Sequence[GateState]) -> None:
        super().__init__(" ".join([lead, *(f"{gate.label}: {gate.reason} {gate.needs}".strip() for gate in gates)]))
        self.gates = tuple(gates)


class SetRefused(Invalid):
    """A set was refused whole. `faults` says why at each field; nothing of it was kept in part."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()), next(iter(faults), None))
        self.faults = dict(faults)


class ReasonsMissing(Invalid):
    """A nurse may sign although something is missing or outside the protocol, but says why at each. `gates` are those."""

    def __init__(self, gates: Sequence[GateState]) -> None:
        named = "; ".join(f"{gate.label}: {gate.reason}" for gate in gates)
        super().__init__(f"Say in words why the person leaves all the same. {named}", f"reason_{gates[0].key}")
        self.gates = tuple(gates)
