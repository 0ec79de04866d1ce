"""What a version of a protocol asks for in the sample session, line by line, and what another version would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.clinical.discharge.leaving import assess_leaving
from firstlight.clinical.dosing.devices import device_plan
from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.figures import figure
from firstlight.clinical.kinds import LABELS
from firstlight.clinical.monitoring.closer import with_closer_sets
from firstlight.clinical.monitoring.plan import planned_sets
from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.monitoring.prompts.episodes import episodes
from firstlight.clinical.monitoring.prompts.scored import scored
from firstlight.clinical.monitoring.prompts.spells import closer_spells
from firstlight.clinical.monitoring.prompts.timeline import Seen, Timeline
from firstlight.clinical.protocol.gate_state import GateState
from firstlight.clinical.protocol.gates import assess_start
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.sample_course import (
    AGE_YEARS,
    LEAVING_MINUTE,
    START,
    WEIGHT_KG,
    sample_course,
    sample_leaving,
    sample_start,
)

MINUTE = timedelta(minutes=1)
DOSE, BEFORE, OBSERVED, PASSED = (
    "Dose",
    "Checks before the start",
    "Observations asked for",
    "Limits passed, as prompts",
)
LEAVING = f"Checks before leaving, minute {LEAVING_MINUTE}"
STANDS = {True: "met", False: "not met", None: "to do"}


@dataclass(frozen=True)
class SampleLine:
    """One thing that the protocol asks for. `key` names it within its part, so that two versions can be compared."""

    part: str
    key: str
    words: str


@dataclass(frozen=True)
class SampleChange:
    """`before` or `after` is None where only one of the versions asks for it."""

    part: str
    before: str | None
    after: str | None


def sample_session(protocol: Protocol) -> tuple[SampleLine, ...]:
    """Every line for the sample session, part by part, in time order within a part."""
    found = episodes(protocol, _timeline(protocol))
    return (
        *_dose(protocol),
        *_gates(BEFORE, assess_start(protocol, sample_start(protocol))),
        *_observed(protocol, found),
        *_passed(protocol, found),
        *_gates(LEAVING, assess_leaving(protocol, sample_leaving(protocol))),
    )


def sample_changes(before: Protocol, after: Protocol) -> tuple[SampleChange, ...]:
    """What the sample session would be asked otherwise under `after`, in the order of `after`."""
    old = {(line.part, line.key): line.words for line in sample_session(before)}
    new = {(line.part, line.key): line.words for line in sample_session(after)}
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(SampleChange(key[0], old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))


def _dose(protocol: Protocol) -> Iterator[SampleLine]:
    counted = protocol.given_by == "spray"
    plan = device_plan(protocol, AGE_YEARS) if counted else dose_plan(protocol, WEIGHT_KG)
    yield SampleLine(DOSE, "dose", f"{figure(plan.dose_mg)} mg over {plan.minutes} min")
    for number, step in enumerate(plan.steps):
        yield SampleLine(DOSE, f"step {number}", step)


def _gates(part: str, states: tuple[GateState, ...]) -> Iterator[SampleLine]:
    for state in states:
        yield SampleLine(part, state.key, f"{state.label}, {STANDS[state.met]}: {state.reason}")


def _observed(protocol: Protocol, found: tuple[Episode, ...]) -> Iterator[SampleLine]:
    """The plan with the sets that closer observation puts in."""
    planned = planned_sets(protocol, START, None, escorted=True)
    last = sample_course()[-1].at
    for one in with_closer_sets(protocol, planned, closer_spells(protocol, found), START, _end(protocol), last):
        kinds = ", ".join(LABELS[kind] for kind in one.kinds)
        yield SampleLine(OBSERVED, f"{one.minute} {one.phase}", f"Minute {one.minute}: {kinds}")


def _passed(protocol: Protocol, found: tuple[Episode, ...]) -> Iterator[SampleLine]:
    """Each level that an episode reached: when, by which limit, and what the protocol asks for."""
    limits = {rule.key: rule for rule in protocol.thresholds}
    for episode in found:
        for rise in episode.rises:
            minute, rule = (rise.at - START) // MINUTE, limits[rise.rule]
            words = f"Minute {minute}: {rise.level}, {rule.label}. {rule.action}"
            yield SampleLine(PASSED, f"{minute} {episode.topic} {rise.level}", words)


def _timeline(protocol: Protocol) -> Timeline:
    """The values of the course as a nurse would record them; its sets are all in time, and its feed never stops."""
    course = sample_course()
    taken = [Seen(kind, float(value), one.at, True) for one in course for kind, value in one.figures()]
    return Timeline(
        now=course[-1].at,
        age_years=AGE_YEARS,
        started_at=START,
        ended_at=_end(protocol),
        seen=[*taken, *scored((one.at, {str(kind): value for kind, value in one.values.items()}) for one in course)],
        baseline={kind: float(value) for one in course if one.minute < 0 for kind, value in one.figures()},
    )


def _end(protocol: Protocol) -> datetime:
    return START + protocol.minutes * MINUTE
