"""What others may read of the day's staffing: who is on duty, with the last day of each certificate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from firstlight.apps.scheduling.models import Duty


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One person at work. A last day is the latest of the certificates awarded by then; None where none is held."""

    staff_id: int
    name: str
    short_name: str
    registered: bool
    starts_at: datetime
    ends_at: datetime
    ils_until: date | None
    als_until: date | None
    cd_witness_until: date | None

    def ils_on(self, day: date) -> bool:
        return self.ils_until is not None and self.ils_until >= day

    def als_on(self, day: date) -> bool:
        return self.als_until is not None and self.als_until >= day


def on_duty(clinic_id: int, at: datetime) -> tuple[OnDuty, ...]:
    """Everybody on duty in the clinic at a moment, once each, by name. Two queries whatever their number."""
    duties = Duty.objects.filter(clinic_id=clinic_id, starts_at__lte=at, ends_at__gt=at, staff__is_active=True)
    rows = duties.select_related("staff").prefetch_related("staff__competencies").order_by("starts_at")
    people = {duty.staff_id: _person(duty, at.date()) for duty in rows}
    return tuple(sorted(people.values(), key=lambda person: person.name))


def duties_between(clinic_id: int, start: datetime, end: datetime) -> list[Duty]:
    """Every duty that touches the time from `start` to `end`, earliest first, with its person."""
    rows = Duty.objects.filter(clinic_id=clinic_id, starts_at__lt=end, ends_at__gt=start)
    return list(rows.select_related("staff", "set_by").order_by("starts_at", "id"))


def _person(duty: Duty, day: date) -> OnDuty:
    staff = duty.staff
    held = [(row.kind, row.expires_on) for row in staff.competencies.all() if row.awarded_on <= day]
    return OnDuty(
        staff_id=staff.pk,
        name=staff.get_full_name(),
        short_name=staff.get_short_name(),
        registered=staff.registration_body != "none" and bool(staff.registration_number),
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        ils_until=_last_day(held, "ils"),
        als_until=_last_day(held, "als"),
        cd_witness_until=_last_day(held, "cd_witness"),
    )


def _last_day(held: Iterable[tuple[str, date]], kind: str) -> date | None:
    return max((expires for of, expires in held if of == kind), default=None)
