"""A summary's file was made, or could not be: what came of it is kept beside who asked."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.models import PrintedSummary


@action(verb="session.summary.made", permission="session.view")
def keep_summary(act: Act, *, summary_id: int, version: int, pdf: bytes | None, problem: str = "") -> int:
    """The summary's id. `pdf` is None where it could not be made, and `problem` then says why in words."""
    row = PrintedSummary.objects.select_related("session").get(pk=summary_id)
    session = row.session
    act.allow(session.clinic_id)
    row.version, row.pdf, row.problem = version, pdf, problem
    row.made_at = clock.now() if pdf is not None else None
    row.save(update_fields=["version", "pdf", "problem", "made_at"])
    act.record(
        subject=session,
        patient_id=session.patient_id,
        clinic_id=session.clinic_id,
        summary_id=summary_id,
        made=pdf is not None,
    )
    act.changed(session.clinic_id)
    return row.pk
