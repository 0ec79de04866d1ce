"""A day at the clinic: from midnight to midnight by the wall clock, which is 23 or 25 hours when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of the clinic's day and the first of the next one, both in UTC."""
    zone = timezone.get_default_timezone()
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Which day of the clinic an aware moment falls on."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived by a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def wall_clock(moment: datetime) -> str:
    """As said in a sentence: "13:37". In the hour that comes twice in October the zone is said too: "01:30 GMT"."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"
