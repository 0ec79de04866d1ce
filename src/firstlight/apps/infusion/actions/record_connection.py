"""A monitor or gateway connected to the listener, or went away: one audit entry each."""

from typing import Any

from firstlight.apps.action import Act, action
from firstlight.apps.actor import Actor

LISTENER = Actor.system("listener")


def record_connection(peer: str, opened: bool, detail: dict[str, Any]) -> int:
    """`detail` says how much came and how much was refused, when it closes."""
    return _record(LISTENER, peer=peer, opened=opened, detail=detail)


@action(verb="feed.connection", permission="monitor.resolve")
def _record(act: Act, *, peer: str, opened: bool, detail: dict[str, Any]) -> int:
    act.allow(None)
    act.record(subject=None, peer=peer, opened=opened, **detail)
    return 0
