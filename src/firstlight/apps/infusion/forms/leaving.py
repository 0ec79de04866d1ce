"""The signature before a person goes, with a reason at each gate that is missing or outside the protocol."""

from collections.abc import Sequence
from typing import Any

from django import forms

from firstlight.apps.infusion.forms.moments import ClockTimeField
from firstlight.apps.infusion.refusals import ReasonsMissing
from firstlight.apps.refusals import Refusal
from firstlight.apps.request_form import RequestForm
from firstlight.clinical.protocol.gate_state import GateState


class LeavingForm(RequestForm):
    """One reason field for each gate that is not met."""

    at = ClockTimeField(label="Left at")

    def __init__(self, gates: Sequence[GateState], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for gate in gates:
            if gate.met is not True:
                self.fields[f"reason_{gate.key}"] = forms.CharField(
                    label=f"Why the person leaves all the same: {gate.label}", required=False
                )

    def reasons(self) -> dict[str, str]:
        """By gate."""
        return {
            name.removeprefix("reason_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("reason_") and value
        }

    def refuse(self, refusal: Refusal) -> None:
        """Each silent gate at its own field."""
        if not isinstance(refusal, ReasonsMissing):
            super().refuse(refusal)
            return
        for gate in refusal.gates:
            field = f"reason_{gate.key}"
            self.add_error(
                field if field in self.fields else None, f"{gate.label}: say why, or record what is missing."
            )
