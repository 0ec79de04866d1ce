"""The monitors at the bays: one of each maker's shape, what they showed before the doors opened, and where they stand."""

from datetime import datetime, timedelta

from firstlight.apps.infusion.actions.place_monitor import place_monitor
from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.infusion.models import Monitor
from firstlight.clinical.monitoring.reading import UNITS, FeedMessage, Reading
from firstlight.demo.opening import US, Opened
from firstlight.demo.vitals import Course, Person, continuous, cuff
from firstlight.integration.hl7.simulate.beds import MIXED, beds, identifier

BAYS = 6
BEDS = beds(BAYS, MIXED)
EVERY_SECONDS = 10


def monitor_id(bay: int) -> int:
    """The monitor that stands at a bay, counted from 1."""
    return Monitor.objects.get(identifier=identifier(BEDS[bay - 1])).pk


def place_monitors(opened: Opened, now: datetime) -> None:
    """Each was heard from this morning, and has its label and its bay."""
    for bay in range(1, BAYS + 1):
        show(bay, now - timedelta(hours=3), Person(bay, {"pulse": 70.0}), Course(), with_cuff=False)
        place_monitor(
            US,
            monitor_id=monitor_id(bay),
            clinic_id=opened.home,
            label=f"Monitor {bay}",
            bay_id=opened.bays[bay - 1],
        )


def show(bay: int, at: datetime, person: Person, course: Course, *, with_cuff: bool) -> None:
    """Store what the monitor showed at one moment."""
    store_readings([message(bay, at, person, course, with_cuff=with_cuff)])


def message(bay: int, at: datetime, person: Person, course: Course, *, with_cuff: bool) -> FeedMessage:
    """One message as the listener would have understood it."""
    second = int(at.timestamp())
    values = continuous(person, course, second)
    if with_cuff:
        values |= cuff(person, course, second // 60)
    readings = tuple(Reading(kind, value, UNITS[kind], at) for kind, value in values.items())
    return FeedMessage(
        identifier(BEDS[bay - 1]), f"before-{second}", second.to_bytes(16, "big"), at, at, readings, False, (), ""
    )
