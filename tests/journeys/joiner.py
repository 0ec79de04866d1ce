"""Sets up a clinic with a manager and prints, as JSON, the links with which they and a new nurse choose a password. A program of
its own, because the web process that the journey walks in is one too."""

import json

import django

django.setup()

from firstlight.apps.actor import Actor  # noqa: E402
from firstlight.apps.people.actions.add_clinic import add_clinic  # noqa: E402
from firstlight.apps.people.actions.add_staff import add_staff  # noqa: E402
from firstlight.apps.people.actions.add_trust import add_trust  # noqa: E402
from firstlight.apps.people.joining import joining_path  # noqa: E402
from firstlight.apps.people.queries import staff_member  # noqa: E402
from firstlight.apps.people.staff_details import StaffDetails  # noqa: E402

SETUP = Actor.system("journey")


def joins(clinic: int, role: str, given: str, family: str) -> str:
    words = StaffDetails(email=f"{given}@example.org".lower(), given_name=given, family_name=family)
    return joining_path(staff_member(add_staff(SETUP, clinic_id=clinic, details=words, role=role)))


if __name__ == "__main__":
    trust = add_trust(SETUP, ods_code="ZZJ", name="Journey trust (invented)", synthetic=True)
    clinic = add_clinic(SETUP, trust_id=trust, ods_code="ZZJ01", name="Harbour clinic")
    print(
        json.dumps(
            {
                "manager": joins(clinic, "manager", "Grace", "Mbeki"),
                "nurse": joins(clinic, "nurse", "Amara", "Okafor"),
            }
        )
    )
