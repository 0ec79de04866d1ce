"""Whether a monitor names the person whom it is joined to. What it says is typed at the monitor, by hand: it may be behind
the times, or be the first sign that the monitor went to another chair."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.models import Binding, MonitorMessage, Session
from firstlight.apps.infusion.queries.belonging import by_both


@dataclass(frozen=True, slots=True)
class OtherPatient:
    """`stated` is whom the monitor names, and `since` when it first did so in this join."""

    stated: str
    since: datetime


def other_patients(named: Sequence[tuple[Binding, str]]) -> dict[int, OtherPatient]:
    """By the join's id, those whose monitor names somebody else, unless a nurse said at the bedside that it is this person
    all the same. `named` are joins with what their monitor says last. No query while all say the NHS number."""
    unlike = [(join, said) for join, said in named if not _said_to_be_right(join, said) and not _is_nhs(join, said)]
    held = _local_numbers([join.session_id for join, _ in unlike]) if unlike else {}
    return {
        join.pk: OtherPatient(said, _first_said(join, said))
        for join, said in unlike
        if number_in(said) not in held.get(join.session_id, ())
    }


def number_in(stated: str) -> str:
    """`stated` is the kind of number and the number: "NHS 9990000018", "MR HED12"."""
    return stated.split(" ", 1)[-1].replace(" ", "").upper()


def _said_to_be_right(join: Binding, stated: str) -> bool:
    return bool(join.confirmed.get("stated_patient_confirmed")) and join.confirmed.get("stated_patient") == stated


def _is_nhs(join: Binding, stated: str) -> bool:
    return number_in(stated) == join.session.patient.nhs_number


def _local_numbers(session_ids: list[int]) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    standing = Session.objects.filter(pk__in=session_ids, patient__local_identifiers__entered_in_error=False)
    for session_id, value in standing.values_list("pk", "patient__local_identifiers__value"):
        held[session_id].add(value.replace(" ", "").upper())
    return held


def _first_said(join: Binding, stated: str) -> datetime:
    """When it came; of one join alone, and only while something is wrong."""
    saying = MonitorMessage.objects.filter(by_both(join.starts_at), monitor_id=join.monitor_id, stated_patient=stated)
    return saying.order_by("effective_at", "id").values_list("received_at", flat=True)[0]
