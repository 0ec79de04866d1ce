"""Filling an empty database with an ordinary Monday of invented people."""

from collections.abc import Callable
from datetime import datetime, timedelta

from firstlight.apps import clock
from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.people.actions.add_allergy import add_allergy
from firstlight.apps.people.actions.register_patient import register_patient
from firstlight.apps.people.actions.restrict_patient import restrict_patient
from firstlight.apps.people.queries import clinics, staff_of
from firstlight.demo import feeds, people
from firstlight.demo.monday import Visit
from firstlight.demo.opening import US, Opened, open_trust

IN_BAYS = 6


def sign_in_choices() -> list[tuple[str, str]]:
    """(name, role) of everybody that one can sign in as, the nurses first."""
    found: dict[str, str] = {}
    for clinic in clinics():
        for member in staff_of(clinic.pk):
            found.setdefault(member.get_full_name(), member.roles_here[0].role)
    return sorted(found.items(), key=lambda item: (item[1] != "nurse", item[1], item[0]))


def seed(progress: Callable[[str], None]) -> None:
    """Everything, as of this moment."""
    now = clock.now()
    opened = open_trust(now)
    feeds.place_monitors(opened, now)
    invented = people.patients()
    patients = [_register(opened, now, person) for person in invented]
    progress(f"{len(patients)} invented people are registered.")
    visits = [
        Visit(opened, now, person, patient, bay, "okafor" if bay < 4 else "whitfield")
        for bay, (person, patient) in enumerate(zip(invented[:IN_BAYS], patients[:IN_BAYS], strict=True), start=1)
    ]
    _walk(visits, now)


def _register(opened: Opened, now: datetime, invented: people.Invented) -> int:
    with clock.at(now - timedelta(days=20)):
        patient = register_patient(US, clinic_id=opened.home, details=invented.details, different_person=True)
        if invented.allergy:
            add_allergy(
                US,
                patient_id=patient,
                clinic_id=opened.home,
                substance=invented.allergy,
                reaction=invented.reaction,
                severe=invented.reaction == "anaphylaxis",
            )
        if invented.note == "restricted":
            reason = "Works in this trust and asked for it"
            restrict_patient(US, patient_id=patient, clinic_id=opened.home, restricted=True, reason=reason)
    return patient


def _walk(visits: list[Visit], now: datetime) -> None:
    """Infusing, infusing after a pause, in recovery, silent, at the checks, and still to come."""
    first, second, third, fourth, fifth, _ = visits
    for visit, ahead, number in zip(visits, (-13, -36, -75, -25, 12, 18), (4, 3, 6, 2, 1, 2), strict=True):
        visit.book(ahead, number)
    for visit, arrived, started in ((first, 34, 12.5), (second, 60, 35.5), (third, 98, 74.5), (fourth, 48, 24.5)):
        visit.arrive(arrived)
        visit.start(started)
    second.pause(22, 2)
    third.end(34)
    first.observe(10)
    second.observe(30)
    third.observe(40)
    third.observe_at(55)
    fourth.observe(20)
    fifth.arrive(14)
    for visit in visits[:5]:
        _show_before(visit, now)


def _show_before(visit: Visit, now: datetime) -> None:
    """What the person's monitor sent until now, every ten seconds, in one batch."""
    minutes = visit.started + 15 if visit.started else 12
    moments = [now - timedelta(seconds=ago) for ago in range(int(minutes * 60), 0, -feeds.EVERY_SECONDS)]
    store_readings(
        [
            feeds.message(visit.bay, at, visit.invented.person, visit.course_at(at), with_cuff=at.minute % 5 == 0)
            for at in moments
        ]
    )
