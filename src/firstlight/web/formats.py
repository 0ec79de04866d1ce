"""How figures and names are written on every page and print: one clock zone, one date form, NHS numbers in 3 3 4."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTE, HOUR = 60, 3600
POUND_KG = Decimal("0.45359237")


def clock_time(moment: datetime) -> str:
    """14:12, in the clinic's own time. In the hour that comes twice in October the zone is said too: 01:30 GMT."""
    local = moment.astimezone(LONDON)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.strftime("%H:%M %Z" if twice else "%H:%M")


def clock_seconds(moment: datetime) -> str:
    """14:12:08."""
    return moment.astimezone(LONDON).strftime("%H:%M:%S")


def short_date(day: date | datetime) -> str:
    """02-Sep-1974, the form of the NHS for dates that must not be misread."""
    return _local(day).strftime("%d-%b-%Y")


def long_date(day: date | datetime) -> str:
    """Monday 23 November 2026."""
    local = _local(day)
    return f"{local:%A} {local.day} {local:%B %Y}"


def date_and_time(moment: datetime) -> str:
    """23-Nov-2026 14:12."""
    return f"{short_date(moment)} {clock_time(moment)}"


def field_time(moment: datetime) -> str:
    """2026-11-23T14:12, what a date-and-time field of a form takes."""
    return moment.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970, for scripts that count ages by the server's clock."""
    return int(moment.timestamp() * 1000)


def nhs_number(digits: str | None) -> str:
    """999 000 1073; a person without one reads "no NHS number"."""
    if not digits:
        return "no NHS number"
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def years_old(born: date, today: date | datetime) -> int:
    """Whole years on that day."""
    day = _local(today)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age(since: timedelta) -> str:
    """How long ago: min:s under 20 minutes, then whole minutes to the hour, then hours and minutes."""
    seconds = max(0, int(since.total_seconds()))
    if seconds < 20 * MINUTE:
        return f"{seconds // MINUTE}:{seconds % MINUTE:02d}"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    return f"{seconds // HOUR} h {seconds % HOUR // MINUTE} min"


def plain(number: Decimal | float | int) -> str:
    """52.5, 35, 0.7: no trailing noughts, no exponent."""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pounds(kilograms: Decimal | float | int) -> str:
    """70 kg is "154 lb": whoever weighed in pounds knows their own figure again."""
    return f"{Decimal(str(kilograms)) / POUND_KG:.0f} lb"


def milligrams(dose: Decimal | float) -> str:
    """29.0: doses are always shown to a tenth."""
    return f"{Decimal(str(dose)):.1f}"


def route(code: str) -> str:
    """IV, SC, nasal: as it is written on a prescription."""
    return code.upper() if len(code) < 3 else code


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 set, 2 sets."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def _local(day: date | datetime) -> date | datetime:
    return day.astimezone(LONDON) if isinstance(day, datetime) else day
