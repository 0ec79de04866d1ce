"""Episodes that follow from what is missing or was said rather than from a value: a late set, a silent feed, a symptom."""

from collections.abc import Iterator
from datetime import timedelta

from firstlight.clinical.monitoring.prompts.episode import Episode, Rise
from firstlight.clinical.monitoring.prompts.timeline import Timeline
from firstlight.clinical.monitoring.set_states import SetState
from firstlight.clinical.protocol.protocol import Protocol


def overdue_episodes(timeline: Timeline) -> Iterator[Episode]:
    """One for each planned set that was still missing when it turned amber; the set itself ends it."""
    for one in timeline.plan:
        until = one.recorded_at or timeline.now
        if until >= one.planned.amber_at:
            yield _overdue(one, timeline)


def silence_episodes(protocol: Protocol, timeline: Timeline) -> Iterator[Episode]:
    """One for each silence of a joined feed that lasted longer than the protocol lets it."""
    limit = timedelta(seconds=protocol.prompts.feed_stale_seconds)
    for silence in timeline.silences:
        if (silence.ended_at or timeline.now) - silence.began_at > limit:
            rise = Rise("amber", silence.began_at + limit, "feed")
            yield Episode("feed", silence.began_at, (rise,), ("feed",), (), silence.began_at, None, silence.ended_at)


def symptom_episodes(protocol: Protocol, timeline: Timeline) -> Iterator[Episode]:
    """One for each symptom recorded, whatever the figures say. No reading ends it: a person closes it with a reason."""
    known = {symptom.key: symptom for symptom in protocol.symptoms}
    for said in timeline.said:
        if symptom := known.get(said.symptom):
            rise = Rise(symptom.level, said.at, symptom.key)
            yield Episode(f"symptom:{said.entry}", said.at, (rise,), (symptom.key,), (), said.at, said.at)


def _overdue(one: SetState, timeline: Timeline) -> Episode:
    planned = one.planned
    until = one.recorded_at or timeline.now
    rises = [Rise("amber", planned.amber_at, "overdue")]
    if until >= planned.urgent_at:
        rises.append(Rise("urgent", planned.urgent_at, "overdue"))
    return Episode(
        key=f"set:{planned.minute}",
        began_at=planned.due_at,
        rises=tuple(rises),
        rules=("overdue",),
        values=(),
        latest_at=one.recorded_at or planned.due_at,
        ended_at=one.recorded_at,
        answered_by_name=one.recorded_at is not None,
    )
