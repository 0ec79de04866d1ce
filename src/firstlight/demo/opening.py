"""Opening the invented trust: its clinics, bays, staff, protocol and monitors, each by the action that a person would use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol
from firstlight.apps.infusion.actions.approve_protocol_values import approve_protocol_values
from firstlight.apps.infusion.queries import protocol_in
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.people.actions.add_clinic import add_clinic
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.add_team import add_team
from firstlight.apps.people.actions.add_trust import add_trust
from firstlight.apps.people.actions.award_competency import award_competency
from firstlight.apps.people.actions.give_role import give_role
from firstlight.apps.people.queries import staff_member
from firstlight.apps.people.staff_details import StaffDetails
from firstlight.apps.scheduling.actions.set_duty import set_duty
from firstlight.clinical.protocol import load
from firstlight.demo import people
from firstlight.demo.hours import days_before, doors
from firstlight.demo.playing import Step, Story

US = Actor.system("demonstration")
DAYS_AGO = 60
CERTIFICATE_DAYS = 400
BEFORE_DOORS = timedelta(minutes=20)


@dataclass
class Opened:
    """What was made, by name: clinics, bays (in their order) and teams by the clinic's code, staff by key."""

    clinics: dict[str, int] = field(default_factory=dict)
    bays: dict[str, list[int]] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)


def open_trust(now: datetime) -> Opened:
    """Two months ago, so that everybody has been here a while."""
    opened, file = Opened(), people.trust()
    with clock.at(days_before(now, DAYS_AGO)):
        trust = add_trust(US, ods_code=file["trust"]["ods_code"], name=file["trust"]["name"], synthetic=True)
        for code in people.clinics():
            _open_clinic(opened, trust, code)
        for member in file["staff"]:
            _employ(opened, member, now.date())
        _put_protocol_in_force(opened)
    return opened


def _open_clinic(opened: Opened, trust: int, code: str) -> None:
    clinic = people.clinics()[code]
    made = opened.clinics[code] = add_clinic(US, trust_id=trust, ods_code=code, name=clinic["name"])
    opened.bays[code] = [
        add_bay(US, clinic_id=made, number=number, chair=f"{clinic['postcode']}-C{number:02d}")
        for number in range(1, clinic["bays"] + 1)
    ]
    opened.teams[code] = add_team(US, clinic_id=made, name=clinic["team"])


def _employ(opened: Opened, member: dict[str, Any], today: date) -> None:
    details = StaffDetails(
        email=f"{member['key']}@invented.example",
        given_name=member["given_name"],
        family_name=member["family_name"],
        title=member.get("title", ""),
        post_nominals=member.get("post_nominals", ""),
        registration_body=member.get("body", "none"),
        registration_number=member.get("number", ""),
    )
    first, *others = [opened.clinics[code] for code in member.get("clinics", list(opened.clinics)[:1])]
    staff = opened.staff[member["key"]] = add_staff(US, clinic_id=first, details=details, role=member["role"])
    opened.actors[member["key"]] = Actor.of(staff_member(staff))
    for clinic in others:
        give_role(US, staff_id=staff, clinic_id=clinic, role=member["role"])
    for kind, days in member.get("competencies", {}).items():
        ends = today + timedelta(days=days)
        awarded = ends - timedelta(days=CERTIFICATE_DAYS + 100)
        award_competency(US, staff_id=staff, clinic_id=first, kind=kind, awarded_on=awarded, expires_on=ends)


def _put_protocol_in_force(opened: Opened) -> None:
    """Every shipped protocol adopted, the infusion last and so first on the lists, and each value that waits for a
    clinician approved by one, by name, in each clinic."""
    for name in reversed(load.packaged()):
        protocol = adopt_protocol(US, text=load.packaged_text(name))
        for code, clinic in people.clinics().items():
            where = opened.clinics[code]
            waiting = [value.path for value in protocol_in(where, protocol).awaiting]
            by = opened.actors[clinic["prescriber"]]
            approve_protocol_values(by, protocol_id=protocol, clinic_id=where, paths=waiting)


def rota(opened: Opened, code: str, moments: Iterable[datetime]) -> Story:
    """A manager puts the clinic's people on duty, on each morning of these days. The moments are when it is at work."""
    clinic = people.clinics()[code]
    for starts, ends in sorted({doors(moment) for moment in moments}):
        hours = {"starts_at": starts, "ends_at": ends}
        for key in clinic["duty"]:
            who = {"clinic_id": opened.clinics[code], "staff_id": opened.staff[key]}
            yield Step(starts - BEFORE_DOORS, opened.actors[clinic["manager"]], set_duty, who | hours)
