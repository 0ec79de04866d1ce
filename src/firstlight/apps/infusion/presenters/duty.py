"""The day's duty list, with what each person is certified for on that day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from firstlight.apps.infusion.days import day_of
from firstlight.apps.scheduling.queries import OnDuty


class Staff(Protocol):
    def get_full_name(self) -> str: ...


class DutyRowModel(Protocol):
    """What is needed of a stored duty."""

    @property
    def pk(self) -> int: ...
    @property
    def staff_id(self) -> int: ...
    @property
    def staff(self) -> Staff: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`now`: on duty at this moment; certificates are shown for those alone."""

    duty_id: int
    name: str
    starts_at: datetime
    ends_at: datetime
    now: bool
    ils_until: date | None
    als_until: date | None
    ils: bool
    als: bool


def duty_rows(duties: Iterable[DutyRowModel], present: Sequence[OnDuty], now: datetime) -> list[DutyRow]:
    """By start."""
    held = {one.staff_id: one for one in present}
    return [_row(duty, held.get(duty.staff_id), now) for duty in duties]


def _row(duty: DutyRowModel, held: OnDuty | None, now: datetime) -> DutyRow:
    today = day_of(now)
    return DutyRow(
        duty_id=duty.pk,
        name=duty.staff.get_full_name(),
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        now=duty.starts_at <= now < duty.ends_at,
        ils_until=held.ils_until if held else None,
        als_until=held.als_until if held else None,
        ils=bool(held and held.ils_on(today)),
        als=bool(held and held.als_on(today)),
    )
