"""The trust's clinics, their bays and teams."""

from collections.abc import Iterable

from django.db.models import Prefetch

from firstlight.apps.people.models import Bay, Clinic, Staff, Team, Trust
from firstlight.apps.people.seen import mark_of
from firstlight.apps.refusals import NotThere


def clinic(clinic_id: int) -> Clinic:
    """With its trust. Raises NotThere."""
    try:
        return Clinic.objects.select_related("trust").get(pk=clinic_id)
    except Clinic.DoesNotExist:
        raise NotThere("There is no such clinic. Choose one from the list of places.") from None


def clinics() -> list[Clinic]:
    """Every clinic, by name, with its trust."""
    return list(Clinic.objects.select_related("trust"))


def bays_of(clinic_id: int, *, in_use_only: bool = True) -> list[Bay]:
    """In chair order, the order of every board."""
    bays = Bay.objects.filter(clinic_id=clinic_id).order_by("number")
    return list(bays.filter(in_use=True) if in_use_only else bays)


def teams_of(clinic_id: int) -> list[Team]:
    """By name, with their members loaded: those who have not left."""
    members = Prefetch("members", Staff.objects.filter(is_active=True))
    return list(Team.objects.filter(clinic_id=clinic_id).prefetch_related(members).order_by("name"))


def trusts() -> list[Trust]:
    return list(Trust.objects.order_by("name"))


def everybody_is_invented() -> bool:
    """Whether this database holds an invented trust and no other: without that nobody signs in by role."""
    kinds = set(Trust.objects.values_list("synthetic", flat=True))
    return kinds == {True}


def bay_in(clinic_id: int, bay_id: int) -> Bay:
    """Raises NotThere for a bay of another clinic."""
    bay = Bay.objects.filter(pk=bay_id, clinic_id=clinic_id).first()
    if bay is None:
        raise NotThere("There is no such bay in this clinic. Choose one from the list of places.")
    return bay


def hold_bay(bay_id: int) -> None:
    """Keep the next one who books this bay waiting until this transaction ends."""
    Bay.objects.select_for_update(no_key=True).get(pk=bay_id)


def team_in(clinic_id: int, team_id: int) -> Team:
    """Raises NotThere for a team of another clinic."""
    team = Team.objects.filter(pk=team_id, clinic_id=clinic_id).first()
    if team is None:
        raise NotThere("There is no such team in this clinic. Choose one from the list of places.")
    return team


def mark_of_members(members: Iterable[Staff]) -> str:
    """The mark of who a form shows as belonging to a team."""
    return mark_of(sorted(person.pk for person in members))
