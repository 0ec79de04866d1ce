"""Name a team of this clinic: people who work together, named on a patient's care."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Team
from firstlight.apps.refusals import Invalid


@action(verb="places.team.added", permission="places.manage")
def add_team(act: Act, *, clinic_id: int, name: str) -> int:
    """Raises Invalid for a name that is taken."""
    act.allow(clinic_id)
    if not name.strip():
        raise Invalid("Give the team a name.", "name")
    if Team.objects.filter(clinic_id=clinic_id, name__iexact=name.strip()).exists():
        raise Invalid("This clinic has a team of that name already.", "name")
    team = Team.objects.create(clinic_id=clinic_id, name=name.strip())
    act.record(subject=team, clinic_id=clinic_id, name=team.name)
    return team.pk
