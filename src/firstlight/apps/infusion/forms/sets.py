"""One set of observations in one row. Every field is plain text: what was typed is kept exactly, and the rules of care say
what can be read of it. Nothing is filled in beforehand, or a nurse would sign figures that were never read."""

from collections.abc import Mapping
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.infusion.refusals import SetRefused
from firstlight.apps.refusals import NeedsConfirmation, Refusal
from firstlight.apps.request_form import RequestForm
from firstlight.apps.row_id import row_id

GIVEN_LETTERS = (("", "–"), ("A", "A alert"), ("C", "C confused"), ("V", "V voice"), ("P", "P pain"), ("U", "U none"))
BREATHED = (("", "–"), ("air", "Air"), ("oxygen", "Oxygen"))
FIGURES = ("systolic", "diastolic", "pulse", "spo2", "resp_rate", "moaas", "cadss6", "temperature")
IN_WORDS = {"oxygen": BREATHED, "consciousness": GIVEN_LETTERS}
KINDS_OF_ROW = (*FIGURES[:4], "oxygen", *FIGURES[4:], "consciousness")
LABELS = {
    "systolic": ("BP mmHg", "Systolic blood pressure, mmHg"),
    "diastolic": ("", "Diastolic blood pressure, mmHg"),
    "pulse": ("Pulse", "Pulse, per minute"),
    "spo2": ("SpO₂ %", "Oxygen saturation, percent"),
    "oxygen": ("Air or O₂", "Breathing air or oxygen"),
    "resp_rate": ("Resp", "Respiratory rate, per minute"),
    "moaas": ("MOAA/S", "Sedation, MOAA/S, 0 to 5"),
    "cadss6": ("CADSS-6", "Dissociation, CADSS-6, 0 to 24"),
    "temperature": ("Temp °C", "Temperature, degrees Celsius"),
    "consciousness": ("ACVPU", "Consciousness: alert, confused, voice, pain or unresponsive"),
    "weight": ("Weight kg", "Weight today, kilograms"),
}


class SetForm(RequestForm):
    """`minute` is the planned minute it answers. Weight is asked for before the start only."""

    minute = forms.IntegerField(required=False, widget=forms.HiddenInput)
    at = ClockTimeField(label="Taken at")

    def __init__(self, *args: Any, with_weight: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "set_%s")  # other forms open over the same page
        super().__init__(*args, **kwargs)
        self.kinds = (*KINDS_OF_ROW, "weight") if with_weight else KINDS_OF_ROW
        self.questions: dict[str, str] = {}
        for kind in self.kinds:
            self.fields[kind] = _words(kind) if kind in IN_WORDS else _figure(LABELS[kind][1])

    def values(self) -> dict[str, str]:
        """Kind to text as typed."""
        return {kind: self.cleaned_data[kind] for kind in self.kinds}

    def accepted(self) -> dict[str, int]:
        """Kind to the monitor's message, for values that were filled from it."""
        named = {kind: row_id(self.data.get(f"message_{kind}")) for kind in self.kinds if self.cleaned_data[kind]}
        return {kind: message for kind, message in named.items() if message is not None}

    def confirmed(self) -> dict[str, str]:
        """Kind to the text that was said to be right."""
        said = {kind: str(self.data.get(f"confirm_{kind}", "")) for kind in self.kinds}
        return {kind: text for kind, text in said.items() if text}

    def refuse(self, refusal: Refusal) -> None:
        """Every fault at its field; every question beside its field, once."""
        if isinstance(refusal, SetRefused):
            self._at_fields(refusal.faults)
        elif isinstance(refusal, NeedsConfirmation):
            self.questions = refusal.questions
            self.add_error(None, "Not saved yet. Answer the question beside the value, then save again.")
        else:
            super().refuse(refusal)

    def _at_fields(self, faults: Mapping[str, str]) -> None:
        for kind, words in faults.items():
            self.add_error(kind if kind in self.fields else None, words)


def filled_from(data: Any, readings: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
    """What was typed, with empty fields taken from the monitor: kind to (text, message). Nothing typed is replaced."""
    filled = {name: data.get(name, "") for name in data}
    for kind, (text, message) in readings.items():
        if not str(filled.get(kind, "")).strip():
            filled |= {kind: text, f"message_{kind}": str(message)}
    return filled


def _figure(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )


def _words(kind: str) -> forms.CharField:
    return forms.CharField(label=LABELS[kind][1], required=False, widget=forms.Select(choices=IN_WORDS[kind]))
