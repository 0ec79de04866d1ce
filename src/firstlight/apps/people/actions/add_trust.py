"""Set up the organisation that answers for its clinics. Done once, from the command line or the demonstration."""

from django.core.exceptions import ValidationError

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Trust
from firstlight.apps.people.models.places import ODS_CODE
from firstlight.apps.refusals import Forbidden, Invalid


@action(verb="places.trust.added", permission="places.manage")
def add_trust(act: Act, *, ods_code: str, name: str, synthetic: bool = False) -> int:
    """`synthetic` says that all its people are invented. Raises Forbidden for people: the system alone sets up a trust."""
    act.allow(None)
    if not act.actor.is_system:
        raise Forbidden("A trust is set up from the command line. Ask whoever looks after this system.")
    try:
        ODS_CODE(ods_code)
    except ValidationError as wrong:
        raise Invalid(wrong.messages[0], "ods_code") from None
    if Trust.objects.filter(ods_code=ods_code).exists():
        raise Invalid("This code belongs to a trust that is set up already.", "ods_code")
    trust = Trust.objects.create(ods_code=ods_code, name=name, synthetic=synthetic)
    act.record(subject=trust, name=name, synthetic=synthetic)
    return trust.pk
