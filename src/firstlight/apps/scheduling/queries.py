"""What others may read of the day's staffing: who is on duty, with the last day of each certificate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from firstlight.apps.scheduling.models import Duty

Certificate = tuple[str, date]
"""Which kind, and its last day."""


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
    """Everybody on duty in the clinic at a moment, once each, by name. One query whatever their number."""
    duties = Duty.objects.filter(clinic_id=clinic_id, starts_at__lte=at, ends_at__gt=at, staff__is_active=True)
    rows = duties.select_related("staff").annotate(
        kind=F("staff__competencies__kind"),
        awarded_on=F("staff__competencies__awarded_on"),
        expires_on=F("staff__competencies__expires_on"),
    )
    latest: dict[int, Duty] = {}
    held: dict[int, list[Certificate]] = defaultdict(list)
    for row in rows.order_by("starts_at"):
        latest[row.staff_id] = row
        if row.kind is not None and row.awarded_on <= at.date():
            held[row.staff_id].append((row.kind, row.expires_on))
    people = [_person(duty, held[staff_id]) for staff_id, duty in latest.items()]
    return tuple(sorted(people, key=lambda person: person.name))


def duties_between(clinic_id: int, start: datetime, end: datetime) -> list[Duty]:
    """Every duty that touches the time from `start` to `end`, earliest first, with its person."""
    rows = Duty.objects.filter(clinic_id=clinic_id, starts_at__lt=end, ends_at__gt=start)
    return list(rows.select_related("staff", "set_by").order_by("starts_at", "id"))


def _person(duty: Duty, held: list[Certificate]) -> OnDuty:
    staff = duty.staff
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


def _last_day(held: Iterable[Certificate], kind: str) -> date | None:
    return max((expires for of, expires in held if of == kind), default=None)
