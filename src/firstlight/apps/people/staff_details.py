"""What is written down of a member of staff: name as signed on a record, address to sign in with, registration."""

import re
from dataclasses import asdict, dataclass

from firstlight.apps.people.models import Staff
from firstlight.apps.people.seen import mark_of
from firstlight.apps.refusals import Invalid

SHAPES = {
    Staff.Body.GMC: (r"\d{7}", "A GMC number has 7 digits."),
    Staff.Body.NMC: (r"\d{2}[A-Z]\d{4}[A-Z]", "An NMC number has the form 90A0001E."),
    Staff.Body.GPHC: (r"\d{7}", "A GPhC number has 7 digits."),
    Staff.Body.HCPC: (r"[A-Z]{2,3}\d{5,6}", "An HCPC number has the form PYL123456."),
}
"""The shape of each body's numbers. [recall]"""


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """As typed."""

    email: str
    given_name: str
    family_name: str
    title: str = ""
    post_nominals: str = ""
    registration_body: str = Staff.Body.NONE.value
    registration_number: str = ""


def details_of(staff: Staff) -> StaffDetails:
    """What is written down now."""
    return StaffDetails(**{name: getattr(staff, name) for name in StaffDetails.__slots__})


def mark_of_details(details: StaffDetails) -> str:
    """The mark of what a form about a member of staff shows."""
    return mark_of(*asdict(details).values())


def check_details(details: StaffDetails) -> None:
    """Raises Invalid for a registration number that cannot be one of its body's."""
    shape = SHAPES.get(Staff.Body(details.registration_body))
    if shape and not re.fullmatch(shape[0], details.registration_number.strip().upper()):
        raise Invalid(f"{shape[1]} Check it against the register.", "registration_number")


def put_in(staff: Staff, details: StaffDetails) -> None:
    """Put the words into the row, which the caller saves."""
    for column, value in asdict(details).items():
        setattr(staff, column, value.strip())
    staff.email = staff.email.lower()
    staff.registration_number = staff.registration_number.upper()
