"""Fields that more than one of these forms has."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from firstlight.apps.people.queries.search import born_on

WRITTEN = "%d-%b-%Y"


class DayField(forms.DateField):
    """A day as people write it. What could be two days, or none, is asked again."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example 2 9 1974 or 02-Sep-1974")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        day = born_on(str(value))
        if day is None:
            raise ValidationError("Write the day, the month and the year in four figures, for example 02-Sep-1974.")
        return day

    def prepare_value(self, value: Any) -> Any:
        return value.strftime(WRITTEN) if isinstance(value, date) else value


def reason_field(label: str, hint: str = "") -> forms.CharField:
    """Words that somebody will read later."""
    return forms.CharField(label=label, help_text=hint, max_length=300, widget=forms.Textarea)
