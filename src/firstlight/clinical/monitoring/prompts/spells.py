"""For how long the protocol asks for closer observations: as long as a limit that asks for them is passed."""

from collections.abc import Iterable, Iterator

from firstlight.clinical.monitoring.closer import Spell
from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.protocol.protocol import Protocol


def closer_spells(protocol: Protocol, found: Iterable[Episode]) -> Iterator[Spell]:
    """A spell for each episode that passed such a limit, from when it was raised until it was answered."""
    close = {rule.key for rule in protocol.thresholds if rule.observe_closely}
    for episode in found:
        if close.intersection(episode.rules):
            yield Spell(episode.raised_at, episode.ended_at)
