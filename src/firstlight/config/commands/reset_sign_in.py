"""Let somebody in again who lost the second factor of who they are, and whom no other manager can help.

Managers reset each other's and everybody else's in the pages: use this for the only manager of a clinic. It takes away their
authenticator app, passkeys and recovery codes, signs them out everywhere, and prints a link with which they choose a new
password. Make sure that it is them before you hand it over; what you give as the reason is kept in the audit log.
"""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="the address that they sign in with")
    parser.add_argument("--reason", required=True, help="how you know that it is them, in words")


def run(arguments: argparse.Namespace) -> int:
    from firstlight.apps.refusals import Refusal

    try:
        name, link = _reset(arguments.email, arguments.reason)
    except Refusal as refusal:
        print(refusal.message, file=sys.stderr)
        return 1
    print(f"{name} is signed out everywhere, and begins anew here:\n{link}")
    return 0


def _reset(email: str, reason: str) -> tuple[str, str]:
    """Their name and the link. Raises Invalid for an unknown address, NotThere for somebody who holds no role."""
    from django.conf import settings

    from firstlight.apps.actor import Actor
    from firstlight.apps.people.actions.issue_joining_link import issue_joining_link
    from firstlight.apps.people.actions.reset_second_factor import reset_second_factor
    from firstlight.apps.people.joining import joining_path
    from firstlight.apps.people.queries import clinics_of
    from firstlight.apps.people.queries.staff import staff_with_address
    from firstlight.apps.refusals import NotThere

    us, staff = Actor.system("command line"), staff_with_address(email)
    held = clinics_of(staff.pk)
    if not held:
        raise NotThere(f"{staff} holds no role in any clinic, so there is nothing to sign in to.")
    reset_second_factor(us, staff_id=staff.pk, clinic_id=held[0].clinic_id, reason=reason)
    issue_joining_link(us, staff_id=staff.pk, clinic_id=held[0].clinic_id)
    staff.refresh_from_db()
    return staff.get_full_name(), f"https://{settings.ALLOWED_HOSTS[0]}{joining_path(staff)}"
