"""Forget work that was put aside for later and finished more than a week ago. No audit entry: what the work did has its own,
and what it made, a summary for one, stays."""

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from firstlight.apps import clock

KEPT_FOR = timedelta(days=7)


def clear_finished_tasks() -> int:
    """How many were forgotten; work that waits or is under way stays however old it is."""
    gone, _ = DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - KEPT_FOR).delete()
    return gone
