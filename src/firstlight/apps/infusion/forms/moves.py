"""The forms of the moves: what happened, when, why, and by whom it was checked."""

from collections.abc import Sequence
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.infusion.forms.rates import RateAskedForm
from firstlight.apps.infusion.states import Step
from firstlight.apps.request_form import RequestForm

Choices = Sequence[tuple[Any, str]]
NOT_CHOSEN: tuple[str, str] = ("", "Choose")


class MoveForm(RequestForm):
    """`at` for every move; a reason where the table of moves asks for one, and for a pause where there is one to give."""

    at = ClockTimeField()

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.needs_reason or step.name == "pause":
            self.fields["reason"] = forms.CharField(
                label="Reason",
                required=False,
                widget=forms.Textarea(attrs={"data-needed": "yes"} if step.needs_reason else {}),
                help_text="In a few words. It stays on the record."
                if step.needs_reason
                else "For example: asked for a break.",
            )

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "request_key"}


class ArrivalForm(MoveForm):
    """The bay that the person takes."""

    def __init__(self, step: Step, bays: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(step, *args, **kwargs)
        self.fields["bay"] = forms.TypedChoiceField(
            label="Bay", choices=[NOT_CHOSEN, *bays], coerce=int, error_messages={"required": "Choose the bay."}
        )

    def inputs(self) -> dict[str, Any]:
        return {"at": self.cleaned_data["at"], "bay_id": self.cleaned_data["bay"]}


class StartForm(MoveForm):
    """The second person, by name, who looked at the pump."""

    def __init__(self, step: Step, colleagues: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(step, *args, **kwargs)
        self.fields["checked_by"] = forms.TypedChoiceField(
            label="Second person who checked the pump",
            choices=[NOT_CHOSEN, *colleagues],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.Select(attrs={"data-needed": "yes"}),
            help_text="Somebody else, who looked at the drug, the dose, the rate and the person with you.",
        )

    def inputs(self) -> dict[str, Any]:
        return {"at": self.cleaned_data["at"], "checked_by_id": self.cleaned_data["checked_by"]}


class RateForm(RateAskedForm):
    """A new rate at the pump; `needed` is False for a resume, which goes on at the rate from before."""

    at = ClockTimeField()
    rate_ml_h = forms.DecimalField(
        label="Rate at the pump, mL/h",
        max_digits=7,
        decimal_places=2,
        error_messages={
            "required": "Give the rate that the pump shows.",
            "invalid": "Give the rate as a number, for example 52.5.",
        },
    )

    field_order = ("request_key", "at", "rate_ml_h")

    def __init__(self, *args: Any, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate_ml_h"].required = needed
        self.fields["rate_ml_h"].widget = forms.TextInput(attrs={"inputmode": "decimal"})
        if not needed:
            self.fields["rate_ml_h"].help_text = "Leave empty when the pump goes on at the rate from before the pause."

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        words = self.cleaned_data
        return {"at": words["at"], "rate_ml_h": words["rate_ml_h"], "faster_confirmed": self.confirmed()}


class EventForm(RequestForm):
    """What happened, in the nurse's own words."""

    KINDS = (
        "Nausea",
        "Vomiting",
        "Headache",
        "Dizziness",
        "Anxiety or panic",
        "Asked for a break",
        "Chest pain",
        "Doctor called",
        "Medicine given",
        "Other",
    )
    at = ClockTimeField()
    kind = forms.ChoiceField(
        label="What happened",
        choices=[NOT_CHOSEN, *((kind, kind) for kind in KINDS)],
        error_messages={"required": "Choose what happened."},
    )
    text = forms.CharField(label="In your words", required=False, widget=forms.Textarea)

    def inputs(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("at", "kind", "text")}
