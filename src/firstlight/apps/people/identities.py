"""Who is who is settled by one person at a time: two desks registering the same newcomer at the same moment would each look,
find nobody, and register them twice."""

from firstlight.apps.people.models import Trust


def hold_identities() -> None:
    """Wait for whoever is registering, renumbering or merging, and keep the next one waiting until this transaction ends."""
    Trust.objects.select_for_update(no_key=True).order_by("id").first()
