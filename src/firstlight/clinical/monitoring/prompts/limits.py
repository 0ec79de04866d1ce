"""Values outside the limits of the protocol, gathered into episodes: what belongs together clinically is one episode,
so that a pressure of 186/112 is raised once and not as four limits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter, eq, ge, gt, le, lt

from firstlight.clinical.monitoring.prompts.episode import Episode, Rise, Values
from firstlight.clinical.monitoring.prompts.timeline import CONTINUOUS, Seen, Timeline
from firstlight.clinical.protocol.protocol import PromptRules, Protocol, Threshold

TOPICS: dict[str, tuple[str, ...]] = {
    "pressure": ("systolic", "diastolic"),
    "pulse": ("pulse",),
    "oxygen": ("spo2",),
    "breathing": ("resp_rate",),
    "temperature": ("temperature",),
    "sedation": ("moaas",),
    "dissociation": ("cadss6",),
    "news2": ("news2", "news2_single"),
}
COMPARED = {">": gt, ">=": ge, "<": lt, "<=": le, "=": eq}
RANK = {"amber": 1, "urgent": 2}


def limit_episodes(protocol: Protocol, timeline: Timeline) -> Iterator[Episode]:
    """Every episode of every topic, oldest first within a topic."""
    for topic, kinds in TOPICS.items():
        rules = [rule for rule in protocol.thresholds if rule.kind in kinds]
        seen = [one for one in timeline.seen if one.kind in kinds]
        yield from _Topic(topic, rules, timeline, protocol.prompts).episodes(seen)


def outside(rule: Threshold, value: float, baseline: float | None) -> bool:
    """Whether one value lies outside one limit. A rise cannot be told without a value from before the start."""
    if rule.measure == "rise":
        return baseline is not None and bool(COMPARED[rule.compare](value - baseline, float(rule.value)))
    return bool(COMPARED[rule.compare](value, float(rule.value)))


def must_last(rule: Threshold, rules: PromptRules) -> timedelta:
    """How long a monitor's value must stay outside before the limit counts as passed."""
    steady = timedelta(seconds=rules.steady_seconds if rule.kind in CONTINUOUS else 0)
    return max(timedelta(minutes=rule.for_minutes), steady)


@dataclass
class _Topic:
    """One topic walked from its first value to its last."""

    key: str
    rules: Sequence[Threshold]
    timeline: Timeline
    prompts: PromptRules
    outside_since: dict[str, datetime] = field(default_factory=dict)
    holding: dict[str, Threshold] = field(default_factory=dict)
    inside_since: datetime | None = None
    current: Episode | None = None

    def episodes(self, seen: Iterable[Seen]) -> Iterator[Episode]:
        in_order = sorted(seen, key=attrgetter("at", "accepted", "kind", "value"))
        for at, together in groupby(in_order, key=attrgetter("at")):
            moment = list(together)
            self._judge(moment)
            if self.holding:
                self.current = self._gone_on(at, moment)
            elif self.current and self._is_back_inside(at, moment):
                yield self._answered(at, moment)
        if self.current:
            yield self.current

    def _judge(self, moment: Sequence[Seen]) -> None:
        """Which rules hold once these values are known. A value of another kind changes nothing for a rule."""
        for one in moment:
            for rule in self.rules:
                if rule.kind == one.kind:
                    self._judge_rule(rule, one)

    def _judge_rule(self, rule: Threshold, one: Seen) -> None:
        applies = rule.holds(self.timeline.phase(one.at), self.timeline.age_years)
        if not (applies and outside(rule, one.value, self.timeline.baseline.get(one.kind))):
            self.outside_since.pop(rule.key, None)
            self.holding.pop(rule.key, None)
            return
        since = self.outside_since.setdefault(rule.key, one.at)
        seen_by_a_nurse = one.accepted and one.kind in CONTINUOUS
        if seen_by_a_nurse or one.at - since >= must_last(rule, self.prompts):
            self.holding[rule.key] = rule

    def _gone_on(self, at: datetime, moment: Sequence[Seen]) -> Episode:
        self.inside_since = None
        before = self.current
        known = before.rules if before else ()
        values = tuple((one.kind, one.value) for one in moment)
        return Episode(
            key=self.key,
            began_at=before.began_at if before else min(self.outside_since[key] for key in self.holding),
            rises=self._rises(before.rises if before else (), at, values),
            rules=(*known, *(key for key in self.holding if key not in known)),
            values=values,
            latest_at=at,
            named_at=at if any(one.accepted for one in moment) else before.named_at if before else None,
        )

    def _rises(self, before: tuple[Rise, ...], at: datetime, values: Values) -> tuple[Rise, ...]:
        worst = max(self.holding.values(), key=lambda rule: RANK[rule.level])
        higher = not before or RANK[worst.level] > RANK[before[-1].level]
        return (*before, Rise(worst.level, at, worst.key, values)) if higher else before

    def _is_back_inside(self, at: datetime, moment: Sequence[Seen]) -> bool:
        """At once for what is measured now and then; after a while for what is measured all the time."""
        self.inside_since = self.inside_since or at
        settled = at - self.inside_since >= timedelta(minutes=self.prompts.settle_minutes)
        return settled or moment[0].kind not in CONTINUOUS or any(one.accepted for one in moment)

    def _answered(self, at: datetime, moment: Sequence[Seen]) -> Episode:
        assert self.current is not None
        over = replace(self.current, ended_at=at, answered_by_name=any(one.accepted for one in moment))
        self.current, self.inside_since = None, None
        return over
