"""What is open in one bay: consent withdrawn while the drug is given, a planned set that is late, a monitor that names
another patient, a feed that is silent. Nothing else colours a screen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.queries import Standing
from firstlight.apps.infusion.states import State
from firstlight.clinical.monitoring.plan import SetState

Level = Literal["urgent", "attend", "stale"]
Topic = Literal["consent", "set", "patient", "feed"]


OTHER_PATIENT = "The monitor names another patient"


@dataclass(frozen=True, slots=True)
class Pressing:
    """`word` is the state's own; `since` counts up between `before` and `after`, which say what it is about."""

    topic: Topic
    level: Level
    word: str
    before: str
    since: datetime
    after: str


def pressing_of(standing: Standing) -> list[Pressing]:
    """Most pressing first."""
    found = [*_no_consent(standing), *_late_set(standing), *_other_patient(standing), *_silent_feed(standing)]
    return sorted(found, key=lambda one: ("urgent", "attend", "stale").index(one.level))


def late_sets(standing: Standing) -> list[SetState]:
    """Planned sets past their time and not answered, oldest first."""
    return [one for one in standing.plan if one.state in ("amber", "urgent")]


def late_kinds(standing: Standing) -> frozenset[str]:
    """Kinds of value that a late set still waits for: their ages are written in bold."""
    return frozenset(kind for one in late_sets(standing) for kind in one.missing)


def changes_at(standing: Standing) -> datetime | None:
    """When a planned set next counts, falls due or turns late: a screen looks again then, and not only now and again."""
    open_sets = [one.planned for one in standing.plan if one.state not in ("done", "missed")]
    moments = [at for one in open_sets for at in (one.counts_from, one.due_at, one.amber_at, one.urgent_at)]
    return min((at for at in moments if at > standing.at), default=None)


def stale_since(standing: Standing) -> datetime | None:
    """When the joined monitor last said anything, if it has been silent for longer than its limit."""
    feed = standing.feed
    if feed is None or not feed.silent or not standing.state.in_a_bay:
        return None
    return feed.last_received_at or feed.bound_at


def _no_consent(standing: Standing) -> list[Pressing]:
    """Consent withdrawn while the drug is given, or held back."""
    since = standing.consent_withdrawn_at
    if since is None or standing.state not in (State.GIVING, State.PAUSED):
        return []
    return [Pressing("consent", "urgent", "Consent withdrawn", "", since, "")]


def _other_patient(standing: Standing) -> list[Pressing]:
    named = standing.feed.other_patient if standing.feed and standing.state.in_a_bay else None
    return [] if named is None else [Pressing("patient", "attend", OTHER_PATIENT, "", named.since, "")]


def _late_set(standing: Standing) -> list[Pressing]:
    late = late_sets(standing)
    if not late:
        return []
    due = late[0].planned.due_at
    urgent = any(one.state == "urgent" for one in late)
    before = "overdue " if urgent else ""
    return [
        Pressing(
            "set",
            "urgent" if urgent else "attend",
            "Urgent" if urgent else "Overdue",
            before,
            due,
            f", set due {wall_clock(due)}",
        )
    ]


def _silent_feed(standing: Standing) -> list[Pressing]:
    since = stale_since(standing)
    return (
        [] if since is None else [Pressing("feed", "stale", "STALE", "no monitor data ", since, _clock_words(standing))]
    )


def _clock_words(standing: Standing) -> str:
    """Why nothing of a monitor that does send is shown."""
    behind = standing.feed.clock_behind if standing.feed else None
    return "" if behind is None else f", its clock is {behind // timedelta(minutes=1)} min behind"
