"""One visit from arriving to leaving, step by step, as the people of the clinic record it."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from firstlight.apps.infusion.actions.answer_gate import answer_gate
from firstlight.apps.infusion.actions.begin_checks import begin_checks
from firstlight.apps.infusion.actions.begin_recovery import begin_recovery
from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.actions.prepare_leaving import prepare_leaving
from firstlight.apps.infusion.actions.record_arrival import record_arrival
from firstlight.apps.infusion.actions.record_not_started import record_not_started
from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.actions.sign_leaving import sign_leaving
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.medicines.actions.check_prescription import check_prescription
from firstlight.apps.medicines.actions.write_prescription import write_prescription
from firstlight.clinical.monitoring.plan import PlannedSet, planned_sets
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.scales import padss
from firstlight.demo import people
from firstlight.demo.feeds import Feeds, monitor_at
from firstlight.demo.opening import Opened
from firstlight.demo.playing import Step, Story
from firstlight.demo.taking import take_set
from firstlight.demo.visits import Visit

COMPARED = {"name": True, "birth_date": True, "nhs_number": False, "monitor_label": True}
BEFORE_LEAVING: dict[str, dict[str, object]] = {
    "walking": {"answer": True},
    "fluid": {"answer": True},
    "cannula_out": {"answer": True},
    "padss": {item.key: 2 for item in padss.items()},
    "suicidal_intent": {"answer": False},
    "no_driving": {"answer": True},
    "crisis_card": {"answer": True},
}
PRESSURE = ("systolic", "diastolic", "pulse")
LATEST = 1.3  # minutes after a set is due


@cache
def protocol() -> Protocol:
    """The one that both clinics go by."""
    return load.parse(load.packaged_text(load.packaged()[0]))


class Attending:
    """Those who look after one visit, and what they record of it."""

    def __init__(self, opened: Opened, feeds: Feeds, visit: Visit, session: int) -> None:
        self.opened, self.feeds, self.visit, self.session = opened, feeds, visit, session
        clinic = people.clinics()[visit.invented.clinic]
        self.nurse, self.prescriber = opened.actors[visit.nurse], opened.actors[clinic["prescriber"]]
        self.checkers = [opened.actors[key] for key in clinic["checks"]]
        self.second = next(opened.staff[key] for key in clinic["duty"] if key != visit.nurse)

    def story(self) -> Story:
        """Whatever becomes of it."""
        if self.visit.not_started and not self.visit.came:
            yield self._does(20, record_not_started, reason=self.visit.not_started)
            return
        yield from self._arrives()
        if self.visit.not_started:
            yield self._does(-8, answer_gate, gate="alcohol_sedatives", answer={"answer": "alcohol"})
            yield self._does(-5, record_not_started, reason=self.visit.not_started)
            return
        yield from self._is_prescribed_for()
        yield from self._is_checked()
        in_order = sorted([*self._is_given(), *self._is_observed()], key=lambda step: step.at)
        for step in in_order:  # noqa: UP028  # a list could not be told what each step made
            yield step
        yield from self._leaves()

    def _arrives(self) -> Story:
        visit = self.visit
        yield self._does(-23, record_arrival, bay_id=self.opened.bays[visit.invented.clinic][visit.bay - 1])
        yield self._does(-22, begin_checks)
        if visit.live:
            monitor = self.feeds.ids[monitor_at(visit.invented.clinic, visit.bay)]
            yield self._does(-21, bind_feed, monitor_id=monitor, compared=COMPARED)
        first = next(planned for planned in self._plan() if planned.phase == "before")
        yield self._takes(-19, (*first.kinds, "weight"), None)

    def _is_prescribed_for(self) -> Story:
        told = {"session_id": self.session, "weight_kg": self.visit.weight_kg}
        prescription = yield Step(self.visit.at(-16), self.prescriber, write_prescription, told)
        for minute, checker in zip((-14.5, -13), self.checkers, strict=True):
            yield Step(self.visit.at(minute), checker, check_prescription, {"prescription_id": prescription})

    def _is_checked(self) -> Story:
        for number, (gate, answer) in enumerate(self._answers().items()):
            yield self._does(-8 + number / 2, answer_gate, gate=gate, answer=answer)
        yield self._does(-3, make_ready)

    def _answers(self) -> dict[str, dict[str, object]]:
        invented, day = self.visit.invented, self.visit.start.date()
        tested = {"relevant": True, "result": "negative", "tested_on": day.isoformat()}
        return {
            "two_identifiers": {"identifiers": ["name", "date of birth"]},
            "escort": {"name": invented.kin, "phone": invented.kin_phone} if invented.kin else {"unescorted": True},
            "food": {"answer": "light"},
            "alcohol_sedatives": {"answer": "none"},
            "pregnancy": tested if invented.pregnancy_is_asked_about(day) else {"relevant": False},
        }

    def _is_given(self) -> Iterator[Step]:
        """As at the pump: each at its own moment, whenever it was written down."""
        visit = self.visit
        yield self._does(0, start_infusion, checked_by_id=self.second, at=visit.start)
        if visit.pause:
            minute, minutes, reason = visit.pause
            yield self._does(minute, record_pause, reason=reason, at=visit.at(minute))
            yield self._does(minute + minutes, record_resume, at=visit.at(minute + minutes))
        end = (visit.end - visit.start) / timedelta(minutes=1)
        if visit.stop is None:
            yield self._does(end, complete_infusion, at=visit.end)
        else:
            yield self._does(end, record_stop, reason=visit.stop[1], at=visit.end)
            yield self._does(end + 1, begin_recovery)

    def _is_observed(self) -> Iterator[Step]:
        chance = random.Random(f"{self.visit.invented.index}/{self.visit.start:%d%H}")
        for planned in self._plan():
            late = timedelta(minutes=chance.uniform(0.2, LATEST))
            if planned.phase != "before" and planned.minute not in self.visit.missed:
                minute = (planned.due_at + late - self.visit.start) / timedelta(minutes=1)
                yield self._takes(minute, planned.kinds, planned.minute)
        for minute in self.visit.again:
            yield self._takes(minute, PRESSURE, None)

    def _leaves(self) -> Story:
        last = (self._plan()[-1].due_at - self.visit.start) / timedelta(minutes=1) + LATEST
        yield self._does(last + 0.5, prepare_leaving)
        answers = BEFORE_LEAVING | {"next_appointment": {"on": self.visit.next_day.isoformat()}}
        for number, (gate, answer) in enumerate(answers.items(), 1):
            yield self._does(last + number / 2, answer_gate, gate=gate, answer=answer)
        yield self._does(last + 5, sign_leaving)

    def _plan(self) -> tuple[PlannedSet, ...]:
        return planned_sets(protocol(), self.visit.start, self.visit.end, bool(self.visit.invented.kin))

    def _takes(self, minute: float, kinds: tuple[str, ...], planned: int | None) -> Step:
        return self._does(minute, take_set, visit=self.visit, feeds=self.feeds, kinds=kinds, planned=planned)

    def _does(self, minute: float, do: Callable[..., int], **inputs: Any) -> Step:
        """The nurse's step at a minute of the visit."""
        return Step(self.visit.at(minute), self.nurse, do, {"session_id": self.session} | inputs)
