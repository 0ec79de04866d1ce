"""What the rules need of some sessions at once, read in a fixed number of queries however many they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.models import Correction, GateAnswer, GivenEntry, ProtocolApproval, Session
from firstlight.apps.infusion.queries import from_rows
from firstlight.apps.infusion.queries.lines import ErrorMark, GateLine, GivenLine, SetLine
from firstlight.apps.infusion.queries.protocols import parsed
from firstlight.apps.infusion.queries.sets import sets_of
from firstlight.apps.medicines.queries import Prescribed, prescriptions_for
from firstlight.apps.pathway.queries import ConsentOnFile, consents_now
from firstlight.apps.people.queries import PatientBanner, banners_of
from firstlight.apps.refusals import NotThere
from firstlight.clinical.protocol.protocol import Protocol


@dataclass(slots=True)
class Gathered:
    """One session with the lines that rules look at, each list in the order in which things happened.

    `marks` are those "entered in error" on the sessions gathered with it; `elsewhere` those on other people's records
    whose lines belong to this one.
    """

    session: Session
    protocol: Protocol
    awaiting_approval: int
    patient: PatientBanner
    marks: from_rows.Marks
    elsewhere: list[Correction]
    prescription: Prescribed | None = None
    consent: ConsentOnFile | None = None
    consent_withdrawn_at: datetime | None = None
    given: list[GivenLine] = field(default_factory=list)
    sets: list[SetLine] = field(default_factory=list)
    gates: list[GateLine] = field(default_factory=list)


def session_rows(sessions: QuerySet[Session]) -> list[Session]:
    """Sessions with their people, place and protocol, and how many of its values are approved in their clinic."""
    approved = ProtocolApproval.objects.filter(protocol=OuterRef("protocol"), clinic=OuterRef("clinic"))
    count = approved.values("protocol").annotate(n=Count("pk")).values("n")
    rows = sessions.select_related("patient", "nurse", "protocol", "bay").defer("protocol__text")
    return list(rows.annotate(approved_values=Subquery(count)))


def gather(
    rows: Sequence[Session], banners: Mapping[int, PatientBanner], clinic_id: int, now: datetime
) -> list[Gathered]:
    """These sessions of one clinic, in their order. Seven queries, whatever their number and that of their lines."""
    ids = [row.pk for row in rows]
    corrections = _corrections(ids)
    marks = {(one.entry_type, one.entry_id): from_rows.error_mark(one) for one in corrections}
    found = {row.pk: _begin(row, banners[row.patient_id], marks, corrections) for row in rows}
    _add_lines(found, marks)
    _add_papers(list(found.values()), clinic_id, now)
    return list(found.values())


def gathered_one(session_id: int, now: datetime) -> Gathered:
    """One session with the lines that rules look at. Raises NotThere."""
    rows = session_rows(Session.objects.filter(pk=session_id))
    if not rows:
        raise NotThere("There is no such session. Go back to the board and open it from there.")
    return gather(rows, banners_of(row.patient for row in rows), rows[0].clinic_id, now)[0]


def _corrections(session_ids: Collection[int]) -> list[Correction]:
    """Every mark "entered in error" on these sessions, and on others whose lines belong to one of these."""
    concerned = Q(session_id__in=session_ids) | Q(belongs_to_id__in=session_ids)
    return list(Correction.objects.filter(concerned).select_related("by").order_by("at", "id"))


def _begin(session: Session, patient: PatientBanner, marks: from_rows.Marks, wrong: list[Correction]) -> Gathered:
    protocol = parsed(session.protocol)
    approved: int = session.approved_values or 0  # type: ignore[attr-defined]
    elsewhere = [one for one in wrong if one.belongs_to_id == session.pk]
    return Gathered(session, protocol, len(protocol.needing_approval()) - approved, patient, marks, elsewhere)


def _add_lines(by_id: dict[int, Gathered], marks: dict[tuple[str, int], ErrorMark]) -> None:
    ids = list(by_id)
    given = GivenEntry.objects.filter(session_id__in=ids).select_related("by", "checked_by", "move")
    for entry in given:
        by_id[entry.session_id].given.append(from_rows.given_line(entry, marks))
    for answer in GateAnswer.objects.filter(session_id__in=ids).select_related("by"):
        by_id[answer.session_id].gates.append(from_rows.gate_line(answer, marks))
    for session_id, line in sets_of(ids, marks):
        by_id[session_id].sets.append(line)


def _add_papers(found: list[Gathered], clinic_id: int, now: datetime) -> None:
    prescriptions = prescriptions_for([one.session.pk for one in found])
    consents = consents_now([one.session.patient_id for one in found], clinic_id, day_of(now))
    for one in found:
        one.prescription = prescriptions.get(one.session.pk)
        one.consent = consents.standing.get(one.session.patient_id)
        one.consent_withdrawn_at = consents.withdrawn_at.get(one.session.patient_id)
