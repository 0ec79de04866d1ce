"""Somebody asks for a session's summary as a file. A job makes it; the page can be printed meanwhile."""

from django.db import transaction

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.models import PrintedSummary
from firstlight.apps.infusion.queries import session_row


@action(verb="session.summary.asked", permission="session.view")
def ask_for_summary(act: Act, *, session_id: int) -> int:
    """The id of the summary to be made. It shows the session as it stands when the job comes to it."""
    session = session_row(session_id)
    act.allow(session.clinic_id)
    row = PrintedSummary.objects.create(
        session=session, version=session.version, asked_at=clock.now(), by_id=act.actor.staff_id
    )
    act.record(subject=session, patient_id=session.patient_id, clinic_id=session.clinic_id, summary_id=row.pk)
    act.changed(session.clinic_id)
    transaction.on_commit(
        lambda: _enqueue(row.pk)
    )  # the job must find the row; lost here, the page offers to ask again
    return row.pk


def _enqueue(summary_id: int) -> None:
    from firstlight.apps.infusion.tasks import make_summary  # the task uses actions too

    make_summary.enqueue(summary_id)
