"""When a value was measured. A monitor states local time without a zone more often than not, so the site's own zone is
read into it, with both clock changes of the year: the hour that comes twice is the one nearer to when the message
arrived, and the hour that does not exist is moved forward."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FUTURE = timedelta(minutes=2)
LAG = timedelta(minutes=2)
TO_THE_MINUTE_OR_SECOND = (12, 14)  # digits of YYYYMMDDHHMMSS: anything coarser times nothing at a bedside
SHIFTED = "a stated time does not exist on the day the clocks go forward; read as an hour later"


class Timekeeper:
    """The times of one message. `assumed` turns true when a time without a zone was read as the site's."""

    __slots__ = ("_component", "_default", "_read", "_site", "assumed", "latest", "notes", "received_at")

    def __init__(self, received_at: datetime, site: ZoneInfo, sent: str = "", component: str = "^") -> None:
        self.received_at = received_at
        self.latest = received_at + FUTURE
        self.assumed = False
        self.notes: list[str] = []
        self._site = site
        self._read: dict[str, datetime | None] = {}
        self._component = component
        self._default = self._zone_of_sender(sent) if "+" in sent or "-" in sent else None

    def at(self, stated: str) -> datetime | None:
        """The moment in UTC of a time stamp, or None for one that is absent, too coarse or no time."""
        if stated in self._read:
            return self._read[stated]
        moment = self._read[stated] = self._moment(stated)
        return moment

    def _moment(self, stated: str) -> datetime | None:
        digits, zone = _parted(stated.split(self._component, 1)[0].strip())
        local = _local(digits)
        if local is None:
            return None
        try:
            if zone:
                return local.replace(tzinfo=_zone(zone)).astimezone(UTC)
            self.assumed = True
            if self._default is not None:
                return local.replace(tzinfo=self._default).astimezone(UTC)
            return self._at_site(local)
        except (OverflowError, ValueError):
            return None

    def _zone_of_sender(self, sent: str) -> timezone | None:
        """The zone in MSH-7 holds for every time in the message that states none (HL7 chapter 2, MSH-7)."""
        try:
            return _zone(_parted(sent.split(self._component, 1)[0].strip())[1])
        except ValueError:
            return None

    def _at_site(self, local: datetime) -> datetime:
        steady = _steady_zone(self._site, local.year, local.month, local.day, local.hour)
        if steady is not None:
            return local.replace(tzinfo=steady).astimezone(UTC)
        first = local.replace(tzinfo=self._site)
        second = first.replace(fold=1)
        if first.utcoffset() == second.utcoffset():
            return first.astimezone(UTC)
        if first.utcoffset() < second.utcoffset():  # type: ignore[operator]  # clocks went forward: no such hour
            self.notes.append(SHIFTED)
            return first.astimezone(UTC)
        moments = first.astimezone(UTC), second.astimezone(UTC)
        return min(moments, key=lambda moment: abs(moment - self.received_at))


@lru_cache(maxsize=1024)
def _steady_zone(site: ZoneInfo, year: int, month: int, day: int, hour: int) -> timezone | None:
    """The site's offset through one hour of its clock, or None where it changes: asking the zone itself is slow."""
    first = datetime(year, month, day, hour, tzinfo=site)
    last = first.replace(minute=59, second=59)
    offsets = {moment.replace(fold=fold).utcoffset() for moment in (first, last) for fold in (0, 1)}
    return timezone(offsets.pop() or timedelta()) if len(offsets) == 1 else None


def _parted(stated: str) -> tuple[str, str]:
    """Digits with their fraction, and the zone."""
    at = max(stated.find("+"), stated.find("-"))
    return (stated, "") if at < 0 else (stated[:at], stated[at:])


def _local(digits: str) -> datetime | None:
    whole, _, fraction = digits.partition(".")
    if len(whole) not in TO_THE_MINUTE_OR_SECOND or not (whole.isascii() and whole.isdigit()):
        return None
    if fraction and not (fraction.isascii() and fraction.isdigit()):
        return None
    try:
        return datetime(  # noqa: DTZ001  # the zone comes next
            int(whole[:4]), int(whole[4:6]), int(whole[6:8]), int(whole[8:10]), int(whole[10:12]),
            int(whole[12:14] or 0), int((fraction + "000000")[:6]) if fraction else 0,
        )  # fmt: skip
    except ValueError:
        return None


def _zone(zone: str) -> timezone:
    """The zone at the end of a time stamp. Raises ValueError for what is no zone."""
    if len(zone) != 5 or not (zone[1:].isascii() and zone[1:].isdigit()):
        raise ValueError(f"{zone!r} is no time zone")
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
    return timezone(-offset if zone[0] == "-" else offset)
