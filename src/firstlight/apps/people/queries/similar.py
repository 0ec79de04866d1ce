"""People here today whose names could be taken for each other: both tiles then say "Similar name"."""

from collections.abc import Iterable

from firstlight.apps.people.models import Patient
from firstlight.apps.people.names import folded, sound


def similar_names(patients: Iterable[Patient]) -> set[int]:
    """Ids of those of `patients` whose surname is written or sounds like that of another of them. Asks no database."""
    here = {person.pk: (folded(person.family_name), sound(person.family_name)) for person in patients}
    return {pk for pk, name in here.items() if any(_alike(name, other) for key, other in here.items() if key != pk)}


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] or (one[1] != "" and one[1] == other[1])
