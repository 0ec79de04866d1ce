"""The invented clinic that journeys are walked in: its people, its bays, its protocol and its monitors, made through the
same actions that its screens use."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions import (
    adopt_protocol,
    approve_protocol_values,
    book_session,
    place_monitor,
)
from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.infusion.models import Monitor
from firstlight.apps.infusion.queries import protocols_in
from firstlight.apps.pathway.actions.record_consent import record_consent
from firstlight.apps.people.actions.add_allergy import add_allergy
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.people.actions.add_clinic import add_clinic
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.add_trust import add_trust
from firstlight.apps.people.actions.award_competency import award_competency
from firstlight.apps.people.actions.register_patient import register_patient
from firstlight.apps.people.details import PatientDetails
from firstlight.apps.people.queries import staff_member
from firstlight.apps.people.staff_details import StaffDetails
from firstlight.apps.scheduling.actions.set_duty import set_duty
from firstlight.clinical.monitoring.reading import FeedMessage, Reading
from firstlight.clinical.protocol import load

SYSTEM = Actor.system("journeys")
PEOPLE = (
    ("HUGHES", "Megan", "Ms", date(1981, 3, 14), "female"),
    ("ADEYEMI", "Daniel", "Mr", date(1974, 9, 2), "male"),
    ("FERNANDES", "Lucia", "Mrs", date(1968, 1, 27), "female"),
    ("KHAN", "Imran", "Mr", date(1989, 6, 11), "male"),
    ("OYELARAN-BECKWITH", "Christopher", "Mr", date(1992, 11, 30), "male"),
    ("NOWAK", "Zofia", "Miss", date(1979, 5, 8), "female"),
)
STAFF = (
    ("nurse", "Amara", "Okafor", "", "RN", "nmc", "90A0001E", ("ils",)),
    ("nurse", "Tom", "Whitfield", "", "RN", "nmc", "90A0002E", ("ils",)),
    ("psychiatrist", "Priya", "Raman", "Dr", "MRCPsych", "gmc", "1234567", ("ils", "als")),
    ("pharmacist", "Grace", "Lindqvist", "", "MRPharmS", "gphc", "2345678", ()),
    ("manager", "Owen", "Price", "", "", "none", "", ()),
)


def nhs_number(serial: int) -> str:
    """The `serial`th number of the invented range with a right check digit."""
    found = [digits for digits in (_with_check(f"{999_000_000 + n:09d}") for n in range(serial * 2 + 2)) if digits]
    return found[serial]


def _with_check(nine: str) -> str | None:
    check = (11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
    return None if check == 10 else f"{nine}{check}"


@contextmanager
def minutes_ago(minutes: float, now: datetime) -> Any:
    with clock.at(now - timedelta(minutes=minutes)):
        yield


class Clinic:
    """What the journeys know of it, by name."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.staff: dict[str, int] = {}
        self.bays: list[int] = []
        self.sessions: dict[str, int] = {}
        self.patients: dict[str, int] = {}
        self.monitors: dict[int, int] = {}

    def actor(self, family_name: str) -> Actor:
        return Actor.of(staff_member(self.staff[family_name]))

    def open(self) -> None:
        """Trust, clinic, bays, people who work here, and the protocol in force."""
        with minutes_ago(60 * 24 * 30, self.now):
            trust = add_trust(SYSTEM, ods_code="RZZ99", name="Invented Trust", synthetic=True)
            self.clinic = add_clinic(SYSTEM, trust_id=trust, ods_code="RZZ9901", name="Northgate clinic")
            self.bays = [add_bay(SYSTEM, clinic_id=self.clinic, number=number) for number in range(1, 7)]
            for member in STAFF:
                self._employ(*member)
            text = load.packaged_text(load.packaged()[0])
            self.protocol = adopt_protocol.adopt_protocol(SYSTEM, text=text)
            waiting = [value.path for value in protocols_in(self.clinic)[0].awaiting]
            approve_protocol_values.approve_protocol_values(
                self.actor("Raman"), protocol_id=self.protocol, clinic_id=self.clinic, paths=waiting
            )
        start = self.now - timedelta(hours=4)
        for name in ("Okafor", "Whitfield", "Raman"):
            set_duty(
                SYSTEM,
                clinic_id=self.clinic,
                staff_id=self.staff[name],
                starts_at=start,
                ends_at=start + timedelta(hours=11),
            )

    def _employ(
        self,
        role: str,
        given: str,
        family: str,
        title: str,
        letters: str,
        body: str,
        number: str,
        kinds: tuple[str, ...],
    ) -> None:
        details = StaffDetails(
            email=f"{given}.{family}@invented.example".lower(),
            given_name=given,
            family_name=family,
            title=title,
            post_nominals=letters,
            registration_body=body,
            registration_number=number,
        )
        staff = self.staff[family] = add_staff(SYSTEM, clinic_id=self.clinic, details=details, role=role)
        today = clock.now().date()
        for kind in kinds:
            award_competency(
                SYSTEM,
                staff_id=staff,
                clinic_id=self.clinic,
                kind=kind,
                awarded_on=today - timedelta(days=90),
                expires_on=today + timedelta(days=275),
            )

    def expect(self) -> None:
        """The day's people: registered, consented, booked."""
        for serial, (family, given, title, born, sex) in enumerate(PEOPLE):
            with minutes_ago(60 * 24 * 14, self.now):
                details = PatientDetails(
                    given_names=given,
                    family_name=family.title(),
                    title=title,
                    birth_date=born,
                    sex=sex,
                    nhs_number=nhs_number(serial + 7),
                    no_known_allergies=family != "ADEYEMI",
                )
                patient = self.patients[family] = register_patient(SYSTEM, clinic_id=self.clinic, details=details)
                if family == "ADEYEMI":
                    add_allergy(
                        SYSTEM,
                        patient_id=patient,
                        clinic_id=self.clinic,
                        substance="Penicillin",
                        reaction="rash",
                        severe=False,
                    )
                if family != "NOWAK":
                    record_consent(
                        self.actor("Raman"),
                        patient_id=patient,
                        clinic_id=self.clinic,
                        covers="A series of six infusions",
                        leaflet="Ketamine for depression, 4",
                        signed_name=f"{given} {family.title()}",
                        signed_at=clock.now(),
                    )
            nurse = self.staff["Okafor" if serial < 3 else "Whitfield"]
            self.sessions[family] = book_session.book_session(
                SYSTEM,
                patient_id=patient,
                clinic_id=self.clinic,
                protocol_code=load.packaged()[0],
                planned_start=self.now + timedelta(minutes=18 if serial == 5 else 13 if serial == 4 else -30),
                bay_id=self.bays[serial],
                nurse_id=nurse,
                number=3,
                of=6,
            )

    def place_monitors(self) -> None:
        """One for each bay, heard from already."""
        for bay in range(1, 7):
            self.send(bay, pulse=80, spo2=98, resp_rate=15, at=self.now - timedelta(minutes=90))
            row = Monitor.objects.get(identifier=f"invented-monitor-{bay}")
            place_monitor.place_monitor(
                SYSTEM, monitor_id=row.pk, clinic_id=self.clinic, label=f"Monitor {bay}", bay_id=self.bays[bay - 1]
            )
            self.monitors[bay] = row.pk

    def send(self, bay: int, at: datetime | None = None, **values: float) -> None:
        """One message of a bay's monitor."""
        moment = at or datetime.now(UTC)
        units = {"pulse": "/min", "spo2": "%", "resp_rate": "/min", "systolic": "mmHg", "diastolic": "mmHg"}
        readings = tuple(Reading(kind, value, units[kind], moment) for kind, value in values.items())
        digest = f"{bay}{moment.timestamp():.3f}".encode()[-16:].rjust(16, b"0")
        store_readings(
            [
                FeedMessage(
                    f"invented-monitor-{bay}",
                    f"{moment.timestamp():.3f}",
                    digest,
                    moment,
                    moment,
                    readings,
                    False,
                    (),
                    "",
                )
            ]
        )
