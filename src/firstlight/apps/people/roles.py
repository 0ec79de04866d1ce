"""The table of who may do what. A permission says in words what it lets a person do, and which roles carry it."""

from dataclasses import dataclass

PSYCHIATRIST, NURSE, THERAPIST, PHARMACIST = "psychiatrist", "nurse", "therapist", "pharmacist"
ADMINISTRATOR, MANAGER, ANALYST, RESEARCHER = "administrator", "manager", "analyst", "researcher"


@dataclass(frozen=True, slots=True)
class Permission:
    """`says` completes "the right to ..."."""

    says: str
    roles: frozenset[str]


def _to(says: str, *roles: str) -> Permission:
    return Permission(says, frozenset(roles))


PERMISSIONS: dict[str, Permission] = {
    "patient.search": _to("look for a person", PSYCHIATRIST, NURSE, THERAPIST, PHARMACIST, ADMINISTRATOR),
    "patient.open": _to("open a record", PSYCHIATRIST, NURSE, THERAPIST, PHARMACIST, ADMINISTRATOR),
    "patient.register": _to("register a person", PSYCHIATRIST, NURSE, ADMINISTRATOR),
    "patient.amend": _to("change a person's details", PSYCHIATRIST, NURSE, ADMINISTRATOR),
    "patient.merge": _to("merge two records", ADMINISTRATOR),
    "patient.transfer": _to("transfer a person between clinics", PSYCHIATRIST, ADMINISTRATOR),
    "patient.breakglass": _to("open a record with a reason", PSYCHIATRIST, NURSE),
    "staff.manage": _to("manage staff and their roles", MANAGER),
    "places.manage": _to("manage clinics, bays and monitors", MANAGER),
    "session.view": _to("see sessions", PSYCHIATRIST, NURSE, THERAPIST, PHARMACIST, ADMINISTRATOR),
    "session.book": _to("book a session", PSYCHIATRIST, NURSE, ADMINISTRATOR),
    "session.check": _to("record the checks before a session", PSYCHIATRIST, NURSE),
    "session.override": _to("pass a gate with a signed reason", PSYCHIATRIST),
    "session.give": _to("record the giving of the drug", PSYCHIATRIST, NURSE),
    "session.observe": _to("record observations", PSYCHIATRIST, NURSE),
    "session.leave": _to("sign a person fit to leave", PSYCHIATRIST, NURSE),
    "session.correct": _to("mark an entry as entered in error", PSYCHIATRIST, NURSE),
    "monitor.bind": _to("join a monitor's feed to a session", PSYCHIATRIST, NURSE),
    "monitor.resolve": _to("settle messages that could not be understood", NURSE, MANAGER),
    "protocol.view": _to("read protocols", PSYCHIATRIST, NURSE, THERAPIST, PHARMACIST, MANAGER),
    "protocol.approve": _to("approve a protocol's values", PSYCHIATRIST),
    "consent.record": _to("record consent", PSYCHIATRIST),
    "prescription.write": _to("prescribe", PSYCHIATRIST),
    "prescription.check": _to("check a prescription", PSYCHIATRIST, NURSE, PHARMACIST),
    "audit.view": _to("read the audit log", MANAGER),
    "breakglass.review": _to("review records opened with a reason", MANAGER),
    "duty.view": _to("see who is on duty", PSYCHIATRIST, NURSE, THERAPIST, PHARMACIST, ADMINISTRATOR, MANAGER),
    "monitor.view": _to(
        "see the clinic's monitors", PSYCHIATRIST, NURSE, THERAPIST, PHARMACIST, ADMINISTRATOR, MANAGER
    ),
    "duty.manage": _to("set who is on duty", NURSE, MANAGER),
    "sign_in.log": _to("keep the log of sign-ins"),  # no role: the system alone
}


def roles_with(permission: str) -> frozenset[str]:
    """The roles that carry a permission. Raises KeyError for one that does not exist."""
    return PERMISSIONS[permission].roles
