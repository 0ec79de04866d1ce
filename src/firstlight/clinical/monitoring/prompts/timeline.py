"""All that is known of one session, on one time axis, at one moment. Values carry the time at which they were measured,
never the time at which they arrived, so that what arrives late says the same as what came in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from firstlight.clinical.monitoring.set_states import SetState
from firstlight.clinical.protocol.protocol import Phase

KEY_LETTERS = 24
"""The longest name of an episode within its session."""
CONTINUOUS = frozenset({"pulse", "spo2", "resp_rate"})
"""Kinds that a monitor measures all the time: one sample says little, and a nurse who writes the figure down says much."""


class Seen(NamedTuple):
    """One value. `kind` is a kind of observation or "news2" / "news2_single"; `accepted` when it stands under a name."""

    kind: str
    value: float
    at: datetime
    accepted: bool


class Said(NamedTuple):
    """A symptom that somebody recorded: `symptom` is its key in the protocol, `entry` names the line of the record."""

    symptom: str
    at: datetime
    entry: int


class Silence(NamedTuple):
    """A joined feed that said nothing since `began_at`; `ended_at` None while it goes on."""

    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Timeline:
    """One session up to `now`. `baseline` is the last value of a kind before the start, against which a rise counts."""

    now: datetime
    age_years: int
    started_at: datetime | None
    ended_at: datetime | None
    seen: Sequence[Seen] = ()
    plan: Sequence[SetState] = ()
    said: Sequence[Said] = ()
    silences: Sequence[Silence] = ()
    baseline: Mapping[str, float] = field(default_factory=dict)

    def phase(self, at: datetime) -> Phase:
        """In which part of the session a moment lies."""
        if self.started_at is None or at < self.started_at:
            return "before"
        return "giving" if self.ended_at is None or at < self.ended_at else "recovery"
