"""Everybody's day, played in the order of time through the actions that people use. Each story goes on when its next step
is due, and nobody is in two places at once: who is busy comes a little later."""

from collections.abc import Callable, Generator, Iterable
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

from firstlight.apps import clock
from firstlight.apps.actor import Actor

BUSY = timedelta(seconds=20)  # what anybody does takes at least this long


class Step(NamedTuple):
    """What one person does at one moment: an action, and what it is told besides who does it."""

    at: datetime
    who: Actor
    do: Callable[..., int]
    inputs: dict[str, Any]


Story = Generator[Step, int, None]
"""One person's steps, each known once the one before was done; it is told what each made."""


def play(stories: Iterable[Story], until: datetime) -> None:
    """Every step that is due by then."""
    queue = [(step.at, number, step, story) for number, story in enumerate(stories) if (step := next(story, None))]
    heapify(queue)
    free: dict[int | None, datetime] = {}
    while queue and queue[0][0] <= until:
        at, number, step, story = heappop(queue)
        if (then := free.get(step.who.staff_id, at)) > at:
            heappush(queue, (then, number, step, story))
            continue
        free[step.who.staff_id] = at + BUSY
        if following := _done(step, at, story):
            heappush(queue, (max(following.at, at), number, following, story))


def _done(step: Step, at: datetime, story: Story) -> Step | None:
    """Do it; what the story has next."""
    with clock.at(at):
        made = step.do(step.who, **step.inputs)
    try:
        return story.send(made)
    except StopIteration:
        return None
