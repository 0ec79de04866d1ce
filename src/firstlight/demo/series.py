"""One invented person's way through the clinic: registered, assessed, consented, booked, and then each visit."""

from collections.abc import Generator, Sequence
from datetime import datetime, timedelta

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.book_session import book_session
from firstlight.apps.pathway.actions.record_consent import record_consent
from firstlight.apps.people.actions.add_allergy import add_allergy
from firstlight.apps.people.actions.add_local_identifier import add_local_identifier
from firstlight.apps.people.actions.add_next_of_kin import add_next_of_kin
from firstlight.apps.people.actions.register_patient import register_patient
from firstlight.apps.people.actions.restrict_patient import restrict_patient
from firstlight.clinical.protocol import load
from firstlight.demo import people
from firstlight.demo.feeds import Feeds
from firstlight.demo.hours import days_before
from firstlight.demo.opening import Opened
from firstlight.demo.people import Invented
from firstlight.demo.playing import Step, Story
from firstlight.demo.visiting import Attending
from firstlight.demo.visits import Visit

REGISTERED, CONSENTED = 9, 6  # days before the first visit
ON_THE_LIST = 12  # and at least this many before today, for whoever only waits
MINUTE = timedelta(minutes=1)
SPREAD = 5 * MINUTE


def series(opened: Opened, feeds: Feeds, invented: Invented, visits: Sequence[Visit], now: datetime) -> Story:
    """`visits` in the order of time, none for somebody who waits."""
    first = visits[0].start if visits else days_before(now, ON_THE_LIST + invented.index % 20)
    patient = yield from _registered(opened, invented, days_before(first, REGISTERED))
    if visits and not visits[-1].unconsented:
        yield _consents(opened, invented, patient, days_before(first, CONSENTED))
    booked: list[int] = []
    for visit in visits:
        session = yield _books(opened, visit, patient, days_before(first, CONSENTED) + SPREAD)
        booked.append(session)
    for visit, session in zip(visits, booked, strict=True):
        yield from Attending(opened, feeds, visit, session).story()


def _registered(opened: Opened, invented: Invented, at: datetime) -> Generator[Step, int, int]:
    clinic, office = opened.clinics[invented.clinic], _who(opened, invented, "office")
    told = {"clinic_id": clinic, "details": invented.details, "team_id": opened.teams[invented.clinic]}
    patient = yield Step(at, office, register_patient, told | {"different_person": True})
    who = {"patient_id": patient, "clinic_id": clinic}
    yield Step(at + MINUTE / 2, office, add_local_identifier, who | {"value": f"NV{104_200 + 7 * invented.index}"})
    if invented.kin:
        kin = {"name": invented.kin, "relationship": invented.relation, "phone": invented.kin_phone}
        yield Step(at + MINUTE, office, add_next_of_kin, who | kin)
    if invented.allergy:
        severe = invented.reaction == "anaphylaxis"
        allergy = {"substance": invented.allergy, "reaction": invented.reaction, "severe": severe}
        yield Step(at + 2 * MINUTE, office, add_allergy, who | allergy)
    if invented.restricted:
        why = {"restricted": True, "reason": "Works in this trust and asked for it"}
        yield Step(at + 3 * MINUTE, office, restrict_patient, who | why)
    return patient


def _consents(opened: Opened, invented: Invented, patient: int, at: datetime) -> Step:
    told = {
        "patient_id": patient,
        "clinic_id": opened.clinics[invented.clinic],
        "covers": "A series of infusions",
        "leaflet": "Ketamine for depression, 4",
        "signed_name": invented.full_name,
        "signed_at": at,
    }
    return Step(at, _who(opened, invented, "prescriber"), record_consent, told)


def _books(opened: Opened, visit: Visit, patient: int, at: datetime) -> Step:
    code = visit.invented.clinic
    told = {
        "patient_id": patient,
        "clinic_id": opened.clinics[code],
        "protocol_code": load.packaged()[0],
        "planned_start": visit.planned_start,
        "bay_id": opened.bays[code][visit.bay - 1],
        "nurse_id": opened.staff[visit.nurse],
        "number": visit.number,
        "of": visit.of,
    }
    return Step(at, _who(opened, visit.invented, "office"), book_session, told)


def _who(opened: Opened, invented: Invented, part: str) -> Actor:
    """Whoever does this in the person's clinic."""
    return opened.actors[people.clinics()[invented.clinic][part]]
