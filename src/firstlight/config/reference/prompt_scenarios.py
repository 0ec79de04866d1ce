"""The prompts as a specification that a clinician can read: the course of one session, minute by minute, and what is
asked of whom. The files are in docs/clinical-safety/scenarios; a test runs every one of them."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from firstlight.clinical.kinds import IN_WORDS, KINDS, Kind
from firstlight.clinical.monitoring.closer import with_closer_sets
from firstlight.clinical.monitoring.plan import RecordedSet, SetState, planned_sets, set_states
from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.monitoring.prompts.episodes import episodes
from firstlight.clinical.monitoring.prompts.limits import limit_episodes
from firstlight.clinical.monitoring.prompts.scored import Taken, scored
from firstlight.clinical.monitoring.prompts.spells import closer_spells
from firstlight.clinical.monitoring.prompts.timeline import Said, Seen, Silence, Timeline
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import Protocol

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
USUAL = {
    "systolic": 126.0, "diastolic": 78.0, "pulse": 74.0, "spo2": 98.0, "resp_rate": 15.0, "temperature": 36.7,
    "moaas": 5.0, "cadss6": 1.0,
}  # fmt: skip
"""What a set of `routine_sets` holds where the scenario says nothing else."""


class BadScenario(ValueError):
    """A scenario that cannot be read: says which, and what to mend."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One prompt that a scenario asks for. Times are minutes from the start; `ended` None while it is open."""

    key: str
    level: str
    raised: float
    ended: float | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """`now` is the minute at which the record is looked at; `own_sets` are those that the scenario itself gives."""

    name: str
    why: str
    group: str
    protocol: Protocol
    age: int
    now: float
    ended: float | None
    escorted: bool
    routine_sets: bool
    own_sets: tuple[dict[str, Any], ...]
    sets: tuple[dict[str, Any], ...]
    monitor: tuple[dict[str, Any], ...]
    steady: tuple[dict[str, Any], ...]
    symptoms: tuple[dict[str, Any], ...]
    silent: tuple[dict[str, Any], ...]
    expected: tuple[Expected, ...]

    def timeline(self) -> Timeline:
        """The course as the rules take it."""
        now, end = minute(self.now), None if self.ended is None else minute(self.ended)
        bare = Timeline(
            now=now,
            age_years=self.age,
            started_at=START,
            ended_at=end if end is not None and end <= now else None,
            seen=(*(one for one in self._seen() if one.at <= now), *scored(_taken(self.sets))),
            said=tuple(Said(one["symptom"], minute(one["minute"]), number) for number, one in enumerate(self.symptoms)),
            silences=tuple(
                Silence(minute(one["from"]), minute(one["to"]) if "to" in one else None) for one in self.silent
            ),
            baseline=self._baseline(),
        )
        return replace(bare, plan=self._plan(bare))

    def _plan(self, bare: Timeline) -> tuple[SetState, ...]:
        """The plan, with the closer sets that the values themselves ask for."""
        end = None if self.ended is None else minute(self.ended)
        planned = planned_sets(self.protocol, START, end, self.escorted)
        spells = closer_spells(self.protocol, limit_episodes(self.protocol, bare))
        closer = with_closer_sets(self.protocol, planned, spells, START, bare.ended_at, bare.now)
        recorded = [RecordedSet(minute(one["minute"]), _kinds(one)) for one in self.sets]
        return set_states(closer, recorded, bare.now)

    def found(self) -> tuple[Episode, ...]:
        return episodes(self.protocol, self.timeline())

    def _baseline(self) -> dict[str, float]:
        before = [one for one in self.sets if one["minute"] <= 0]
        return {kind: float(value) for one in before for kind, value in one.items() if kind in USUAL}

    def _seen(self) -> Iterator[Seen]:
        for rows, accepted in ((self.sets, True), (self.monitor, False)):
            for one in rows:
                yield from _values(one, minute(one["minute"]), accepted)
        for one in self.steady:
            at = minute(one["from"])
            while at < minute(one["to"]):
                yield from _values(one, at, False)
                at += timedelta(seconds=one["every_seconds"])


def minute(of: float) -> datetime:
    """The moment so many minutes from the start."""
    return START + timedelta(minutes=of)


def minutes(at: datetime) -> float:
    """Minutes from the start, to the second."""
    return round((at - START).total_seconds()) / 60


def load_scenarios(folder: Path) -> list[Scenario]:
    """Every scenario of the folder, in the order of the files. Raises BadScenario with its name."""
    protocols = {code: load.parse(load.packaged_text(code)) for code in load.packaged()}
    return [
        _scenario(one, path.stem, protocols)
        for path in sorted(folder.glob("*.toml"))
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
    ]


def _scenario(raw: dict[str, Any], group: str, protocols: dict[str, Protocol]) -> Scenario:
    try:
        protocol = protocols[raw.get("protocol", "iv-racemic-0.5-40")]
        sets = [*raw.get("sets", ()), *_routine(raw, protocol)]
        return Scenario(
            name=raw["name"],
            why=raw["why"],
            group=group,
            protocol=protocol,
            age=raw.get("age", 45),
            now=raw["now"],
            ended=raw.get("ended"),
            escorted=raw.get("escorted", True),
            routine_sets=raw.get("routine_sets", False),
            own_sets=tuple(sorted(raw.get("sets", ()), key=lambda one: one["minute"])),
            sets=tuple(sorted(sets, key=lambda one: one["minute"])),
            monitor=tuple(raw.get("monitor", ())),
            steady=tuple(raw.get("steady", ())),
            symptoms=tuple(raw.get("symptoms", ())),
            silent=tuple(raw.get("silent", ())),
            expected=tuple(Expected(**one) for one in raw.get("prompts", ())),
        )
    except (KeyError, TypeError) as error:
        raise BadScenario(f"{group}: {raw.get('name', 'a scenario without a name')}: {error}") from error


def _routine(raw: dict[str, Any], protocol: Protocol) -> Iterator[dict[str, Any]]:
    """Every planned set up to now taken when it was due, with usual values, save near one that the scenario gives."""
    if not raw.get("routine_sets"):
        return
    end = None if "ended" not in raw else minute(raw["ended"])
    given = [one["minute"] for one in raw.get("sets", ())]
    for planned in planned_sets(protocol, START, end, raw.get("escorted", True)):
        near = any(abs(planned.minute - at) <= 2 for at in given)
        if planned.minute <= raw["now"] and not near:
            yield {"minute": planned.minute, "consciousness": "A", "oxygen": "air", **USUAL}


def _taken(sets: Sequence[dict[str, Any]]) -> Iterator[Taken]:
    for one in sets:
        figures = {kind: Decimal(str(one[kind])) for kind in one if kind in USUAL}
        yield minute(one["minute"]), {**figures, **{kind: one[kind] for kind in IN_WORDS if kind in one}}


def _kinds(row: dict[str, Any]) -> frozenset[Kind]:
    return frozenset(kind for kind in KINDS if kind in row)


def _values(row: dict[str, Any], at: datetime, accepted: bool) -> Iterator[Seen]:
    for kind, value in row.items():
        if kind in USUAL:
            yield Seen(kind, float(value), at, accepted)
