"""Open a clinic of the trust. Whoever opens it manages it, until they give the role to somebody else."""

from django.core.exceptions import ValidationError

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Clinic, RoleHeld
from firstlight.apps.people.models.places import ODS_CODE
from firstlight.apps.people.queries import today
from firstlight.apps.people.roles import MANAGER
from firstlight.apps.refusals import Invalid


@action(verb="places.clinic.added", permission="places.manage")
def add_clinic(act: Act, *, trust_id: int, ods_code: str, name: str) -> int:
    """Raises Invalid for a code that is malformed or taken."""
    act.allow(None)
    try:
        ODS_CODE(ods_code)
    except ValidationError as wrong:
        raise Invalid(wrong.messages[0], "ods_code") from None
    if Clinic.objects.filter(ods_code=ods_code).exists():
        raise Invalid("This code belongs to another clinic. Look it up in the ODS portal.", "ods_code")
    clinic = Clinic.objects.create(trust_id=trust_id, ods_code=ods_code, name=name.strip())
    if act.actor.staff_id is not None:
        RoleHeld.objects.create(staff_id=act.actor.staff_id, clinic=clinic, role=MANAGER, since=today())
    act.record(subject=clinic, clinic_id=clinic.pk, name=clinic.name, ods_code=ods_code)
    return clinic.pk
