"""Work of the infusion app that a job does: making the summary's file."""

from django_tasks import task

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.keep_summary import keep_summary
from firstlight.apps.infusion.models import PrintedSummary
from firstlight.apps.infusion.queries import session_record

CANNOT = "The file could not be made on this machine: {reason}. Print the page itself instead."


@task()
def make_summary(summary_id: int) -> None:
    """Make one summary's PDF. Where the machine cannot, say so: the page to print is always there."""
    row = PrintedSummary.objects.select_related("by").get(pk=summary_id)
    record = session_record(row.session_id, clock.now())
    try:
        pdf, problem = _made(row, record), ""
    except (ImportError, OSError) as missing:  # the libraries that lay out text are the system's, and may be absent
        pdf, problem = None, CANNOT.format(reason=missing)
    keep_summary(Actor.system("jobs"), summary_id=summary_id, version=record.standing.version, pdf=pdf, problem=problem)


def _made(row: PrintedSummary, record: object) -> bytes:
    from firstlight.apps.infusion.summary_file import summary_pdf

    return summary_pdf(record, row.by.get_full_name() if row.by else "")  # type: ignore[arg-type]
