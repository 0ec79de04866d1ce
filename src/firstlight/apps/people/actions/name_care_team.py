"""Name the team of this clinic that looks after a person, or none."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import CareAt, Team
from firstlight.apps.people.queries import clinic, patient_for, rows_of
from firstlight.apps.refusals import IllegalMove, Invalid


@action(verb="patient.team.changed", permission="patient.amend")
def name_care_team(act: Act, *, patient_id: int, clinic_id: int, team_id: int | None) -> int:
    """Raises Invalid for a team of another clinic, IllegalMove where this clinic does not look after the person now."""
    act.allow(clinic_id)
    here = clinic(clinic_id)
    person = patient_for(act.actor, here, patient_id)
    team = None if team_id is None else Team.objects.filter(pk=team_id, clinic_id=clinic_id).first()
    if team_id is not None and team is None:
        raise Invalid("That is not a team of this clinic. Choose another.", "team_id")
    stay = (
        CareAt.objects.select_for_update(no_key=True)
        .filter(patient_id__in=rows_of(person.pk), clinic=here, until=None)
        .first()
    )
    if stay is None:
        raise IllegalMove(f"{here} does not look after this person now, so none of its teams does.")
    stay.team = team
    stay.save(update_fields=["team"])
    act.record(subject=stay, patient_id=person.pk, clinic_id=clinic_id, team=team.name if team else "none")
    return stay.pk
