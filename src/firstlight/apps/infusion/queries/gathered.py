"""What the rules need of some sessions at once, read in a fixed number of queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery

from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.models import (
    Binding,
    Correction,
    GateAnswer,
    GivenEntry,
    Observation,
    ProtocolApproval,
    Session,
)
from firstlight.apps.infusion.queries import from_rows
from firstlight.apps.infusion.queries.lines import BindingLine, ErrorMark, GateLine, GivenLine, SetLine
from firstlight.apps.infusion.queries.protocols import parsed
from firstlight.apps.medicines.queries import Prescribed, prescriptions_for
from firstlight.apps.pathway.queries import ConsentOnFile, consents_on_file
from firstlight.apps.people.queries import PatientBanner, patient_banners
from firstlight.apps.refusals import NotThere
from firstlight.clinical.protocol.protocol import Protocol

Marks = dict[tuple[str, int], ErrorMark]


@dataclass(slots=True)
class Gathered:
    """One session with the lines that rules look at, each list in the order in which things happened."""

    session: Session
    protocol: Protocol
    awaiting_approval: int
    patient: PatientBanner
    prescription: Prescribed | None = None
    consent: ConsentOnFile | None = None
    given: list[GivenLine] = field(default_factory=list)
    sets: list[SetLine] = field(default_factory=list)
    gates: list[GateLine] = field(default_factory=list)
    bindings: list[BindingLine] = field(default_factory=list)


def gather(sessions: QuerySet[Session], clinic_id: int, now: datetime) -> list[Gathered]:
    """The sessions of one clinic, in the queryset's order. The number of queries does not grow with theirs."""
    rows = list(_with_people(sessions))
    banners = patient_banners(row.patient_id for row in rows)
    found = [_begin(row, banners[row.patient_id]) for row in rows]
    by_id = {one.session.pk: one for one in found}
    marks = marks_of(by_id)
    _add_lines(by_id, marks)
    _add_papers(found, clinic_id, now)
    return found


def gathered_one(session_id: int, now: datetime) -> Gathered:
    """One session with the lines that rules look at. Raises NotThere."""
    session = Session.objects.filter(pk=session_id)
    clinic_id = session.values_list("clinic_id", flat=True).first()
    if clinic_id is None:
        raise NotThere("There is no such session. Go back to the board and open it from there.")
    return gather(session, clinic_id, now)[0]


def marks_of(session_ids: Iterable[int]) -> Marks:
    """Every mark "entered in error" on these sessions, by kind of line and its id."""
    rows = Correction.objects.filter(session_id__in=list(session_ids)).select_related("by")
    return {
        (row.entry_type, row.entry_id): ErrorMark(
            row.reason, row.by.get_full_name() if row.by else "", row.at, row.belongs_to_id
        )
        for row in rows
    }


def _with_people(sessions: QuerySet[Session]) -> QuerySet[Session]:
    approved = ProtocolApproval.objects.filter(protocol=OuterRef("protocol"), clinic=OuterRef("clinic"))
    count = approved.values("protocol").annotate(n=Count("pk")).values("n")
    people = sessions.select_related("patient", "nurse", "protocol", "bay").defer("protocol__text")
    return people.annotate(approved_values=Subquery(count))


def _begin(session: Session, patient: PatientBanner) -> Gathered:
    protocol = parsed(session.protocol)
    approved: int = session.approved_values or 0  # type: ignore[attr-defined]
    return Gathered(session, protocol, len(protocol.needing_approval()) - approved, patient)


def _add_lines(by_id: dict[int, Gathered], marks: Marks) -> None:
    ids = list(by_id)
    given = GivenEntry.objects.filter(session_id__in=ids).select_related("by", "checked_by", "move")
    for entry in given:
        by_id[entry.session_id].given.append(from_rows.given_line(entry, marks))
    for answer in GateAnswer.objects.filter(session_id__in=ids).select_related("by"):
        by_id[answer.session_id].gates.append(from_rows.gate_line(answer, marks))
    for session_id, line in _set_lines(ids, marks):
        by_id[session_id].sets.append(line)
    for binding in Binding.objects.filter(session_id__in=ids).select_related("monitor", "bound_by", "ended_by"):
        by_id[binding.session_id].bindings.append(from_rows.binding_line(binding))


def _set_lines(ids: list[int], marks: Marks) -> list[tuple[int, SetLine]]:
    rows = Observation.objects.filter(set__session_id__in=ids).select_related("set__by", "message__monitor")
    rows = rows.defer("message__readings").order_by("set__effective_at", "set_id", "id")
    together: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        together[row.set_id].append(row)
    return [
        (values[0].set.session_id, from_rows.set_line(values[0].set, values, marks)) for values in together.values()
    ]


def _add_papers(found: list[Gathered], clinic_id: int, now: datetime) -> None:
    prescriptions = prescriptions_for([one.session.pk for one in found])
    consents = consents_on_file([one.session.patient_id for one in found], clinic_id, day_of(now))
    for one in found:
        one.prescription = prescriptions.get(one.session.pk)
        one.consent = consents.get(one.session.patient_id)
