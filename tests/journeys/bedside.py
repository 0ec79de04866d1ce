"""Bedside monitors for the journeys: says once a second what the monitors of the named bays show, until it is stopped.
Run as a program: BAY=PULSE for each."""

import sys
import time
from itertools import count

import django

django.setup()

from firstlight.apps import clock  # noqa: E402
from firstlight.apps.infusion.actions.store_readings import store_readings  # noqa: E402
from firstlight.demo.feeds import PLACES, message, monitor_at  # noqa: E402


def main(shown: dict[int, float]) -> None:
    first, _ = PLACES[0]
    for second in count():
        at = clock.now()
        for bay, pulse in shown.items():
            cuff = {"systolic": 130.0 + bay, "diastolic": 80.0 + bay} if second % 30 == 0 else {}
            values = {"pulse": pulse + second % 3, "spo2": 97.0, "resp_rate": 15.0} | cuff
            store_readings([message(monitor_at(first, bay), at, values)])
        time.sleep(1)


if __name__ == "__main__":
    main({int(bay): float(pulse) for bay, pulse in (pair.split("=") for pair in sys.argv[1:])})
