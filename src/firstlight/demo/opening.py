"""Opening the invented trust: its clinics, bays, staff, protocol and monitors, each by the action that a person would use."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol
from firstlight.apps.infusion.actions.approve_protocol_values import approve_protocol_values
from firstlight.apps.infusion.queries import protocols_in
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.people.actions.add_clinic import add_clinic
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.add_trust import add_trust
from firstlight.apps.people.actions.award_competency import award_competency
from firstlight.apps.people.actions.give_role import give_role
from firstlight.apps.people.queries import staff_member
from firstlight.apps.people.staff_details import StaffDetails
from firstlight.apps.scheduling.actions.set_duty import set_duty
from firstlight.clinical.protocol import load
from firstlight.demo import people

US = Actor.system("demonstration")
ON_DUTY = ("okafor", "whitfield", "raman")
HOME = "ZZF01"


@dataclass
class Opened:
    """What was made, by name: clinics and staff by code and key, the first clinic's bays in their order."""

    clinics: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    bays: list[int] = field(default_factory=list)

    def actor(self, key: str) -> Actor:
        return Actor.of(staff_member(self.staff[key]))

    @property
    def home(self) -> int:
        """The clinic whose Monday it is."""
        return self.clinics[HOME]


def open_trust(now: datetime) -> Opened:
    """A month ago, so that everybody has been here a while."""
    opened, file = Opened(), people.trust()
    with clock.at(now - timedelta(days=30)):
        trust = add_trust(US, ods_code=file["trust"]["ods_code"], name=file["trust"]["name"], synthetic=True)
        for clinic in file["clinics"]:
            _open_clinic(opened, trust, clinic)
        for member in file["staff"]:
            _employ(opened, member)
        _put_protocol_in_force(opened)
    _set_duties(opened, now)
    return opened


def _open_clinic(opened: Opened, trust: int, clinic: dict[str, Any]) -> None:
    made = add_clinic(US, trust_id=trust, ods_code=clinic["ods_code"], name=clinic["name"])
    opened.clinics[clinic["ods_code"]] = made
    bays = [add_bay(US, clinic_id=made, number=number + 1) for number in range(clinic["bays"])]
    if clinic["ods_code"] == HOME:
        opened.bays = bays


def _employ(opened: Opened, member: dict[str, Any]) -> None:
    details = StaffDetails(
        email=f"{member['key']}@invented.example".replace("_", "."),
        given_name=member["given_name"],
        family_name=member["family_name"],
        title=member.get("title", ""),
        post_nominals=member.get("post_nominals", ""),
        registration_body=member.get("body", "none"),
        registration_number=member.get("number", ""),
    )
    first, *others = [opened.clinics[code] for code in member.get("clinics", [HOME])]
    staff = opened.staff[member["key"]] = add_staff(US, clinic_id=first, details=details, role=member["roles"][0])
    for clinic in others:
        give_role(US, staff_id=staff, clinic_id=clinic, role=member["roles"][0])
    today = clock.now().date()
    for kind, days in member.get("competencies", {}).items():
        ends = today + timedelta(days=30 + days)
        award_competency(
            US, staff_id=staff, clinic_id=first, kind=kind, awarded_on=today - timedelta(days=120), expires_on=ends
        )


def _put_protocol_in_force(opened: Opened) -> None:
    """Adopted, and each value that waits for a clinician approved by one, by name, in each clinic."""
    protocol = adopt_protocol(US, text=load.packaged_text(load.packaged()[0]))
    for clinic, psychiatrist in ((opened.home, "raman"), (opened.clinics["ZZF02"], "lindqvist")):
        waiting = [value.path for value in protocols_in(clinic)[0].awaiting]
        approve_protocol_values(opened.actor(psychiatrist), protocol_id=protocol, clinic_id=clinic, paths=waiting)


def _set_duties(opened: Opened, now: datetime) -> None:
    begins = now - timedelta(hours=3)
    for key in ON_DUTY:
        set_duty(
            US,
            clinic_id=opened.home,
            staff_id=opened.staff[key],
            starts_at=begins,
            ends_at=begins + timedelta(hours=12),
        )
