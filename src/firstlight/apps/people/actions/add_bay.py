"""Add a place to be treated. Its number is its place on every board."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Bay
from firstlight.apps.refusals import Invalid


@action(verb="places.bay.added", permission="places.manage")
def add_bay(act: Act, *, clinic_id: int, number: int, chair: str = "") -> int:
    """`chair` is the chair's asset tag. Raises Invalid for a number that is taken."""
    act.allow(clinic_id)
    if number < 1:
        raise Invalid("Bays are numbered from 1.", "number")
    if Bay.objects.filter(clinic_id=clinic_id, number=number).exists():
        raise Invalid(
            f"There is a bay {number} already. Bring it back into use, or give this one another number.", "number"
        )
    bay = Bay.objects.create(clinic_id=clinic_id, number=number, chair=chair.strip())
    act.record(subject=bay, clinic_id=clinic_id, number=number)
    act.changed(clinic_id)
    return bay.pk
