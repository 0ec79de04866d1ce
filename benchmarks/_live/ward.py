"""Fills a service's empty database with people for every simulated monitor: the invented Monday at the first six, and
clinics of twenty bays for the others, each with a person in it and its monitor joined to that person's session. Signs
nurses in, and prints what the parts ask for as JSON. A program of its own, as it works under the service's settings.
Run as: NUMBER OF JOINED MONITORS, NUMBER OF SIGN-INS."""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

django.setup()

from firstlight.apps import clock  # noqa: E402
from firstlight.apps.actor import Actor  # noqa: E402
from firstlight.apps.infusion.actions.bind_feed import bind_feed  # noqa: E402
from firstlight.apps.infusion.actions.book_session import book_session  # noqa: E402
from firstlight.apps.infusion.actions.place_monitor import place_monitor  # noqa: E402
from firstlight.apps.infusion.actions.record_arrival import record_arrival  # noqa: E402
from firstlight.apps.infusion.actions.store_readings import store_readings  # noqa: E402
from firstlight.apps.infusion.models import Binding, Monitor  # noqa: E402
from firstlight.apps.people.actions.add_bay import add_bay  # noqa: E402
from firstlight.apps.people.actions.add_clinic import add_clinic  # noqa: E402
from firstlight.apps.people.actions.add_staff import add_staff  # noqa: E402
from firstlight.apps.people.actions.register_patient import register_patient  # noqa: E402
from firstlight.apps.people.details import PatientDetails  # noqa: E402
from firstlight.apps.people.models import Clinic  # noqa: E402
from firstlight.apps.people.queries import staff_member  # noqa: E402
from firstlight.apps.people.staff_details import StaffDetails  # noqa: E402
from firstlight.clinical.monitoring.reading import FeedMessage  # noqa: E402
from firstlight.clinical.protocol import load  # noqa: E402
from firstlight.demo.feeds import BAYS  # noqa: E402
from firstlight.demo.seed import seed_first_clinic  # noqa: E402
from firstlight.integration.hl7.simulate.beds import MIXED, beds, identifier  # noqa: E402
from tests.resilience.fill import NURSE, sign_in  # noqa: E402

US = Actor.system("benchmark")
IN_A_CLINIC = 20
COMPARED = {"name": True, "birth_date": True, "nhs_number": False, "monitor_label": True}
GIVING = "giving"


def open_ward(joined: int, sign_ins: int) -> dict[str, Any]:
    """`nurses`: a cookie and the clinic that it works in, for each sign-in, the clinics in turn; the first is the Monday's.
    `session`: one of that nurse's, in which the drug is being given and a monitor streams."""
    seed_first_clinic()
    homes = {Clinic.objects.order_by("id")[0].pk: NURSE}
    first_words(joined)
    for begin in range(BAYS, joined, IN_A_CLINIC):
        homes |= _open_clinic(range(begin, min(begin + IN_A_CLINIC, joined)))
    places = list(homes.items())
    nurses = [places[number % len(places)] for number in range(sign_ins)]
    watched = Binding.objects.filter(session__state=GIVING, ends_at__isnull=True).order_by("session__bay__number")
    return {
        "nurses": [{"clinic": clinic, "cookie": sign_in(email)} for clinic, email in nurses],
        "session": watched.values_list("session_id", flat=True)[0],
    }


def first_words(count: int) -> None:
    """Every monitor has been heard before."""
    now = clock.now()
    store_readings(
        [FeedMessage(identifier(bed), "first", b"0" * 16, now, now, (), False, (), "") for bed in beds(count, MIXED)]
    )


def _open_clinic(numbers: range) -> dict[int, str]:
    code = f"ZZB{numbers.start:03d}"
    trust = Clinic.objects.order_by("id")[0].trust_id
    clinic = add_clinic(US, trust_id=trust, ods_code=code, name=f"Clinic {code}")
    email = f"nurse.{code.lower()}@invented.example"
    details = StaffDetails(email=email, given_name="Invented", family_name=f"Nurse {code}", registration_body="none")
    nurse = Actor.of(staff_member(add_staff(US, clinic_id=clinic, details=details, role="nurse")))
    for place, number in enumerate(numbers, start=1):
        _take_in(nurse, clinic, place, number)
    return {clinic: email}


def _take_in(nurse: Actor, clinic: int, place: int, number: int) -> None:
    """One person, from the door to a bay with its monitor."""
    bay = add_bay(US, clinic_id=clinic, number=place)
    name = f"Person {number:04d}"
    details = PatientDetails(
        given_names="Invented", family_name=name, birth_date=date(1980, 1, 1) + timedelta(days=number), sex="female",
        nhs_number_missing="not_known",
    )  # fmt: skip
    patient = register_patient(US, clinic_id=clinic, details=details, different_person=True)
    session = book_session(
        nurse, patient_id=patient, clinic_id=clinic, protocol_code=load.packaged()[0],
        planned_start=datetime.now(UTC) + timedelta(minutes=10), bay_id=bay,
    )  # fmt: skip
    record_arrival(nurse, session_id=session, bay_id=bay)
    monitor = Monitor.objects.get(identifier=identifier(beds(number + 1, MIXED)[number])).pk
    place_monitor(US, monitor_id=monitor, clinic_id=clinic, label=f"Monitor {number}", bay_id=bay)
    bind_feed(nurse, session_id=session, monitor_id=monitor, compared=COMPARED)


if __name__ == "__main__":
    print(json.dumps(open_ward(int(sys.argv[1]), int(sys.argv[2]))))
