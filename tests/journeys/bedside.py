"""Bedside monitors for the journeys: says once a second what the monitors of the named bays show, until it is stopped.
Run as a program: BAY=PULSE for each."""

import sys
import time
from datetime import UTC, datetime

import django

django.setup()

from tests.journeys.invented_clinic import Clinic  # noqa: E402


def main(shown: dict[int, float]) -> None:
    clinic, second = Clinic(datetime.now(UTC)), 0
    while True:
        for bay, pulse in shown.items():
            cuff = {"systolic": 130.0 + bay, "diastolic": 80.0 + bay} if second % 30 == 0 else {}
            clinic.send(bay, pulse=pulse + second % 3, spo2=97, resp_rate=15, **cuff)
        second += 1
        time.sleep(1)


if __name__ == "__main__":
    main({int(bay): float(pulse) for bay, pulse in (pair.split("=") for pair in sys.argv[1:])})
