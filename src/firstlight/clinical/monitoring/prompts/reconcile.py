"""What the record already says against what the values say now. A prompt once raised is never taken off the record: a
value that comes late can answer it, bring it back or raise another, and each of these is a line of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.protocol.protocol import Level

ONCE_IN = timedelta(minutes=1)


@dataclass(frozen=True)
class Kept:
    """A prompt on the record: `id` names it there, the rest is what its episode was when it was last written down."""

    id: int
    key: str
    began_at: datetime
    level: Level
    latest_at: datetime
    named_at: datetime | None
    ended_at: datetime | None
    withdrawn: bool = False


@dataclass(frozen=True)
class Changes:
    """`raised` are new prompts; `moved` go on, rise, come back or are answered; `withdrawn` have no episode any more,
    because a line of the record now says otherwise."""

    raised: tuple[Episode, ...]
    moved: tuple[tuple[int, Episode], ...]
    withdrawn: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.raised or self.moved or self.withdrawn)


def reconcile(kept: Sequence[Kept], found: Iterable[Episode], since: datetime) -> Changes:
    """What to write so that the record holds every episode. `since` is from when the values were read: a prompt that
    began before it is left as it is. Doing it twice changes nothing the second time."""
    left = sorted(kept, key=lambda one: (one.began_at, one.id))
    raised: list[Episode] = []
    moved: list[tuple[int, Episode]] = []
    for episode in found:
        same = next((one for one in left if _same(one, episode)), None)
        if same is None:
            raised.append(episode)
            continue
        left.remove(same)
        if same.began_at >= since and _differs(same, episode):
            moved.append((same.id, episode))
    withdrawn = tuple(one.id for one in left if one.began_at >= since and not one.withdrawn)
    return Changes(tuple(raised), tuple(moved), withdrawn)


def _same(kept: Kept, episode: Episode) -> bool:
    """One key and one stretch of time: the two overlap."""
    if kept.key != episode.key:
        return False
    starts_in_time = episode.ended_at is None or kept.began_at <= episode.ended_at
    return starts_in_time and (kept.ended_at is None or episode.began_at <= kept.ended_at)


def _differs(kept: Kept, episode: Episode) -> bool:
    """A monitor that goes on saying the same every second is written down once in a while; anything else at once."""
    now = (episode.began_at, episode.level, episode.named_at, episode.ended_at)
    if kept.withdrawn or (kept.began_at, kept.level, kept.named_at, kept.ended_at) != now:
        return True
    return episode.latest_at - kept.latest_at >= ONCE_IN
