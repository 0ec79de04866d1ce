"""Set up a new service: the trust, its first clinic, and its first manager, who is given a link to choose a password with.

Done once, on a database that is migrated and holds no trust yet. The manager does the rest in the pages: staff, bays,
monitors, further clinics. The link works once; hand it over in person.
"""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firstlight.apps.actor import Actor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trust-code", required=True, help="the trust's ODS code")
    parser.add_argument("--trust", required=True, help="the trust's name")
    parser.add_argument("--clinic-code", required=True, help="the clinic's ODS code")
    parser.add_argument("--clinic", required=True, help="the clinic's name")
    parser.add_argument("--email", required=True, help="address that the manager signs in with")
    parser.add_argument("--given-name", required=True, help="the manager's given name")
    parser.add_argument("--family-name", required=True, help="the manager's family name")


def run(arguments: argparse.Namespace) -> int:
    from firstlight.apps.people.queries import clinics
    from firstlight.apps.refusals import Refusal

    if clinics():
        print("A clinic is set up here already. Its manager opens further ones in the pages.", file=sys.stderr)
        return 1
    try:
        link = _open(arguments)
    except Refusal as refusal:
        print(refusal.message, file=sys.stderr)
        return 1
    print(f"{arguments.clinic} is open. {arguments.given_name} {arguments.family_name} begins here:\n{link}")
    return 0


def _open(arguments: argparse.Namespace) -> str:
    """The trust, the clinic, the manager and the link, each by its own action. Raises their refusals."""
    from firstlight.apps.actor import Actor
    from firstlight.apps.people.actions.add_clinic import add_clinic
    from firstlight.apps.people.actions.add_staff import add_staff
    from firstlight.apps.people.actions.issue_joining_link import issue_joining_link
    from firstlight.apps.people.roles import MANAGER
    from firstlight.apps.people.staff_details import StaffDetails

    us = Actor.system("command line")
    manager = StaffDetails(arguments.email, arguments.given_name, arguments.family_name)
    clinic = add_clinic(us, trust_id=_trust(us, arguments), ods_code=arguments.clinic_code, name=arguments.clinic)
    staff = add_staff(us, clinic_id=clinic, details=manager, role=MANAGER)
    issue_joining_link(us, staff_id=staff, clinic_id=clinic)
    return _link(staff)


def _trust(us: "Actor", arguments: argparse.Namespace) -> int:
    """The trust, which may stand already from an attempt whose clinic was refused."""
    from firstlight.apps.people.actions.add_trust import add_trust
    from firstlight.apps.people.models import Trust

    found = Trust.objects.filter(ods_code=arguments.trust_code).first()
    return found.pk if found else add_trust(us, ods_code=arguments.trust_code, name=arguments.trust)


def _link(staff_id: int) -> str:
    from django.conf import settings

    from firstlight.apps.people.joining import joining_path
    from firstlight.apps.people.queries import staff_member

    return f"https://{settings.ALLOWED_HOSTS[0]}{joining_path(staff_member(staff_id))}"
