"""Who may: a role held in a clinic gives its permissions in that clinic, and nobody has any other. Deny by default."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.people.models import RoleHeld
from firstlight.apps.people.roles import PERMISSIONS, roles_with
from firstlight.apps.refusals import Forbidden


def may(actor: Actor, permission: str, clinic_id: int | None) -> bool:
    """Whether this person holds the permission in that clinic; `clinic_id` None asks for any clinic.

    Raises KeyError for a permission that does not exist: a misspelt one must never read as "no" in silence.
    """
    roles = roles_with(permission)
    if actor.is_system:
        return True
    held = _held(actor).filter(role__in=roles)
    return (held if clinic_id is None else held.filter(clinic_id=clinic_id)).exists()


def check_may(actor: Actor, permission: str, clinic_id: int | None) -> None:
    """Raise Forbidden unless `may`."""
    if not may(actor, permission, clinic_id):
        raise Forbidden(
            f"{actor.name} may not do this here: it needs the right to {PERMISSIONS[permission].says}. "
            "Ask your clinic's manager, or a colleague who holds it."
        )


def clinics_where(actor: Actor, permission: str) -> list[int]:
    """The clinics (ids) where this person holds the permission."""
    return list(_held(actor).filter(role__in=roles_with(permission)).values_list("clinic_id", flat=True).distinct())


def permissions_in(actor: Actor, clinic_id: int) -> frozenset[str]:
    """Everything this person may do in that clinic, for showing and hiding: the action asks again."""
    return permissions_of(set(_held(actor).filter(clinic_id=clinic_id).values_list("role", flat=True)))


def permissions_of(roles: set[str]) -> frozenset[str]:
    """What these roles together let a person do."""
    return frozenset(name for name, permission in PERMISSIONS.items() if roles & permission.roles)


def _held(actor: Actor) -> QuerySet[RoleHeld]:
    today = timezone.localdate(clock.now())
    return RoleHeld.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today),
        staff_id=actor.staff_id or 0,
        staff__is_active=True,
        since__lte=today,
    )
