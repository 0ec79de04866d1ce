"""A named psychiatrist makes values of a protocol live in one clinic: those that are proposed or only remembered."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions
from firstlight.apps.infusion.actions.writing.versions import touch_under
from firstlight.apps.infusion.models import ProtocolApproval, ProtocolVersion
from firstlight.apps.infusion.queries.protocols import protocol_in
from firstlight.apps.refusals import Invalid


@action(verb="protocol.approved", permission="protocol.approve")
def approve_protocol_values(act: Act, *, protocol_id: int, clinic_id: int, paths: list[str]) -> int:
    """The protocol version's id. A value approved before stays with its first name. Raises Invalid for unknown paths."""
    act.allow(clinic_id)
    by_id = permissions.check_named(act.actor)
    standing = protocol_in(clinic_id, protocol_id)
    waiting = {value.path for value in standing.awaiting}
    if unknown := set(paths) - {value.path for value in standing.protocol.needing_approval()}:
        raise Invalid(f"This protocol has no value to approve at {', '.join(sorted(unknown))}.", "paths")
    fresh = [path for path in dict.fromkeys(paths) if path in waiting]
    now = clock.now()
    ProtocolApproval.objects.bulk_create(
        [
            ProtocolApproval(protocol_id=protocol_id, clinic_id=clinic_id, path=one, by_id=by_id, at=now)
            for one in fresh
        ],
        ignore_conflicts=True,  # two psychiatrists at once: the first name stands
    )
    touch_under(protocol_id=protocol_id, clinic_id=clinic_id)
    version = ProtocolVersion.objects.defer("text").get(pk=protocol_id)
    act.record(subject=version, clinic_id=clinic_id, approved=fresh)
    act.changed(clinic_id)
    return protocol_id
