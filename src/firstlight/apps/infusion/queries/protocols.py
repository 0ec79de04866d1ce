"""The protocols as stored, read into rules once a version and kept: a version never changes."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.models import ProtocolApproval, ProtocolVersion, Session
from firstlight.apps.refusals import NotThere
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.provenance import ProtocolValue

NO_SUCH = "There is no such protocol. Go back to the list of protocols and choose one from there."
_READ: dict[str, Protocol] = {}


@dataclass(frozen=True, slots=True)
class Approval:
    """One value made live in one clinic, by whom and when."""

    path: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProtocolInClinic:
    """One version as it stands in one clinic: read, with what is approved there and what still waits."""

    id: int
    protocol: Protocol
    adopted_at: datetime
    approvals: tuple[Approval, ...]
    awaiting: tuple[ProtocolValue, ...]

    @property
    def in_force(self) -> bool:
        return not self.awaiting


def parsed(version: ProtocolVersion) -> Protocol:
    """The rules of a stored version. The text is fetched only where these rules are not already in memory."""
    return _READ.get(version.digest) or _read(version)


def protocol_of(session: Session) -> Protocol:
    """The rules of the version that a session goes by, whatever came after it."""
    return parsed(ProtocolVersion.objects.defer("text").get(pk=session.protocol_id))


def protocol_text(protocol_id: int) -> str:
    """The file of one version, word for word. Raises NotThere."""
    text = ProtocolVersion.objects.filter(pk=protocol_id).values_list("text", flat=True).first()
    if text is None:
        raise NotThere(NO_SUCH)
    return text


def protocols_in(clinic_id: int) -> tuple[ProtocolInClinic, ...]:
    """Every adopted version, newest first, with its approvals in this clinic."""
    versions = ProtocolVersion.objects.defer("text").order_by("-adopted_at", "-id")
    approvals = _approvals(clinic_id)
    return tuple(_in_clinic(version, approvals.get(version.pk, ())) for version in versions)


def protocol_in(clinic_id: int, protocol_id: int) -> ProtocolInClinic:
    """One version as it stands in this clinic. Raises NotThere."""
    version = ProtocolVersion.objects.filter(pk=protocol_id).first()
    if version is None:
        raise NotThere(NO_SUCH)
    return _in_clinic(version, _approvals(clinic_id).get(version.pk, ()))


def protocol_in_force(clinic_id: int, code: str) -> ProtocolInClinic | None:
    """The newest version of a protocol with every value approved that needs it; None where no version is."""
    return next((one for one in protocols_in(clinic_id) if one.protocol.code == code and one.in_force), None)


def protocol_to_book(clinic_id: int, code: str) -> ProtocolInClinic | None:
    """The version a new session takes: the one in force, else the newest, whose gate then stays shut until approval."""
    of_code = [one for one in protocols_in(clinic_id) if one.protocol.code == code]
    return next((one for one in of_code if one.in_force), of_code[0] if of_code else None)


def _read(version: ProtocolVersion) -> Protocol:
    protocol = _READ[version.digest] = load.parse(version.text)
    return protocol


def _approvals(clinic_id: int) -> dict[int, tuple[Approval, ...]]:
    found: dict[int, tuple[Approval, ...]] = {}
    for row in ProtocolApproval.objects.filter(clinic_id=clinic_id).select_related("by").order_by("at", "id"):
        line = Approval(row.path, row.by.get_full_name(), row.at)
        found[row.protocol_id] = (*found.get(row.protocol_id, ()), line)
    return found


def _in_clinic(version: ProtocolVersion, approvals: tuple[Approval, ...]) -> ProtocolInClinic:
    protocol = parsed(version)
    approved = {approval.path for approval in approvals}
    awaiting = tuple(value for value in protocol.needing_approval() if value.path not in approved)
    return ProtocolInClinic(version.pk, protocol, version.adopted_at, approvals, awaiting)
