"""Two members of staff at once, each on a connection of their own, with nothing between them but the database. Run as a
process by test_two_nurses; says what came of each pair as JSON, a line for each contest."""

import json
import threading
from collections.abc import Callable
from contextvars import copy_context
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402

from firstlight.apps.infusion.actions.bind_feed import bind_feed  # noqa: E402
from firstlight.apps.infusion.actions.book_session import book_session  # noqa: E402
from firstlight.apps.infusion.actions.cancel_session import cancel_session  # noqa: E402
from firstlight.apps.infusion.actions.record_arrival import record_arrival  # noqa: E402
from firstlight.apps.infusion.actions.record_pause import record_pause  # noqa: E402
from firstlight.apps.infusion.actions.record_set import record_set  # noqa: E402
from firstlight.apps.infusion.actions.record_stop import record_stop  # noqa: E402
from firstlight.apps.infusion.actions.start_infusion import start_infusion  # noqa: E402
from firstlight.apps.infusion.models import Binding, GivenEntry, ObservationSet, Session  # noqa: E402
from firstlight.apps.medicines.actions.check_prescription import check_prescription  # noqa: E402
from firstlight.apps.medicines.actions.write_prescription import write_prescription  # noqa: E402
from firstlight.apps.medicines.models import Prescription, PrescriptionCheck  # noqa: E402
from firstlight.apps.refusals import Refusal  # noqa: E402
from tests.unit.infusion import day as days  # noqa: E402
from tests.unit.infusion.day import COMPARED, Day, standing_at  # noqa: E402

Doing = Callable[[], int]


def both(minute: float, *doings: Doing) -> list[str]:
    """All at the same moment; what came of each, "done" or the refusal's kind, in order of their names."""
    line, outcomes = threading.Barrier(len(doings)), ["" for _ in doings]

    def run(place: int, doing: Doing) -> None:
        line.wait()
        try:
            doing()
            outcomes[place] = "done"
        except Refusal as refused:
            outcomes[place] = type(refused).__name__
        finally:
            connection.close()

    with standing_at(minute):
        threads = [threading.Thread(target=copy_context().run, args=(run, n, one)) for n, one in enumerate(doings)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(outcomes)


def start(day: Day) -> dict[str, object]:
    """Both press start."""
    session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day))))
    came = both(
        30,
        lambda: start_infusion(day.nurse, session_id=session_id, checked_by_id=day.second.staff_id),
        lambda: start_infusion(day.second, session_id=session_id, checked_by_id=day.nurse.staff_id),
    )
    return {"came": came, "rows": GivenEntry.objects.filter(session_id=session_id).count()}


def one_press(day: Day) -> dict[str, object]:
    """One nurse's button, sent twice by a nervous browser."""
    session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day, bay=1), bay=1)))
    press = {"key": "twice", "session_id": session_id, "checked_by_id": day.second.staff_id}
    came = both(30, *[lambda: start_infusion(day.nurse, **press)] * 2)
    return {"came": came, "rows": GivenEntry.objects.filter(session_id=session_id).count()}


def bay(day: Day) -> dict[str, object]:
    """Two people shown to one chair."""
    first, second = days.booked(day, bay=None), days.booked(day, bay=None)
    came = both(
        5,
        lambda: record_arrival(day.nurse, session_id=first, bay_id=day.bays[2]),
        lambda: record_arrival(day.second, session_id=second, bay_id=day.bays[2]),
    )
    return {"came": came, "rows": Session.objects.filter(bay_id=day.bays[2], state="arrived").count()}


def one_session(day: Day) -> dict[str, object]:
    """A set by each and a pause by one, all on one session: neither set is lost."""
    session_id = Session.objects.get(state="giving", bay_id=day.bays[0]).pk
    before = ObservationSet.objects.filter(session_id=session_id).count()
    came = both(
        40,
        lambda: record_set(day.nurse, session_id=session_id, values={"pulse": "88"}),
        lambda: record_set(day.second, session_id=session_id, values={"pulse": "90"}),
        lambda: record_pause(day.second, session_id=session_id),
    )
    after = ObservationSet.objects.filter(session_id=session_id).count()
    return {"came": came, "rows": after - before}


def pause_and_stop(day: Day) -> dict[str, object]:
    """One records a pause while the other records a stop: a stop may follow a pause, never the other way."""
    session_id = Session.objects.get(state="giving", bay_id=day.bays[1]).pk
    came = both(
        41,
        lambda: record_pause(day.nurse, session_id=session_id),
        lambda: record_stop(day.second, session_id=session_id, reason="Distressed"),
    )
    return {"came": came, "rows": days.row(session_id).state}


def monitor(day: Day) -> dict[str, object]:
    """One monitor joined to two people."""
    heard = days.a_monitor(day)
    sessions = [Session.objects.get(bay_id=day.bays[n], state__in=("paused", "stopped")).pk for n in (0, 1)]
    came = both(
        50,
        *[lambda pk=pk: bind_feed(day.nurse, session_id=pk, monitor_id=heard.pk, compared=COMPARED) for pk in sessions],
    )
    return {"came": came, "rows": Binding.objects.filter(ends_at__isnull=True).count()}


def prescription(day: Day) -> dict[str, object]:
    """Two prescriptions at once: one stands. Then both checks by one person: one counts."""
    session_id = days.booked(day, bay=None)
    write = lambda: write_prescription(day.doctor, session_id=session_id, weight_kg=days.Decimal(70))  # noqa: E731
    came = both(6, write, write)
    standing = Prescription.objects.get(session_id=session_id, replaced_by__isnull=True)
    came += both(7, *[lambda: check_prescription(day.second, prescription_id=standing.pk)] * 2)
    return {"came": came, "rows": PrescriptionCheck.objects.filter(prescription=standing).count()}


def booking(day: Day) -> dict[str, object]:
    """Two clerks give one chair to two people at one time, then one person two times on one day, then both cancel that."""
    tomorrow, one, other = days.at(24 * 60), days.a_patient(day), days.a_patient(day)

    def book(patient_id: int, bay_id: int | None, hour: int) -> Doing:
        words = {"clinic_id": day.clinic.pk, "protocol_code": days.CODE, "patient_id": patient_id, "bay_id": bay_id}
        return lambda: book_session(day.nurse, planned_start=tomorrow + timedelta(hours=hour), **words)

    came = both(8, book(one.pk, day.bays[0], 0), book(other.pk, day.bays[0], 1))
    third = days.a_patient(day)
    came += both(9, book(third.pk, None, 0), book(third.pk, None, 3))
    booked = Session.objects.get(patient=third).pk
    came += both(
        10,
        lambda: cancel_session(day.nurse, session_id=booked, reason="Telephoned"),
        lambda: cancel_session(day.second, session_id=booked, reason="Telephoned too"),
    )
    return {"came": came, "rows": Session.objects.filter(planned_day=days.at(24 * 60).date()).count()}


if __name__ == "__main__":
    northgate = days.a_day()
    contests = (start, one_press, bay, one_session, pause_and_stop, monitor, prescription, booking)
    print(json.dumps({contest.__name__: contest(northgate) for contest in contests}))
