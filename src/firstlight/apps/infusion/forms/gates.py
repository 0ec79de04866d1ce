"""One form for each gate that is answered in words of its own. Which answers open it is the protocol's to say."""

from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import DayField
from firstlight.apps.request_form import RequestForm
from firstlight.clinical.protocol.protocol import Answer, Protocol
from firstlight.clinical.scales import padss

YES_NO = (("yes", "Yes"), ("no", "No"))
QUESTIONS = {
    "walking": "Does the person walk steadily?",
    "fluid": "Has the person drunk, and kept it down?",
    "cannula_out": "Is the cannula out?",
    "suicidal_intent": "Is there new suicidal intent?",
    "no_driving": "Has the person signed not to drive?",
    "crisis_card": "Was the crisis card given?",
}


class GateForm(RequestForm):
    """`answer()` is what the action takes."""

    def answer(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "request_key"}


class IdentifiersForm(GateForm):
    """What was compared with the person and the wristband."""

    def __init__(self, protocol: Protocol, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identifiers"] = forms.MultipleChoiceField(
            label="Compared with the person and the wristband",
            choices=[(one, one[0].upper() + one[1:]) for one in protocol.start_gates.identifiers],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=f"The protocol asks for {protocol.start_gates.identifiers_needed}.",
        )


class EscortForm(GateForm):
    """The adult who takes the person home, or that nobody does."""

    name = forms.CharField(
        label="Name of the escort", required=False, widget=forms.TextInput(attrs={"data-needed": "yes"})
    )
    phone = forms.CharField(
        label="Telephone", required=False, widget=forms.TextInput(attrs={"inputmode": "tel", "data-needed": "yes"})
    )
    unescorted = forms.BooleanField(label="Nobody takes the person home: they stay longer", required=False)


class AnswerForm(GateForm):
    """One of the protocol's answers."""

    def __init__(self, label: str, answers: tuple[Answer, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = forms.ChoiceField(
            label=label,
            choices=[(one.key, one.label) for one in answers],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one of the answers."},
        )


class PregnancyForm(GateForm):
    """Whether it is relevant, and if so the test."""

    relevant = forms.ChoiceField(
        label="Could pregnancy be relevant for this person?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether pregnancy could be relevant for this person."},
    )
    result = forms.ChoiceField(
        label="Test",
        choices=(("negative", "Negative"), ("positive", "Positive"), ("declined", "Declined")),
        widget=forms.RadioSelect,
        required=False,
    )
    tested_on = DayField(label="Tested on", required=False)

    def answer(self) -> dict[str, Any]:
        words = super().answer()
        tested_on = words["tested_on"].isoformat() if words["tested_on"] else ""
        return {"relevant": words["relevant"] == "yes", "result": words["result"], "tested_on": tested_on}


class YesNoForm(GateForm):
    """A question before leaving."""

    def __init__(self, question: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = forms.ChoiceField(
            label=question,
            choices=YES_NO,
            widget=forms.RadioSelect,
            error_messages={"required": "Answer yes or no."},
        )

    def answer(self) -> dict[str, Any]:
        return {"answer": self.cleaned_data["answer"] == "yes"}


class PadssForm(GateForm):
    """The five items, each with the words of its scores. Nothing is chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in padss.items():
            self.fields[item.key] = forms.TypedChoiceField(
                label=item.label,
                choices=[(score, f"{score}: {words}") for score, words in item.words.items()],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Score {item.label.lower()}: 0, 1 or 2."},
            )


class NextAppointmentForm(GateForm):
    """The day the person comes again."""

    on = DayField(
        label="Next appointment on",
        error_messages={"required": "Give the date of the next appointment."},
    )

    def answer(self) -> dict[str, Any]:
        return {"on": self.cleaned_data["on"].isoformat()}


class OverrideForm(RequestForm):
    """A psychiatrist's signed reason to go on although a gate is not met."""

    reason = forms.CharField(
        label="Why the session may go on all the same",
        widget=forms.Textarea,
        error_messages={"required": "Say why. It stays on the record under your name."},
    )


def gate_form(gate: str, protocol: Protocol, *args: Any, **kwargs: Any) -> GateForm:
    """The form of one gate. Raises KeyError for a gate that is answered elsewhere."""
    gates = protocol.start_gates
    if gate in QUESTIONS:
        return YesNoForm(QUESTIONS[gate], *args, **kwargs)
    if gate == "two_identifiers":
        return IdentifiersForm(protocol, *args, **kwargs)
    if gate == "food":
        return AnswerForm("Food and drink", gates.food_answers, *args, **kwargs)
    if gate == "alcohol_sedatives":
        return AnswerForm("Alcohol and sedatives", gates.alcohol_sedatives_answers, *args, **kwargs)
    plain: dict[str, type[GateForm]] = {
        "escort": EscortForm,
        "pregnancy": PregnancyForm,
        "padss": PadssForm,
        "next_appointment": NextAppointmentForm,
    }
    return plain[gate](*args, **kwargs)
