"""A nurse takes a set: from the joined monitor where there is one, accepted as it stands; else by hand."""

from collections.abc import Iterable
from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.demo.feeds import Feeds, monitor_at
from firstlight.demo.visits import Visit
from firstlight.demo.vitals import asked, continuous, course_at, cuff


def take_set(
    actor: Actor, *, session_id: int, visit: Visit, feeds: Feeds, kinds: Iterable[str], planned: int | None
) -> int:
    """The set's id. `kinds` is what is taken, `planned` the minute of the plan (None: besides it)."""
    typed = _by_hand(visit, clock.now())
    accepted = {}
    if visit.live:
        feeds.catch_up()
        shown = feeds.newest(monitor_at(visit.invented.clinic, visit.bay))
        typed |= {kind: f"{value:.0f}" for kind, (_, value) in shown.items()}
        accepted = {kind: message for kind, (message, _) in shown.items() if kind in kinds}
    values = {kind: typed[kind] for kind in kinds}
    return record_set(actor, session_id=session_id, values=values, accepted=accepted, minute=planned)


def _by_hand(visit: Visit, at: datetime) -> dict[str, str]:
    """Everything that could be asked for, as it would be typed."""
    person, course = visit.person, course_at(visit.changes, at)
    second = int(at.timestamp())
    measured = continuous(person, course, second) | cuff(person, course, second // 60)
    typed = {kind: f"{value:.0f}" for kind, value in measured.items()}
    return typed | asked(person, course, second // 60) | {"weight": str(visit.weight_kg)}
