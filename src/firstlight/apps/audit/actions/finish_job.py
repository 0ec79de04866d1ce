"""A turn of due work is over: put the next one ahead. No audit entry: the work itself leaves one."""

from datetime import timedelta

from firstlight.apps import clock
from firstlight.apps.audit.models import DueJob

TRY_AGAIN_AFTER = 900  # seconds: a failed job of the day does not wait for the next one


def finish_job(name: str, problem: str = "") -> None:
    """Note how it went and when it is due again."""
    job = DueJob.objects.get(pk=name)
    job.last_finished_at = clock.now()
    job.last_problem = problem
    wait = min(job.every_seconds, TRY_AGAIN_AFTER) if problem else job.every_seconds
    job.due_at = clock.now() + timedelta(seconds=wait)
    job.save()
