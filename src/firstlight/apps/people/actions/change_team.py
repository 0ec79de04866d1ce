"""Say who belongs to a team."""

from collections.abc import Collection

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Team
from firstlight.apps.people.queries import roles_held
from firstlight.apps.people.queries.places import mark_of_members
from firstlight.apps.people.seen import check_seen
from firstlight.apps.refusals import Invalid, NotThere


@action(verb="places.team.changed", permission="places.manage")
def change_team(act: Act, *, team_id: int, clinic_id: int, seen: str, members: Collection[int]) -> int:
    """`members` are ids of staff, all of them; `seen` is the mark of those on the screen. Raises Moved where they have
    changed since, Invalid for somebody who holds no role in the clinic.
    """
    act.allow(clinic_id)
    team = Team.objects.select_for_update(no_key=True).filter(pk=team_id, clinic_id=clinic_id).first()
    if team is None:
        raise NotThere("There is no such team in your clinic. Open the list of places again.")
    stored = list(team.members.all())
    check_seen(seen, mark_of_members(stored), ", ".join(map(str, stored)) or "nobody")
    here = set(roles_held().filter(clinic_id=clinic_id).values_list("staff_id", flat=True))
    if set(members) - here:
        raise Invalid("Somebody chosen holds no role in this clinic. Give them one first.", "members")
    team.members.set(members)
    act.record(subject=team, clinic_id=clinic_id, name=team.name, members=sorted(members))
    return team.pk
