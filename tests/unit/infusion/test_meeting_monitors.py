"""A monitor is known from its first word, and a whole ward of them may be switched on at one moment."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firstlight.apps.infusion.actions.set_aside_monitor import set_aside_monitor
from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.infusion.actions.writing import monitors
from firstlight.apps.infusion.models import Monitor, MonitorMessage
from firstlight.clinical.monitoring.reading import FeedMessage, Reading
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at

pytestmark = pytest.mark.django_db


def first_words(names: list[str], minute: float = 0) -> list[FeedMessage]:
    """One message of each."""
    readings = (Reading("pulse", 70.0, "/min", at(minute)),)
    return [FeedMessage(name, "1", b"0" * 16, at(minute), at(minute), readings, False, (), "") for name in names]


def ward(count: int, name: str = "bed") -> list[str]:
    return [f"{name} {number}" for number in range(count)]


def questions(batch: list[FeedMessage]) -> int:
    """How often the database is asked to store this batch, the rows of messages themselves apart."""
    with CaptureQueriesContext(connection) as asked:
        assert store_readings(batch) == [True] * len(batch)
    return len(asked)


@pytest.fixture
def room_for_three(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A table that takes three monitors that nobody has placed."""
    monkeypatch.setattr(monitors, "MOST_UNPLACED", 3)
    return


def test_however_many_are_new_the_database_is_asked_as_often() -> None:
    assert questions(first_words(ward(3))) == questions(first_words(ward(2_500, "another")))


def test_each_gets_one_row_and_its_own_messages() -> None:
    store_readings(first_words(["a", "b", "a"]) + first_words(["b"], minute=1))
    assert list(Monitor.objects.order_by("identifier").values_list("identifier", "clinic")) == [
        ("a", None),
        ("b", None),
    ]
    stored = MonitorMessage.objects.order_by("monitor__identifier").values_list("monitor__identifier", flat=True)
    assert list(stored) == ["a", "b"]


def test_it_was_first_heard_when_its_first_message_came() -> None:
    later = first_words(["a"], minute=2)[0]._replace(control_id="2")
    store_readings([*first_words(["a"], minute=1), later])
    assert Monitor.objects.get().first_heard_at == at(1)


@pytest.mark.parametrize("name", ["O'Hara's", '"quoted"', "back\\slash", "größe", "🫀", "%s", "{}"])
def test_whatever_a_monitor_calls_itself_it_is_found_again(name: str) -> None:
    met = monitors.meet({name: at(0)})
    assert monitors.meet({name: at(1)}) == met == {Monitor.objects.get().identifier: Monitor.objects.get().pk}
    assert list(met) == [name]


def test_one_that_another_listener_met_meanwhile_is_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other's row is committed between our question and our write."""
    find, theirs = monitors._find, []

    def met_meanwhile(names: list[str]) -> dict[str, int]:
        found = find(names)
        if not theirs:
            theirs.append(Monitor.objects.create(identifier="bed 1", first_heard_at=at(0)).pk)
        return found

    monkeypatch.setattr(monitors, "_find", met_meanwhile)
    assert store_readings(first_words(ward(3))) == [True] * 3
    assert Monitor.objects.count() == 3
    assert MonitorMessage.objects.filter(monitor_id=theirs[0]).count() == 1


@pytest.mark.usefixtures("room_for_three")
class TestASenderCannotFillTheTable:
    def test_more_new_ones_than_there_is_room_for_are_refused_and_leave_nothing(self) -> None:
        with pytest.raises(monitors.TooManyMonitors):
            store_readings(first_words(ward(4)))
        assert (Monitor.objects.count(), MonitorMessage.objects.count()) == (0, 0)

    def test_it_is_known_which_ones_there_is_no_room_for(self) -> None:
        store_readings(first_words(ward(2)))
        assert monitors.without_room(["bed 1", "new", "newer", "new"]) == {"newer"}
        store_readings(first_words(["new"]))
        assert monitors.without_room(["bed 1", "new", "newer"]) == {"newer"}

    def test_known_ones_are_heard_when_there_is_no_room_left(self) -> None:
        store_readings(first_words(ward(3)))
        with pytest.raises(monitors.TooManyMonitors):
            store_readings(first_words(["one more"]))
        assert store_readings(first_words(ward(3), minute=1)) == [False] * 3

    def test_placing_one_makes_room(self, day: Day) -> None:
        store_readings(first_words(ward(3)))
        days.a_monitor(day, "bed 0")
        assert store_readings(first_words(["one more"])) == [True]

    def test_saying_that_the_silent_ones_are_not_ours_makes_room(self, day: Day) -> None:
        store_readings(first_words(ward(3)))
        chosen = Monitor.objects.get(identifier="bed 0")
        with days.standing_at(10):
            set_aside_monitor(days.SYSTEM, monitor_id=chosen.pk, clinic_id=day.clinic.pk, silent_ones=True)
        assert store_readings(first_words(["one more"], minute=10)) == [True]
