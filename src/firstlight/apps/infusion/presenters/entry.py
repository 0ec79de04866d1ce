"""The entry row: which fields this set needs, what the monitor shows beneath each, and what is still asked."""

from dataclasses import dataclass

from django.forms import BoundField

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.forms.sets import LABELS, SetForm
from firstlight.apps.infusion.presenters.current import figure, reading_of
from firstlight.apps.infusion.queries import Feed, Reading, Standing
from firstlight.clinical.monitoring.plan import SetState

BEFORE_THE_START = frozenset({"booked", "arrived", "checks", "ready"})
FILLED = frozenset({"systolic", "diastolic", "pulse", "spo2", "resp_rate", "temperature"})
ALL_BEFORE = frozenset(
    {
        "systolic",
        "diastolic",
        "pulse",
        "spo2",
        "oxygen",
        "resp_rate",
        "temperature",
        "consciousness",
        "moaas",
        "cadss6",
        "weight",
    }
)


@dataclass(frozen=True, slots=True)
class EntryField:
    """`needed`: this set asks for it. `reading` is what the monitor shows now, None when stale or not measured."""

    kind: str
    label: str
    full_name: str
    bound: BoundField
    needed: bool
    reading: Reading | None
    reading_text: str
    accepted_message: str
    question: str


@dataclass(frozen=True, slots=True)
class EntryView:
    form: SetForm
    head: str
    words: str
    fields: list[EntryField]
    can_fill: bool
    offered: bool


def entry_view(standing: Standing, form: SetForm) -> EntryView:
    """The row as it stands now."""
    due = due_set(standing)
    needed = (
        frozenset(due.planned.kinds) if due else ALL_BEFORE if standing.state.value in BEFORE_THE_START else frozenset()
    )
    return EntryView(
        form=form,
        head=f"Minute {standing.minute}" if standing.minute is not None else "Before the start",
        words=_words(due),
        fields=[_field(standing, form, kind, kind in needed) for kind in form.kinds],
        can_fill=bool(standing.feed and not standing.feed.silent and offers_readings(standing)),
        offered=offers_readings(standing),
    )


def offers_readings(standing: Standing) -> bool:
    """Not while the monitor names another patient."""
    return standing.feed is None or standing.feed.other_patient is None


def due_set(standing: Standing) -> SetState | None:
    """The set that a save now would answer: the oldest late one, else the one that is due."""
    return next((one for one in standing.plan if one.state in ("urgent", "amber", "due")), None)


def readings_to_fill(feed: Feed | None) -> dict[str, tuple[str, int]]:
    """What "Fill from monitor" copies: fresh readings alone, with the message each came in.
    Nothing while the monitor names another patient."""
    if feed is None or feed.other_patient is not None:
        return {}
    fresh = [one for one in feed.readings if one.kind in FILLED and not one.stale]
    return {one.kind: (figure(one.value), one.message_id) for one in fresh}


def _field(standing: Standing, form: SetForm, kind: str, needed: bool) -> EntryField:
    reading = reading_of(standing, kind)
    fresh = reading if reading and not reading.stale and offers_readings(standing) else None
    return EntryField(
        kind=kind,
        label=LABELS[kind][0],
        full_name=LABELS[kind][1],
        bound=form[kind],
        needed=needed,
        reading=fresh,
        reading_text=figure(fresh.value) if fresh else "",
        accepted_message=str(form.data.get(f"message_{kind}", "")) if form.is_bound else "",
        question=form.questions.get(kind, ""),
    )


def _words(due: SetState | None) -> str:
    if due is None:
        return "a set at any time"
    said = {"due": "set due now", "amber": "set overdue", "urgent": "set overdue"}
    return f"{said[due.state]}, {wall_clock(due.planned.due_at)}"
