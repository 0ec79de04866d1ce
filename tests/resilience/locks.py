"""Who waits for whom on PostgreSQL, where several write at once. One action is held just before its audit entry, with all its
locks; another is started, and the first goes on when the second is done or waits. Run as a process by test_locks; says what
came of each pair as JSON."""

import json
import threading
import time
from collections.abc import Callable
from contextvars import copy_context

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from firstlight.apps.audit import chain  # noqa: E402
from firstlight.apps.infusion.actions.bind_feed import bind_feed  # noqa: E402
from firstlight.apps.infusion.actions.book_session import book_session  # noqa: E402
from firstlight.apps.infusion.actions.record_arrival import record_arrival  # noqa: E402
from firstlight.apps.infusion.actions.writing.versions import touch_waiting  # noqa: E402
from firstlight.apps.infusion.locking import locked_session  # noqa: E402
from firstlight.apps.infusion.models import Session  # noqa: E402
from firstlight.apps.people.actions.merge_patients import merge_patients  # noqa: E402
from firstlight.apps.people.actions.transfer_patient import transfer_patient  # noqa: E402
from firstlight.apps.refusals import Refusal  # noqa: E402
from tests.unit.infusion import day as days  # noqa: E402
from tests.unit.infusion.day import CODE, COMPARED, SYSTEM, Day, at, standing_at  # noqa: E402
from tests.unit.people import given  # noqa: E402

Doing = Callable[[], object]
LONG = 30.0  # seconds after which nothing comes any more
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


class Someone(threading.Thread):
    """Does one thing on a connection of their own; `came` is "done", or the kind of what stopped them."""

    def __init__(self, doing: Doing) -> None:
        super().__init__()
        self._doing, self._context = doing, copy_context()
        self.came = "nothing"
        self.start()

    def run(self) -> None:
        try:
            self._context.run(self._doing)
            self.came = "done"
        except Refusal as refused:
            self.came = type(refused).__name__
        except Exception as fault:
            self.came = f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()


def is_waiting(someone: Someone) -> bool:
    """Whether they came to a lock; False when they are done without one."""
    until = time.monotonic() + LONG
    while someone.is_alive() and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return True
        time.sleep(0.01)
    return False


def overtaken(first: Doing, second: Doing) -> dict[str, object]:
    """What came of both, and whether the second had to wait for the first, which had done all but its audit entry."""
    there, go_on = threading.Event(), threading.Event()
    append, holding = chain.append, []

    def held(draft: chain.Draft) -> object:
        if threading.current_thread() in holding:
            there.set()
            go_on.wait(LONG)
        return append(draft)

    def hold() -> None:
        holding.append(threading.current_thread())
        first()

    chain.append = held  # type: ignore[assignment]
    try:
        one = Someone(hold)
        while one.is_alive() and not there.wait(0.01):
            pass
        two = Someone(second)
        waited = is_waiting(two)
        go_on.set()
        one.join(LONG)
        two.join(LONG)
    finally:
        chain.append = append
    return {"came": [one.came, two.came], "second_waited": waited}


def join_and_message(day: Day) -> dict[str, object]:
    """A nurse is joining a monitor, which goes on sending."""
    session_id, monitor = days.arrived(day, days.booked(day)), days.a_monitor(day)
    days.sends(monitor.identifier, 1, pulse=70)
    with standing_at(5):
        return overtaken(
            lambda: bind_feed(day.nurse, session_id=session_id, monitor_id=monitor.pk, compared=COMPARED),
            lambda: days.sends(monitor.identifier, 2, pulse=71),
        )


def two_orders(day: Day) -> dict[str, object]:
    """One person takes two sessions, the earlier first; another, whom the rota concerns, all of the clinic's. The rows lie
    in the table in the order in which they were last written, which is the other way round."""
    ids = [days.booked(day, minute=30 + number, bay=None) for number in range(6)]
    for pk in reversed(ids):
        Session.objects.filter(pk=pk).update(planned_day=at(24 * 60).date())

    def rota() -> None:
        with transaction.atomic():
            touch_waiting(day.clinic.pk)

    def two_of_them() -> None:
        with transaction.atomic():
            locked_session(ids[0])
            others.append(Someone(rota))
            is_waiting(others[0])
            locked_session(ids[-1])

    others: list[Someone] = []
    one = Someone(two_of_them)
    one.join(LONG)
    others[0].join(LONG)
    return {"came": [one.came, others[0].came]}


def _arrive(day: Day, session_id: int) -> Doing:
    taken = Session.objects.filter(arrived_at__isnull=False).values("bay_id")
    bay = next(bay for bay in day.bays if not taken.filter(bay_id=bay))
    return lambda: record_arrival(day.nurse, session_id=session_id, bay_id=bay)


def _book(day: Day, patient_id: int) -> Doing:
    when = {"protocol_code": CODE, "planned_start": at(60)}
    return lambda: book_session(SYSTEM, patient_id=patient_id, clinic_id=day.clinic.pk, **when)


def _merge(day: Day, merged_id: int, survivor_id: int) -> Doing:
    of = {"merged_id": merged_id, "survivor_id": survivor_id, "clinic_id": day.clinic.pk}
    return lambda: merge_patients(SYSTEM, reason="the same person twice", **of)


def _transfer(day: Day, patient_id: int, to: int) -> Doing:
    there = {"patient_id": patient_id, "clinic_id": day.clinic.pk, "to_clinic_id": to}
    return lambda: transfer_patient(SYSTEM, reason="moved to another town", **there)


def merge_while_arriving(day: Day) -> dict[str, object]:
    """Somebody is being shown to a bay while two records are merged, of which one is theirs."""
    person, twin = days.a_patient(day), days.a_patient(day)
    session_id = days.booked(day, person, bay=None)
    with standing_at(5):
        return overtaken(_arrive(day, session_id), _merge(day, twin.pk, person.pk))


def transfer_while_arriving(day: Day) -> dict[str, object]:
    """The same, while they are handed over to another clinic."""
    person, there = days.a_patient(day), given.a_clinic("Southgate")
    session_id = days.booked(day, person, bay=None)
    with standing_at(5):
        return overtaken(_arrive(day, session_id), _transfer(day, person.pk, there.pk))


def booking_while_merging(day: Day) -> dict[str, object]:
    """A session is booked under the record that is being merged away: whose is it then?"""
    merged, survivor = days.a_patient(day), days.a_patient(day)
    with standing_at(5):
        found = overtaken(_merge(day, merged.pk, survivor.pk), _book(day, merged.pk))
    return found | {"booked_for_survivor": Session.objects.filter(patient=survivor).exists()}


def transfer_while_booking(day: Day) -> dict[str, object]:
    """A session is being booked here while the person is handed over."""
    person, there = days.a_patient(day), given.a_clinic("Westgate")
    with standing_at(5):
        return overtaken(_book(day, person.pk), _transfer(day, person.pk, there.pk))


if __name__ == "__main__":
    northgate = days.a_day()
    contests = (
        join_and_message,
        two_orders,
        merge_while_arriving,
        transfer_while_arriving,
        booking_while_merging,
        transfer_while_booking,
    )
    print(json.dumps({contest.__name__: contest(northgate) for contest in contests}))
