"""What monitors and gateways connected to the listener and went away: one audit entry for each address and minute."""

from typing import Any

from firstlight.apps.action import Act, action
from firstlight.apps.actor import Actor

LISTENER = Actor.system("listener")


def record_connections(peer: str, detail: dict[str, Any]) -> int:
    """`detail` says how many opened, closed or were turned away, how much came, and what was refused and not kept."""
    return _record(LISTENER, peer=peer, detail=detail)


@action(verb="feed.connection", permission="monitor.resolve")
def _record(act: Act, *, peer: str, detail: dict[str, Any]) -> int:
    act.allow(None)
    act.record(subject=None, **{**detail, "peer": peer})
    return 0
