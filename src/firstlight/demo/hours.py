"""When the invented clinics are at work. Opened at night or at a weekend, a demonstration stands in the next working
morning: its clock only ever runs ahead, so that a monitor with the right time never seems to speak from the future."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DOORS_OPEN, DOORS_SHUT = time(8), time(18)
AT_WORK_FROM, AT_WORK_UNTIL = time(10, 30), time(15)  # between these a day has both people who left and people to come
MID_MORNING = time(11, 40)
SMALL_HOURS = time(3, 30)
SATURDAY = 5


def working_moment(now: datetime) -> datetime:
    """`now` while the clinics are at work, else the middle of the next working morning, in London's time."""
    local = now.astimezone(LONDON)
    if is_working(local.date()) and AT_WORK_FROM <= local.time() < AT_WORK_UNTIL:
        return local
    day = local.date()
    while not is_working(day) or local >= on(day, AT_WORK_FROM):
        day += timedelta(days=1)
    return on(day, MID_MORNING)


def doors(now: datetime) -> tuple[datetime, datetime]:
    """From when to when the clinics are open on that day; around `now` itself where a test opens them at another hour."""
    local = now.astimezone(LONDON)
    if AT_WORK_FROM <= local.time() < AT_WORK_UNTIL:
        return on(local.date(), DOORS_OPEN), on(local.date(), DOORS_SHUT)
    return local - timedelta(hours=5), local + timedelta(hours=7)


def within_a_day(now: datetime) -> datetime:
    """`now`, or the last minute of the day before while the day is young: nobody's checks hold over midnight."""
    local = now.astimezone(LONDON)
    return on(local.date(), time()) - timedelta(minutes=1) if local.time() < SMALL_HOURS else local


def is_working(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < SATURDAY


def on(day: date, at: time) -> datetime:
    """A moment by the clinic's wall clock."""
    return datetime.combine(day, at, LONDON)


def days_before(moment: datetime, days: int) -> datetime:
    """The same time by the wall clock some days earlier, or on the Friday before where that is a weekend."""
    earlier = moment.astimezone(LONDON) - timedelta(days=days)
    return earlier if is_working(earlier.date()) else days_before(earlier, 1)
