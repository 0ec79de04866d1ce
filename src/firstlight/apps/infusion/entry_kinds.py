"""The lines of a record that can be marked as entered in error, by the word a form uses for them."""

from firstlight.apps.infusion.models import GateAnswer, GivenEntry, ObservationSet, SessionEvent

Markable = GateAnswer | GivenEntry | ObservationSet | SessionEvent
ENTRY_KINDS: dict[str, type[Markable]] = {
    "set": ObservationSet,
    "given": GivenEntry,
    "gate": GateAnswer,
    "event": SessionEvent,
}
BY_LABEL: dict[str, tuple[str, type[Markable]]] = {
    model._meta.label: (kind, model) for kind, model in ENTRY_KINDS.items()
}
