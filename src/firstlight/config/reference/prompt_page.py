"""The prompts as a page of the manual: for each course of values, which prompts the protocol asks for, and in what words."""

from itertools import groupby
from typing import Any

from firstlight.clinical.figures import figure
from firstlight.clinical.kinds import IN_WORDS, KINDS, LABELS
from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.monitoring.prompts.ladder import ladder
from firstlight.clinical.monitoring.prompts.words import words_of
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.config.reference.prompt_scenarios import Scenario, minutes

HEAD = """# What prompts do

Written from the files in `scenarios/`: change those, then run `python -m firstlight docs`. A test runs every scenario.

A prompt is raised when a value, or a missing one, lies outside the protocol in force. It is raised once for one stretch of
time, belongs to somebody, and asks the next person when nobody acknowledges it. Nothing but a later value, a later line of
the record or a person's reason closes it. Bedside monitor alarms come first.

**This version holds the rules and does not yet raise prompts on any page**: only an overdue set and a silent feed are shown,
as before. They will be off until a clinic switches them on by name.

Minutes count from the start of giving. "Sets as planned" means that every other planned set was taken in time with usual
values.
"""


def page(scenarios: list[Scenario]) -> str:
    """The whole page, in Markdown."""
    groups = [
        line
        for name, group in groupby(scenarios, key=lambda one: one.group)
        for line in ("", f"## {_title(name)}", *(line for one in group for line in _section(one)))
    ]
    return "\n".join([HEAD, "## Who is asked in turn", "", *_ladders(scenarios[0].protocol), *groups, ""])


def _ladders(protocol: Protocol) -> list[str]:
    lines = [
        f"- **{level.capitalize()}**: the owner at once; "
        + "; ".join(f"{_asked(step.ask)} after {step.after_minutes} min" for step in ladder(protocol.prompts, level))
        for level in ("urgent", "amber")
    ]
    repeat = protocol.prompts.repeat_reading_minutes
    return [
        f"By {protocol.title}, version {protocol.version}:",
        "",
        *lines,
        f"- An acknowledgement holds this for {repeat} min, and for as long again after each value that a person records.",
    ]


def _asked(ask: str) -> str:
    return {"nurse": "another nurse on duty", "doctor": "the doctor on duty", "everyone": "everybody on duty"}[ask]


def _section(one: Scenario) -> list[str]:
    course = [*_given(one), *_from_monitor(one), *_other(one)]
    return [
        "",
        f"### {one.name}",
        "",
        one.why,
        "",
        *(f"- {line}" for line in course),
        "",
        *_prompts(one),
    ]


def _given(one: Scenario) -> list[str]:
    planned = ["Sets as planned."] if one.routine_sets else []
    end = [f"Giving ended at minute {figure(one.ended)}."] if one.ended is not None else []
    age = [f"Age {one.age}."] if one.age != 45 else []
    rows = [f"Minute {figure(row['minute'])}, recorded: {_said(row)}" for row in one.own_sets]
    return [*age, *planned, *end, *rows]


def _from_monitor(one: Scenario) -> list[str]:
    single = [f"Minute {figure(row['minute'])}, from the monitor: {_said(row)}" for row in one.monitor]
    steady = [
        f"Minutes {figure(row['from'])} to {figure(row['to'])}, from the monitor every {row['every_seconds']} s: {_said(row)}"
        for row in one.steady
    ]
    return [*single, *steady]


def _other(one: Scenario) -> list[str]:
    known = {symptom.key: symptom.label for symptom in one.protocol.symptoms}
    said = [f"Minute {figure(row['minute'])}, symptom recorded: {known[row['symptom']]}" for row in one.symptoms]
    silent = [
        f"The monitor silent from minute {figure(row['from'])}" + (f" to {figure(row['to'])}" if "to" in row else "")
        for row in one.silent
    ]
    return [*said, *silent, f"Looked at in minute {figure(one.now)}."]


def _said(row: dict[str, Any]) -> str:
    taken = [(kind, row[kind]) for kind in KINDS if kind in row]
    return ", ".join(f"{LABELS[kind]} {value if kind in IN_WORDS else figure(value)}" for kind, value in taken)


def _prompts(one: Scenario) -> list[str]:
    found = one.found()
    if not found:
        return ["**No prompt.**"]
    head = ["| Prompt | Level | Raised | Answered | The protocol asks |", "| --- | --- | --- | --- | --- |"]
    return [*head, *(_row(one.protocol, episode) for episode in found)]


def _row(protocol: Protocol, episode: Episode) -> str:
    words = words_of(protocol, episode)
    ended = "open" if episode.ended_at is None else f"minute {_minute(episode.ended_at)}"
    levels = " then ".join(f"{rise.level}" for rise in episode.rises)
    return f"| {words.heading} | {levels} | minute {_minute(episode.raised_at)} | {ended} | {words.asks} |"


def _minute(at: Any) -> str:
    return f"{minutes(at):.2f}".rstrip("0").rstrip(".")


def _title(name: str) -> str:
    return name.partition("-")[2].replace("-", " ").capitalize()
