"""Staff as the list and their own page show them: roles here, certificates and how long each still counts."""

from dataclasses import dataclass

from firstlight.apps.people.models import Competency, RoleHeld, Staff
from firstlight.apps.people.queries import today

SOON = 60  # days: time to book a course before a gate shuts


@dataclass(frozen=True, slots=True)
class Certificate:
    """`state` is "in date", "ends in 12 days", "lapsed"; never a colour alone."""

    kind: str
    awarded_on: str
    expires_on: str
    evidence: str
    state: str
    lapsed: bool


@dataclass(frozen=True, slots=True)
class StaffLine:
    staff_id: int
    name: str
    roles: str
    email: str
    certificates: list[Certificate]


def lines(staff: list[Staff]) -> list[StaffLine]:
    """For people as queries.staff_of gives them."""
    return [
        StaffLine(
            person.pk,
            person.get_full_name(),
            ", ".join(sorted({role.get_role_display() for role in person.roles_here})),
            person.email,
            newest([certificate(one) for one in person.competencies.all()]),
        )
        for person in staff
    ]


def certificate(held: Competency) -> Certificate:
    left = (held.expires_on - today()).days
    state = "lapsed" if left < 0 else f"ends in {left} days" if left <= SOON else "in date"
    written = "%d-%b-%Y"
    return Certificate(
        held.get_kind_display(),
        held.awarded_on.strftime(written),
        held.expires_on.strftime(written),
        held.evidence,
        state,
        lapsed=left < 0,
    )


def newest(certificates: list[Certificate]) -> list[Certificate]:
    """The first of each kind: they come with the latest end first."""
    return list({one.kind: one for one in reversed(certificates)}.values())[::-1]


def in_force(role: RoleHeld) -> bool:
    return role.until is None or role.until >= today()
