"""Who did what and when to one session, from the audit log, in words."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.audit import queries as audit
from firstlight.apps.infusion.models import Session

WORDS = {
    "session.booked": "booked the session",
    "session.rebooked": "moved the booking",
    "session.cancelled": "cancelled the booking",
    "session.arrived": "recorded the arrival",
    "session.checks.begun": "began the checks",
    "session.checks.completed": "completed the checks",
    "session.checks.reopened": "reopened the checks",
    "session.started": "recorded the start",
    "session.paused": "recorded a pause",
    "session.resumed": "recorded the resume",
    "session.rate.changed": "recorded a change of rate",
    "session.completed": "recorded the end of the infusion",
    "session.stopped": "recorded a stop",
    "session.left": "signed fit to leave",
    "session.admitted": "recorded an admission",
    "session.not_started": "recorded that it was not started",
    "session.recovery.begun": "began recovery",
    "session.leaving.begun": "began the leaving checks",
    "session.recovery.resumed": "returned to recovery",
    "session.set.recorded": "saved a set",
    "session.event.recorded": "recorded an event",
    "session.gate.answered": "answered a gate",
    "session.gate.overridden": "signed to pass a gate",
    "session.entry.marked_in_error": "marked an entry as entered in error",
    "session.given.corrected": "corrected what was given",
    "session.nurse.assigned": "named the nurse",
    "session.bay.changed": "changed the bay",
    "feed.bound": "joined a monitor",
    "feed.unbound": "parted the monitor",
    "feed.claimed": "claimed earlier readings",
}


@dataclass(frozen=True, slots=True)
class WhoLine:
    at: datetime
    by: str
    words: str


def who_lines(session_id: int, most: int = 200) -> list[WhoLine]:
    """Newest first."""
    return [
        WhoLine(entry.at, entry.actor_name, WORDS.get(entry.verb, entry.verb.replace(".", " ").replace("_", " ")))
        for entry in audit.entries_of_subject(Session._meta.label, session_id, most)
    ]
