"""Whatever a clinic does to a session, in whatever order and however often: the table of states holds, the dose is what
the rates make it (rate x minutes / 60 x concentration), and no line is ever lost."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.correct_given import correct_given
from firstlight.apps.infusion.actions.mark_entered_in_error import mark_entered_in_error
from firstlight.apps.infusion.actions.record_rate import record_rate
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.models import Binding, Correction, GivenEntry, Move, ObservationSet
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.states import MOVES, State
from firstlight.apps.refusals import Refusal
from tests.unit.infusion import day as days
from tests.unit.infusion.day import COMPARED, Day, at, standing_at
from tests.unit.infusion.test_states import DO

LINES = (Move, GivenEntry, ObservationSet, Correction, Binding)
THEN_RUNNING = {"start", "resume"}
THEN_STILL = {"pause", "stop", "complete"}


class Afternoon(RuleBasedStateMachine):
    """One session from ready on, beside what a patient onlooker with a watch and a notebook would have written."""

    day: Day
    session_id: int

    def __init__(self) -> None:
        super().__init__()
        self.as_it_was = transaction.savepoint()
        self.minute = 25.0
        self.state = State.READY
        self.rates: list[tuple[float, float]] = []
        self.version = days.row(self.session_id).version
        self.lines = self._count()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.as_it_was)

    def _count(self) -> list[int]:
        return [model.objects.count() for model in LINES]

    def _try(self, do: Any) -> bool:
        """Whether it was done; nothing at all changed where it was refused."""
        before = (days.row(self.session_id).version, self._count())
        words = self._refusal(do)
        after = (days.row(self.session_id).version, self._count())
        if words is None:
            assert after[0] > before[0]
        else:
            assert after == before
            assert words.strip()
        return words is None

    def _refusal(self, do: Any) -> str | None:
        try:
            with standing_at(self.minute):
                do()
        except Refusal as refused:
            return refused.message
        return None

    @initialize(start=st.booleans())
    def begins(self, start: bool) -> None:
        if start:
            self.moves("start")

    @rule(minutes=st.floats(0.05, 15))
    def time_passes(self, minutes: float) -> None:
        self.minute += minutes

    @rule(name=st.sampled_from(sorted(MOVES)))
    def moves(self, name: str) -> None:
        done = self._try(lambda: DO[name](self.day, self.session_id))
        if State(self.state) not in MOVES[name].before:
            assert not done
        elif name == "resume":  # a rate above the prescribed one is asked about again
            assert done == (self._rate_before_the_pause() <= 52.5)
        elif name not in {"make_ready", "start"}:  # these two have gates besides
            assert done
        if done:
            self.state = MOVES[name].after
            self._note(name)

    @rule(minutes=st.floats(0.5, 6))
    def pauses_or_goes_on(self, minutes: float) -> None:
        """What happens most in an afternoon, so that it happens often here too."""
        self.moves("resume" if self.state is State.PAUSED else "pause")
        self.minute += minutes

    def _note(self, name: str) -> None:
        if name == "start":
            self.rates.append((self.minute, 52.5))
        elif name == "resume":
            self.rates.append((self.minute, self._rate_before_the_pause()))
        elif name in THEN_STILL:
            self.rates.append((self.minute, 0))

    def _rate_before_the_pause(self) -> float:
        return next(rate for _, rate in reversed(self.rates) if rate)

    @rule(rate=st.integers(1, 120), sure=st.booleans())
    def rate_changes(self, rate: int, sure: bool) -> None:
        done = self._try(
            lambda: record_rate(
                self.day.nurse, session_id=self.session_id, rate_ml_h=Decimal(rate), faster_confirmed=sure
            )
        )
        assert done == (self.state is State.GIVING and (sure or rate <= 52.5))
        if done:
            self.rates.append((self.minute, rate))

    @rule(pulse=st.integers(-50, 300))
    def pulse_is_taken(self, pulse: int) -> None:
        self._try(lambda: record_set(self.day.nurse, session_id=self.session_id, values={"pulse": str(pulse)}))

    @rule()
    def monitor_is_joined(self) -> None:
        monitor = days.a_monitor(self.day)
        self._try(
            lambda: bind_feed(self.day.nurse, session_id=self.session_id, monitor_id=monitor.pk, compared=COMPARED)
        )

    @rule(data=st.data())
    def a_line_is_marked(self, data: st.DataObject) -> None:
        sets = list(ObservationSet.objects.filter(session_id=self.session_id, effective_at__gt=at(24)))
        if sets:
            chosen = data.draw(st.sampled_from(sorted(one.pk for one in sets)))
            self._try(lambda: mark_entered_in_error(self.day.nurse, entry="set", entry_id=chosen, reason="Wrong bay"))

    @rule(back=st.floats(0.01, 5))
    def the_last_rate_was_earlier(self, back: float) -> None:
        """The newest administration is found to have happened a little before it was written down."""
        newest = GivenEntry.objects.filter(session_id=self.session_id).order_by("-id").first()
        if newest is None or not self.rates:
            return
        was, rate = self.rates[-1]
        earlier = max(was - back, self.rates[-2][0] if len(self.rates) > 1 else 0)
        done = self._try(
            lambda: correct_given(
                self.day.nurse, entry_id=newest.pk, at=at(earlier), reason="Pump's log", faster_confirmed=True
            )
        )
        if done:
            self.rates[-1] = (earlier, rate)

    @invariant()
    def the_state_is_what_the_moves_made_it(self) -> None:
        assert days.row(self.session_id).state == self.state.value
        moves = list(Move.objects.filter(session_id=self.session_id).order_by("id"))
        assert all(one.after == two.before and one.effective_at <= two.effective_at for one, two in pairwise(moves))

    @invariant()
    def the_dose_is_what_the_rates_make_it(self) -> None:
        dose = session_record(self.session_id, at(self.minute)).standing.dose
        assert dose is not None
        notebook = [*self.rates, (self.minute, 0)]
        given = sum(rate * (end - start) / 60 for (start, rate), (end, _) in pairwise(notebook))
        assert float(dose.delivered_mg) == pytest.approx(min(given, 35), abs=0.011)
        assert dose.delivered_mg + dose.undelivered_mg == pytest.approx(Decimal(35), abs=Decimal("0.011"))

    @invariant()
    def nothing_written_is_ever_lost(self) -> None:
        now = self._count()
        assert all(count >= before for count, before in zip(now, self.lines, strict=True))
        self.lines = now

    @invariant()
    def a_feed_goes_to_nobody_who_has_gone(self) -> None:
        joined = Binding.objects.filter(session_id=self.session_id, ends_at__isnull=True).exists()
        assert self.state.in_a_bay or not joined


@pytest.mark.django_db
def test_no_order_of_events_breaks_a_sessions_record() -> None:
    Afternoon.day = days.a_day()
    Afternoon.session_id = days.ready(
        Afternoon.day, days.checked(Afternoon.day, days.arrived(Afternoon.day, days.booked(Afternoon.day)))
    )
    run_state_machine_as_test(Afternoon, settings=settings(max_examples=15, stateful_step_count=20, deadline=None))
