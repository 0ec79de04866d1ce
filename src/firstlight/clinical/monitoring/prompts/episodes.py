"""Everything that the protocol asks somebody to look at in one session, from its timeline alone. The same values in any
order of arrival give the same episodes."""

from firstlight.clinical.monitoring.prompts.artefact import artefact_episodes
from firstlight.clinical.monitoring.prompts.asked_for import overdue_episodes, silence_episodes, symptom_episodes
from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.monitoring.prompts.limits import limit_episodes
from firstlight.clinical.monitoring.prompts.timeline import Timeline
from firstlight.clinical.protocol.protocol import Protocol


def episodes(protocol: Protocol, timeline: Timeline) -> tuple[Episode, ...]:
    """All episodes of a session up to `timeline.now`, in the order in which they were raised; open ones included."""
    found = [
        *limit_episodes(protocol, timeline),
        *artefact_episodes(protocol, timeline),
        *overdue_episodes(timeline),
        *silence_episodes(protocol, timeline),
        *symptom_episodes(protocol, timeline),
    ]
    return tuple(sorted(found, key=lambda episode: (episode.raised_at, episode.key)))
