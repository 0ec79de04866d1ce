"""Who works here: with which roles, and certified for what until when."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from firstlight.apps.people.models import Competency, RoleHeld, Staff
from firstlight.apps.people.queries.dates import today
from firstlight.apps.refusals import Invalid, NotThere


def roles_held(on: date | None = None) -> QuerySet[RoleHeld]:
    """Roles in force on a day, today unless told, of people who have not left."""
    day = on or today()
    return RoleHeld.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day, staff__is_active=True)


def staff_of(clinic_id: int, role: str | None = None) -> list[Staff]:
    """Everybody who holds a role (or this role) in the clinic today, by name, with `roles` and `competencies` loaded."""
    held = roles_held().filter(clinic_id=clinic_id)
    wanted = held.filter(role=role) if role else held
    found = Staff.objects.filter(pk__in=wanted.values("staff_id"))
    return list(found.prefetch_related(Prefetch("roles", held, "roles_here"), "competencies"))  # type: ignore[no-redef]


def leavers_of(clinic_id: int) -> list[Staff]:
    """Everybody who held a role here and has left."""
    return list(Staff.objects.filter(is_active=False, roles__clinic_id=clinic_id).distinct())


def staff_member(staff_id: int) -> Staff:
    """Raises NotThere."""
    try:
        return Staff.objects.get(pk=staff_id)
    except Staff.DoesNotExist:
        raise NotThere("There is no such member of staff. Look on the staff list.") from None


def member_of(clinic_id: int, staff_id: int) -> Staff:
    """A member of staff who holds or held a role in this clinic. Raises NotThere for anybody else."""
    staff = staff_member(staff_id)
    if not RoleHeld.objects.filter(staff_id=staff_id, clinic_id=clinic_id).exists():
        raise NotThere("This person holds no role in your clinic. Add them by their e-mail address first.")
    return staff


def names_of(staff_ids: Iterable[int]) -> dict[int, str]:
    """Full names as signed on a record, by id."""
    return {staff.pk: staff.get_full_name() for staff in Staff.objects.filter(pk__in=set(staff_ids))}


def competencies_in_date(staff_ids: Iterable[int], on: date | None = None) -> dict[int, frozenset[str]]:
    """Which kinds ("ils", "als", "cd_witness") each of these people holds in date on a day, today unless told."""
    day = on or today()
    wanted = set(staff_ids)
    rows = Competency.objects.filter(staff_id__in=wanted, awarded_on__lte=day, expires_on__gte=day)
    kinds: dict[int, set[str]] = {staff_id: set() for staff_id in wanted}
    for staff_id, kind in rows.values_list("staff_id", "kind"):
        kinds[staff_id].add(kind)
    return {staff_id: frozenset(held) for staff_id, held in kinds.items()}


def clinics_of(staff_id: int) -> list[RoleHeld]:
    """Every role this person holds today, with its clinic and trust, in the order of the clinics' names."""
    held = roles_held().filter(staff_id=staff_id)
    return list(held.select_related("clinic__trust").order_by("clinic__name", "role"))


def clinics_worked_in(staff_id: int) -> dict[int, str]:
    """The names of the clinics where this person holds a role or has been given one that is still to begin, by id."""
    held = RoleHeld.objects.filter(Q(until=None) | Q(until__gte=today()), staff_id=staff_id)
    return dict(held.values_list("clinic_id", "clinic__name").distinct())


def role_in(clinic_id: int, role_held_id: int) -> RoleHeld:
    """Raises NotThere for a role in another clinic."""
    held = RoleHeld.objects.select_related("staff").filter(pk=role_held_id, clinic_id=clinic_id).first()
    if held is None:
        raise NotThere("Nobody holds this role in your clinic. Open the staff list again.")
    return held


def staff_with_address(email: str) -> Staff:
    """Who signs in with this address. Raises Invalid."""
    found = Staff.objects.filter(email__iexact=email).first()
    if found is None:
        raise Invalid("Nobody signs in with this address. Check it, or add them as a joiner.", "email")
    return found
