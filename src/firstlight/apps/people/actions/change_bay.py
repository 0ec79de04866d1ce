"""Change a bay's chair, or take the bay out of use and bring it back. A bay is never removed: sessions name it."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import Bay
from firstlight.apps.refusals import NotThere


@action(verb="places.bay.changed", permission="places.manage")
def change_bay(act: Act, *, bay_id: int, clinic_id: int, chair: str, in_use: bool) -> int:
    """Raises IllegalMove for taking a bay out of use with somebody in it."""
    act.allow(clinic_id)
    bay = Bay.objects.select_for_update(no_key=True).filter(pk=bay_id, clinic_id=clinic_id).first()
    if bay is None:
        raise NotThere("There is no such bay in your clinic. Open the list of places again.")
    if not in_use:
        policies.check_bay_empty(bay)
    bay.chair, bay.in_use = chair.strip(), in_use
    bay.save()
    act.record(subject=bay, clinic_id=clinic_id, number=bay.number, chair=bay.chair, in_use=in_use)
    act.changed(clinic_id)
    return bay.pk
