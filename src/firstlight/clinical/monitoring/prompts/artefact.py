"""A monitor's value that leaves the limits again and again for moments only: more often a loose probe than a person in
trouble. The limits themselves go on counting; this only says where to look first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from firstlight.clinical.monitoring.prompts.episode import Episode, Rise
from firstlight.clinical.monitoring.prompts.limits import outside
from firstlight.clinical.monitoring.prompts.timeline import CONTINUOUS, Seen, Timeline
from firstlight.clinical.protocol.protocol import PromptRules, Protocol, Threshold

RULE = "artefact"


def artefact_episodes(protocol: Protocol, timeline: Timeline) -> Iterator[Episode]:
    """Episodes "artefact:KIND", amber, for each kind that is measured all the time."""
    for kind in sorted(CONTINUOUS):
        rules = [rule for rule in protocol.thresholds if rule.kind == kind]
        seen = sorted((one for one in timeline.seen if one.kind == kind), key=lambda one: (one.at, one.accepted))
        yield from _episodes(kind, seen, list(_excursions(rules, seen, timeline, protocol.prompts)), protocol.prompts)


def _excursions(
    rules: Sequence[Threshold], seen: Sequence[Seen], timeline: Timeline, prompts: PromptRules
) -> Iterator[Seen]:
    """The first value of each run outside that was over before it counted."""
    first: Seen | None = None
    for one in seen:
        base = timeline.baseline.get(one.kind)
        phase = timeline.phase(one.at)
        out = any(rule.holds(phase, timeline.age_years) and outside(rule, one.value, base) for rule in rules)
        if out and not one.accepted:
            first = first or one
        elif first is not None:
            if one.at - first.at <= timedelta(seconds=prompts.steady_seconds):
                yield first
            first = None


def _episodes(kind: str, seen: Sequence[Seen], excursions: Sequence[Seen], prompts: PromptRules) -> Iterator[Episode]:
    window = timedelta(minutes=prompts.spikes_minutes)
    current: Episode | None = None
    for index, one in enumerate(excursions):
        if current is not None:
            answer = _answer(seen, current.latest_at, one.at, window)
            if answer is None:
                current = replace(current, values=((kind, one.value),), latest_at=one.at)
                continue
            yield replace(current, ended_at=answer.at, answered_by_name=answer.accepted)
            current = None
        run = [earlier for earlier in excursions[: index + 1] if one.at - earlier.at <= window]
        if len(run) >= prompts.spikes:
            current = _raised(kind, run)
    if current is not None:
        answer = _answer(seen, current.latest_at, None, window)
        yield current if answer is None else replace(current, ended_at=answer.at, answered_by_name=answer.accepted)


def _raised(kind: str, run: Sequence[Seen]) -> Episode:
    last = run[-1]
    return Episode(
        key=f"{RULE}:{kind}",
        began_at=run[0].at,
        rises=(Rise("amber", last.at, RULE, ((kind, last.value),)),),
        rules=(RULE,),
        values=((kind, last.value),),
        latest_at=last.at,
    )


def _answer(seen: Sequence[Seen], after: datetime, until: datetime | None, window: timedelta) -> Seen | None:
    """What answers it: a value under a name, or one that comes when no excursion was seen for long enough."""
    later = (one for one in seen if one.at > after and (until is None or one.at < until))
    return next((one for one in later if one.accepted or one.at - after >= window), None)
