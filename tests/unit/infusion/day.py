"""One invented afternoon in an invented clinic, walked through the actions. Times are minutes from 13:00."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from itertools import count
from typing import Any

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol
from firstlight.apps.infusion.actions.answer_gate import answer_gate
from firstlight.apps.infusion.actions.approve_protocol_values import approve_protocol_values
from firstlight.apps.infusion.actions.begin_checks import begin_checks
from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.book_session import book_session
from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.actions.record_arrival import record_arrival
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.infusion.models import Monitor, MonitorMessage, Session
from firstlight.apps.infusion.queries import Run, protocol_in, session_record, traces_between
from firstlight.apps.medicines.actions.check_prescription import check_prescription
from firstlight.apps.medicines.actions.write_prescription import write_prescription
from firstlight.apps.pathway.actions.record_consent import record_consent
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.award_competency import award_competency
from firstlight.apps.people.models import Clinic, Patient, Staff
from firstlight.apps.people.staff_details import StaffDetails
from firstlight.apps.scheduling.actions.set_duty import set_duty
from firstlight.clinical.monitoring.reading import FeedMessage, Reading
from firstlight.clinical.protocol import load
from tests.unit.people import given

ONE = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
CODE = "iv-racemic-0.5-40"
SYSTEM = Actor.system("test")
COMPARED = {"name": True, "birth_date": True, "monitor_label": True}
BASELINE = {
    "systolic": "128",
    "diastolic": "76",
    "pulse": "72",
    "spo2": "98",
    "oxygen": "air",
    "resp_rate": "14",
    "temperature": "36.8",
    "consciousness": "A",
    "moaas": "5",
    "cadss6": "0",
    "weight": "70",
}
ANSWERS: dict[str, dict[str, Any]] = {
    "two_identifiers": {"identifiers": ["name", "date of birth"]},
    "escort": {"name": "Tom Grey", "phone": "07700 900123"},
    "food": {"answer": "light"},
    "alcohol_sedatives": {"answer": "none"},
    "pregnancy": {"relevant": False},
}
LEAVING_ANSWERS: dict[str, dict[str, Any]] = {
    "padss": {"vitals": 2, "activity": 2, "comfort": 1, "bleeding": 2, "intake": 2},
    "walking": {"answer": True},
    "fluid": {"answer": True},
    "cannula_out": {"answer": True},
    "suicidal_intent": {"answer": False},
    "no_driving": {"answer": True},
    "crisis_card": {"answer": True},
    "next_appointment": {"on": "2026-11-30"},
}
_numbers = count(1)


def at(minute: float) -> datetime:
    """The moment so many minutes after one o'clock."""
    return ONE + timedelta(minutes=minute)


@contextmanager
def standing_at(minute: float) -> Iterator[datetime]:
    """The clinic's clock at so many minutes after one o'clock."""
    with clock.at(at(minute)):
        yield at(minute)


@dataclass
class Day:
    """The clinic with its people, three bays and its protocol."""

    clinic: Clinic
    bays: list[int]
    nurse: Actor
    second: Actor
    doctor: Actor
    pharmacist: Actor
    protocol_id: int
    people: dict[str, Staff] = field(default_factory=dict)


def a_day(name: str = "Northgate", *, approved: bool = True, on_duty: bool = True) -> Day:
    """Set the clinic up as it stands at one o'clock."""
    with standing_at(-300):
        clinic = given.a_clinic(name)
        bays = [add_bay(SYSTEM, clinic_id=clinic.pk, number=number) for number in (1, 2, 3)]
        people = {
            "nurse": staff("nurse", clinic, "Amara", "Okafor", "RN"),
            "second": staff("nurse", clinic, "Joe", "Tan", "RN"),
            "doctor": staff("psychiatrist", clinic, "Priya", "Raman", "MRCPsych"),
            "pharmacist": staff("pharmacist", clinic, "Ola", "Berg", "MRPharmS"),
        }
        actors = {who: Actor.of(person) for who, person in people.items()}
        protocol_id = adopt_protocol(actors["doctor"], text=load.packaged_text(CODE))
        day = Day(clinic, bays, protocol_id=protocol_id, people=people, **actors)
        if approved:
            approve_everything(day)
        if on_duty:
            for who in ("nurse", "second", "doctor"):
                go_on_duty(day, people[who])
    return day


def staff(role: str, clinic: Clinic, given_name: str, family_name: str, letters: str) -> Staff:
    """A registered member of staff with ILS and ALS in date."""
    body, number = {"nurse": ("nmc", "90A0001E"), "pharmacist": ("gphc", "2071234")}.get(role, ("gmc", "7012345"))
    address = f"{given_name}.{family_name}.{clinic.pk}@example.org"
    details = StaffDetails(address, given_name, family_name, "", letters, body, number)
    staff_id = add_staff(SYSTEM, clinic_id=clinic.pk, details=details, role=role)
    for kind in ("ils", "als"):
        certify(staff_id, clinic, kind)
    return Staff.objects.get(pk=staff_id)


def certify(staff_id: int, clinic: Clinic, kind: str, until: date = date(2027, 3, 31)) -> int:
    dates = {"awarded_on": date(2026, 4, 1), "expires_on": until}
    return award_competency(SYSTEM, staff_id=staff_id, clinic_id=clinic.pk, kind=kind, **dates)


def go_on_duty(day: Day, person: Staff) -> int:
    return set_duty(SYSTEM, clinic_id=day.clinic.pk, staff_id=person.pk, starts_at=at(-240), ends_at=at(420))


def approve_everything(day: Day) -> None:
    waiting = [value.path for value in protocol_in(day.clinic.pk, day.protocol_id).awaiting]
    approve_protocol_values(day.doctor, protocol_id=day.protocol_id, clinic_id=day.clinic.pk, paths=waiting)


def a_patient(day: Day, family_name: str = "Grey", **changes: object) -> Patient:
    return given.a_patient(day.clinic, next(_numbers), family_name=family_name, **changes)


def booked(
    day: Day, patient: Patient | None = None, *, minute: float = 30, bay: int | None = 0, code: str = CODE
) -> int:
    """A session booked for so many minutes after one, with consent on file."""
    with standing_at(-60):
        patient = patient or a_patient(day)
        consent(day, patient)
        return book_session(
            day.nurse,
            patient_id=patient.pk,
            clinic_id=day.clinic.pk,
            protocol_code=code,
            planned_start=at(minute),
            bay_id=None if bay is None else day.bays[bay],
            nurse_id=day.nurse.staff_id,
        )


def consent(day: Day, patient: Patient) -> int:
    return record_consent(
        day.doctor,
        patient_id=patient.pk,
        clinic_id=day.clinic.pk,
        covers="Six infusions of ketamine",
        leaflet="Ketamine for depression, version 4",
        signed_name=f"{patient.given_names} {patient.family_name}",
        signed_at=at(-24 * 60 * 7),
    )


def prescribed(day: Day, session_id: int, weight: str = "70", *, checks: int = 2) -> int:
    """A prescription by the psychiatrist, checked by the second nurse and the pharmacist."""
    prescription_id = write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(weight))
    for checker in (day.second, day.pharmacist)[:checks]:
        check_prescription(checker, prescription_id=prescription_id)
    return prescription_id


def arrived(day: Day, session_id: int, *, minute: float = 0, bay: int = 0) -> int:
    with standing_at(minute):
        record_arrival(day.nurse, session_id=session_id, bay_id=day.bays[bay])
    return session_id


def signed_by_two(day: Day, session_id: int, **words: Any) -> int:
    """Any prescription of the psychiatrist's, checked by the second nurse and the pharmacist."""
    prescription_id = write_prescription(day.doctor, session_id=session_id, **words)
    for checker in (day.second, day.pharmacist):
        check_prescription(checker, prescription_id=prescription_id)
    return prescription_id


def checked(
    day: Day, session_id: int, *, minute: float = 10, without: str = "", weight: str = "70", food: str = "light"
) -> int:
    """Checks begun and every gate answered, save the one named."""
    with standing_at(minute):
        begin_checks(day.nurse, session_id=session_id)
        for gate, answer in (ANSWERS | {"food": {"answer": food}}).items():
            if gate != without:
                answer_gate(day.nurse, session_id=session_id, gate=gate, answer=answer)
        missing = {"weight_today": {"weight"}, "blood_pressure": {"systolic", "diastolic"}}.get(without, set())
        values = {kind: text for kind, text in (BASELINE | {"weight": weight}).items() if kind not in missing}
        record_set(day.nurse, session_id=session_id, values=values)
        if without != "prescription":
            prescribed(day, session_id, weight)
    return session_id


def ready(day: Day, session_id: int, *, minute: float = 20) -> int:
    with standing_at(minute):
        make_ready(day.nurse, session_id=session_id)
    return session_id


def started(day: Day, session_id: int, *, minute: float = 30) -> int:
    with standing_at(minute):
        start_infusion(day.nurse, session_id=session_id, checked_by_id=day.second.staff_id)
    return session_id


def under_way(day: Day, patient: Patient | None = None, *, bay: int = 0) -> int:
    """A session whose drug began at half past one: 35 mg at 1 mg/mL and 52.5 mL/h."""
    session_id = booked(day, patient, bay=bay)
    return started(day, ready(day, checked(day, arrived(day, session_id, bay=bay))))


def row(session_id: int) -> Session:
    return Session.objects.get(pk=session_id)


def sends(
    name: str,
    minute: float,
    *,
    stated: str = "",
    measured: float | None = None,
    warnings: tuple[str, ...] = (),
    **values: float,
) -> MonitorMessage:
    """A monitor sends these values, through the listener's own action. `measured` is the time by its own clock."""
    units = {"pulse": "/min", "spo2": "%", "systolic": "mmHg", "diastolic": "mmHg", "resp_rate": "/min"}
    when = at(minute if measured is None else measured)
    readings = tuple(Reading(kind, value, units.get(kind, "Cel"), when) for kind, value in values.items())
    control = f"{name}-{next(_numbers)}"
    digest = blake2b(repr((control, readings)).encode(), digest_size=16).digest()
    message = FeedMessage(name, control, digest, when, at(minute), readings, False, warnings, stated)
    assert store_readings([message]) == [True]
    return MonitorMessage.objects.get(control_id=control)


def pulse_sent(session_id: int, since: float, until: float, most: int = 400) -> list[Run]:
    """The runs of pulse that the session's monitors sent, thinned to about `most` points."""
    bindings = session_record(session_id, at(until)).bindings
    return traces_between(bindings, ("pulse",), at(since), at(until), most).get("pulse", [])


def a_monitor(day: Day, name: str = "Monitor 3") -> Monitor:
    monitor, _ = Monitor.objects.get_or_create(identifier=name, defaults={"first_heard_at": at(-600)})
    Monitor.objects.filter(pk=monitor.pk).update(clinic=day.clinic, label=name)
    monitor.refresh_from_db()
    return monitor


def bound(day: Day, session_id: int, monitor: Monitor, *, minute: float) -> int:
    with standing_at(minute):
        return bind_feed(day.nurse, session_id=session_id, monitor_id=monitor.pk, compared=COMPARED)
