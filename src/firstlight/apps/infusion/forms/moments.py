"""The time at which something happened, as a nurse types it: hours and minutes. The day is the one that makes it nearest
to now, so that 23:50 typed at ten past midnight is yesterday's."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from firstlight.apps import clock


class ClockTimeField(forms.TimeField):
    """On the 24-hour clock. Cleans to an aware datetime, or None where left empty: then the action takes the moment of
    saving. The minute that is now is that moment too: its first second would lie before what was saved a moment ago."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": "6", "autocomplete": "off", "data-needed": "yes"})

    def __init__(self, *, label: str = "Happened at", filled: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("error_messages", {"invalid": "Give the time as hours and minutes, for example 14:12."})
        kwargs.setdefault("help_text", "" if kwargs["required"] else "Leave empty if it happened just now.")
        initial = wall_time_now if filled else None
        super().__init__(label=label, initial=initial, input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H%M"], **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not isinstance(typed, time):
            return None
        now = clock.now()
        meant = nearest(typed, now)
        this_minute = now.replace(second=0, microsecond=0)
        return None if meant == this_minute and not self.required else meant


class DayField(forms.DateField):
    """A day as it is written in this country. Typed, not picked: it is the same on every device, and quicker."""

    widget = forms.DateInput(attrs={"inputmode": "numeric", "size": "12", "autocomplete": "off"}, format="%d/%m/%Y")

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": "Give the date as day, month and year, for example 23/11/2026."}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        kwargs.setdefault("help_text", "For example 23/11/2026.")
        super().__init__(input_formats=["%d/%m/%Y", "%d-%b-%Y", "%d %b %Y", "%d.%m.%Y", "%Y-%m-%d"], **kwargs)


def wall_time_now() -> str:
    """14:12."""
    return timezone.localtime(clock.now()).strftime("%H:%M")


def nearest(typed: time, now: datetime) -> datetime:
    """The moment with that clock time that lies nearest to now; in the hour that comes twice, the one nearest too."""
    today = timezone.localtime(now).date()
    days = [today - timedelta(days=1), today, today + timedelta(days=1)]
    moments = [_moment(day, typed, fold) for day in days for fold in (0, 1)]
    return min(moments, key=lambda moment: abs(moment - now)).astimezone(UTC)


def _moment(day: date, typed: time, fold: int) -> datetime:
    return datetime.combine(day, typed.replace(fold=fold), timezone.get_default_timezone())
