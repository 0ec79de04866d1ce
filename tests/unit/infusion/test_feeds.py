"""A feed belongs to a session because a nurse at the bedside said so, and to one session at a time."""

import pytest

from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.claim_readings import claim_readings
from firstlight.apps.infusion.actions.place_monitor import place_monitor
from firstlight.apps.infusion.actions.record_admission import record_admission
from firstlight.apps.infusion.actions.record_not_started import record_not_started
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.actions.set_aside_monitor import set_aside_monitor
from firstlight.apps.infusion.actions.unbind_feed import unbind_feed
from firstlight.apps.infusion.models import Binding, Monitor
from firstlight.apps.infusion.queries import (
    claimable,
    feed_of,
    latest_readings,
    monitors,
    open_bindings,
    session_record,
    set_aside_monitors,
    unbound_monitors,
    unplaced_monitors,
)
from firstlight.apps.people.actions.add_local_identifier import add_local_identifier
from firstlight.apps.refusals import Conflict, Forbidden, IllegalMove, Invalid, NeedsConfirmation
from firstlight.integration.hl7.store import ClinicStore
from tests.unit.infusion import day as days
from tests.unit.infusion.day import COMPARED, SYSTEM, Day, at, standing_at


def _here(day: Day, bay: int = 0, name: str = "Grey") -> int:
    return days.arrived(day, days.booked(day, days.a_patient(day, name), bay=bay), bay=bay)


def _bind(day: Day, session_id: int, monitor: Monitor, minute: float = 5, **more: object) -> int:
    with standing_at(minute):
        return bind_feed(day.nurse, session_id=session_id, monitor_id=monitor.pk, **({"compared": COMPARED} | more))


class TestJoining:
    @pytest.mark.parametrize(
        "compared",
        [
            {},
            {"name": True, "monitor_label": True},
            {"birth_date": True, "nhs_number": True, "monitor_label": True},
            {"name": True, "nhs_number": True},
        ],
    )
    def test_wants_the_person_and_the_monitor_compared_at_the_bedside(
        self, day: Day, compared: dict[str, bool]
    ) -> None:
        with pytest.raises(Invalid):
            _bind(day, _here(day), days.a_monitor(day), compared=compared)
        assert not Binding.objects.exists()

    def test_keeps_what_was_compared_and_by_whom(self, day: Day) -> None:
        session_id = _here(day)
        _bind(day, session_id, days.a_monitor(day))
        binding = session_record(session_id, at(6)).binding
        assert binding is not None
        assert (binding.monitor, binding.bound_by, binding.starts_at) == ("Monitor 3", "Amara Okafor RN", at(5))
        assert binding.confirmed["birth_date"]
        assert not binding.confirmed["nhs_number"]

    def test_a_monitor_that_is_anothers_is_refused_by_name(self, day: Day) -> None:
        monitor = days.a_monitor(day)
        _bind(day, _here(day, bay=1, name="Hollis"), monitor)
        with pytest.raises(Conflict) as refused:
            _bind(day, _here(day), monitor, minute=6)
        assert "HOLLIS in Bay 2, by Amara Okafor RN at 13:05" in refused.value.message

    def test_a_session_has_one_monitor_at_a_time(self, day: Day) -> None:
        session_id = _here(day)
        _bind(day, session_id, days.a_monitor(day))
        with pytest.raises(Conflict) as refused:
            _bind(day, session_id, days.a_monitor(day, "Monitor 4"), minute=6)
        assert "Monitor 3" in refused.value.message

    def test_is_for_somebody_who_is_here(self, day: Day) -> None:
        with pytest.raises(IllegalMove):
            _bind(day, days.booked(day), days.a_monitor(day), minute=1)

    def test_a_monitor_of_another_clinic_is_refused(self, day: Day) -> None:
        with pytest.raises(Conflict):
            _bind(day, _here(day), days.a_monitor(days.a_day("Southgate")))

    def test_one_that_nobody_placed_is_of_this_clinic_from_then_on(self, day: Day) -> None:
        monitor = Monitor.objects.create(identifier="unheard of", first_heard_at=at(0))
        _bind(day, _here(day), monitor)
        monitor.refresh_from_db()
        assert monitor.clinic == day.clinic


class TestWhomTheMonitorSaysItIs:
    def test_another_person_is_asked_about_and_then_kept_with_the_answer(self, day: Day) -> None:
        session_id, monitor = _here(day), days.a_monitor(day)
        days.sends(monitor.identifier, 4, stated="NHS 9991234567", pulse=80.0)
        with pytest.raises(NeedsConfirmation) as asked:
            _bind(day, session_id, monitor)
        assert "NHS 9991234567" in asked.value.questions["stated_patient"]
        _bind(day, session_id, monitor, stated_patient_confirmed=True)
        binding = session_record(session_id, at(6)).binding
        assert binding is not None
        assert binding.confirmed["stated_patient"] == "NHS 9991234567"

    def test_the_same_person_by_nhs_number_is_not_asked_about(self, day: Day) -> None:
        session_id, monitor = _here(day), days.a_monitor(day)
        days.sends(monitor.identifier, 4, stated=f"NHS {days.row(session_id).patient.nhs_number}", pulse=80.0)
        _bind(day, session_id, monitor)

    def test_the_same_person_by_a_local_number_is_not_asked_about(self, day: Day) -> None:
        session_id, monitor = _here(day), days.a_monitor(day)
        add_local_identifier(
            SYSTEM,
            patient_id=days.row(session_id).patient_id,
            clinic_id=day.clinic.pk,
            value="HED12",
        )
        days.sends(monitor.identifier, 4, stated="MR HED12", pulse=80.0)
        _bind(day, session_id, monitor)


class TestParting:
    def test_ends_with_the_session_whichever_way_it_ends(self, day: Day) -> None:
        left, admitted, not_started = (
            days.under_way(day),
            days.under_way(day, days.a_patient(day, "Hollis"), bay=1),
            _here(day, bay=2, name="Kerr"),
        )
        for number, session_id in enumerate((left, admitted, not_started)):
            _bind(day, session_id, days.a_monitor(day, f"Monitor {number}"), minute=35)
        with standing_at(40):
            record_not_started(day.nurse, session_id=not_started, reason="Pressure too high")
            record_stop(day.nurse, session_id=admitted, reason="Chest pain")
            record_admission(day.doctor, session_id=admitted, reason="To the emergency department")
        assert [session for _, session, _, _ in open_bindings()] == [left]
        assert Binding.objects.get(session_id=admitted).ends_at == at(40)

    def test_keeps_what_was_sent_until_then_and_takes_no_more(self, day: Day) -> None:
        session_id, monitor = _here(day), days.a_monitor(day)
        _bind(day, session_id, monitor)
        for minute in (4, 6, 8):
            days.sends(monitor.identifier, minute, pulse=80.0 + minute)
        with standing_at(7):
            unbind_feed(day.nurse, session_id=session_id)
        assert days.pulse_sent(session_id, 0, 60) == [[(at(6), 86.0)]]
        assert feed_of(session_id, at(8)) is None

    def test_twice_is_refused_in_words(self, day: Day) -> None:
        session_id = _here(day)
        _bind(day, session_id, days.a_monitor(day))
        with standing_at(6):
            unbind_feed(day.nurse, session_id=session_id)
            with pytest.raises(Conflict):
                unbind_feed(day.second, session_id=session_id)

    def test_frees_the_monitor_for_the_next_person(self, day: Day) -> None:
        first, second, monitor = _here(day), _here(day, bay=1, name="Hollis"), days.a_monitor(day)
        _bind(day, first, monitor)
        with standing_at(6):
            unbind_feed(day.nurse, session_id=first)
        _bind(day, second, monitor, minute=7)
        days.sends(monitor.identifier, 8, pulse=101.0)
        assert latest_readings(first, at(8)) == ()
        assert [reading.value for reading in latest_readings(second, at(8))] == [101.0]


class TestClaiming:
    def _claim(self, day: Day, session_id: int, monitor: Monitor, start: float, end: float | None = None) -> int:
        with standing_at(30):
            return claim_readings(
                day.nurse,
                session_id=session_id,
                monitor_id=monitor.pk,
                starts_at=at(start),
                ends_at=None if end is None else at(end),
                compared=COMPARED,
            )

    def test_brings_in_what_an_unbound_monitor_sent(self, day: Day) -> None:
        session_id, monitor = _here(day), days.a_monitor(day)
        for minute in (2, 10, 20):
            days.sends(monitor.identifier, minute, pulse=70.0 + minute)
        (heard,) = claimable(monitor.pk, at(0), at(30))
        assert (heard.first_at, heard.last_at, heard.messages) == (at(2), at(20), 3)
        _bind(day, session_id, monitor, minute=15)
        self._claim(day, session_id, monitor, 1)
        assert [value for run in days.pulse_sent(session_id, 0, 30) for _, value in run] == [72.0, 80.0, 90.0]
        assert len(open_bindings()) == 1
        assert claimable(monitor.pk, at(1), at(30)) == ()

    def test_never_takes_what_is_anothers(self, day: Day) -> None:
        first, second, monitor = _here(day), _here(day, bay=1, name="Hollis"), days.a_monitor(day)
        _bind(day, second, monitor, minute=5)
        with standing_at(10):
            unbind_feed(day.nurse, session_id=second)
        for start, end in ((1, 6), (6, 8), (9, 20), (1, 20)):
            with pytest.raises(Conflict) as refused:
                self._claim(day, first, monitor, start, end)
            assert "HOLLIS" in refused.value.message
        self._claim(day, first, monitor, 10, 20)

    @pytest.mark.parametrize(("start", "end"), [(-5, 10), (10, 10), (10, 8), (10, 45)])
    def test_wants_a_time_in_which_the_person_was_here(self, day: Day, start: float, end: float) -> None:
        with pytest.raises(Invalid):
            self._claim(day, _here(day), days.a_monitor(day), start, end)


class TestAMonitorsPlace:
    def test_is_given_by_a_manager_and_never_makes_its_feed_anybodys(self, day: Day) -> None:
        session_id = _here(day)
        message = days.sends("gateway-7", 4, pulse=80.0)
        with standing_at(5):
            place_monitor(
                SYSTEM, monitor_id=message.monitor_id, clinic_id=day.clinic.pk, label="Monitor 7", bay_id=day.bays[0]
            )
        (line,) = monitors(day.clinic.pk, at(5))
        assert (line.name, line.bay_number, line.session_id) == ("Monitor 7", 1, None)
        assert unbound_monitors(day.clinic.pk, at(5)) == (line,)
        assert latest_readings(session_id, at(5)) == ()

    def test_is_not_given_by_a_nurse(self, day: Day) -> None:
        with pytest.raises(Forbidden):
            place_monitor(day.nurse, monitor_id=days.a_monitor(day).pk, clinic_id=day.clinic.pk, label="Mine")

    def test_does_not_change_clinics_while_the_feed_is_joined(self, day: Day) -> None:
        monitor, other = days.a_monitor(day), days.a_day("Southgate")
        _bind(day, _here(day), monitor)
        with pytest.raises(Conflict):
            place_monitor(SYSTEM, monitor_id=monitor.pk, clinic_id=other.clinic.pk, label="Monitor 3")


class TestAMonitorThatIsNotOurs:
    def test_leaves_the_lists_makes_room_and_is_refused_by_the_listener(self, day: Day) -> None:
        message = days.sends("stranger", 1, pulse=80.0)
        with standing_at(2):
            set_aside_monitor(SYSTEM, monitor_id=message.monitor_id, clinic_id=day.clinic.pk)
        assert unplaced_monitors(day.clinic.pk, at(2)) == ()
        assert [line.identifier for line in set_aside_monitors(at(2))] == ["stranger"]
        assert ClinicStore().set_aside() == {"stranger"}
        assert not Monitor.objects.filter(clinic__isnull=True, set_aside_at__isnull=True).exists()

    def test_is_taken_back_by_placing_it(self, day: Day) -> None:
        message = days.sends("stranger", 1, pulse=80.0)
        with standing_at(2):
            set_aside_monitor(SYSTEM, monitor_id=message.monitor_id, clinic_id=day.clinic.pk)
            place_monitor(SYSTEM, monitor_id=message.monitor_id, clinic_id=day.clinic.pk, label="Monitor 7")
        assert ClinicStore().set_aside() == set()
        assert [line.name for line in monitors(day.clinic.pk, at(2))] == ["Monitor 7"]

    def test_takes_the_silent_strangers_with_it_and_no_other(self, day: Day) -> None:
        for name in ("invented 1", "invented 2"):
            days.sends(name, 1, pulse=80.0)
        placed = days.a_monitor(day)
        speaking = days.sends("new on the ward", 5, pulse=70.0)
        chosen = Monitor.objects.get(identifier="invented 1")
        with standing_at(5):
            set_aside_monitor(SYSTEM, monitor_id=chosen.pk, clinic_id=day.clinic.pk, silent_ones=True)
        assert ClinicStore().set_aside() == {"invented 1", "invented 2"}
        left = set(Monitor.objects.filter(set_aside_at__isnull=True).values_list("pk", flat=True))
        assert left == {placed.pk, speaking.monitor_id}

    def test_is_never_one_that_is_placed_and_a_nurse_may_not_say_so(self, day: Day) -> None:
        monitor = days.a_monitor(day)
        with pytest.raises(Conflict):
            set_aside_monitor(SYSTEM, monitor_id=monitor.pk, clinic_id=day.clinic.pk)
        stranger = days.sends("stranger", 1, pulse=80.0).monitor_id
        with pytest.raises(Forbidden):
            set_aside_monitor(day.nurse, monitor_id=stranger, clinic_id=day.clinic.pk)


class TestWhatWasNotUnderstood:
    def test_is_told_of_the_monitor_and_of_the_feed_while_it_is_new(self, day: Day) -> None:
        session_id, monitor = _here(day), days.a_monitor(day)
        _bind(day, session_id, monitor)
        days.sends(monitor.identifier, 5, pulse=80.0, warnings=("unit 'Hz' of SpO2 is not known",))
        (line,) = monitors(day.clinic.pk, at(6))
        assert (line.warnings, line.warned_at) == (("unit 'Hz' of SpO2 is not known",), at(5))
        assert feed_of(session_id, at(6)).warnings == line.warnings  # type: ignore[union-attr]
        (later,) = monitors(day.clinic.pk, at(30))
        assert later.warnings == ()
