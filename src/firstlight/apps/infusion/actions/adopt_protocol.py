"""A protocol's file becomes a version that sessions can go by. Its text is kept word for word and never changes."""

import hashlib

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.models import ProtocolVersion
from firstlight.apps.refusals import Conflict, Invalid
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.errors import ProtocolError
from firstlight.clinical.protocol.protocol import Protocol


@action(verb="protocol.adopted", permission="protocol.approve")
def adopt_protocol(act: Act, *, text: str, based_on_id: int | None = None) -> int:
    """The version's id; the same file again gives the same one. `based_on_id` is the version that it was begun from.

    Raises Invalid with each line and reason, Conflict for other words under a version that exists.
    """
    act.allow(None)
    protocol = _read(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    version = ProtocolVersion.objects.filter(digest=digest).first() or _new(protocol, text, digest)
    act.record(subject=version, code=version.code, version=version.version, digest=digest, based_on_id=based_on_id)
    return version.pk


def _read(text: str) -> Protocol:
    try:
        return load.parse(text)
    except ProtocolError as refused:
        raise Invalid(f"This file cannot be used as a protocol.\n{refused}", "text") from refused


def _new(protocol: Protocol, text: str, digest: str) -> ProtocolVersion:
    if ProtocolVersion.objects.filter(code=protocol.code, version=protocol.version).exists():
        raise Conflict(
            f"Version {protocol.version} of {protocol.code} is adopted already with other words. "
            "A version never changes: give this file a new version number.",
            "text",
        )
    return ProtocolVersion.objects.create(
        code=protocol.code,
        version=protocol.version,
        title=protocol.title,
        text=text,
        digest=digest,
        adopted_at=clock.now(),
    )
