"""Take a due job so that no second jobs process takes it too. No audit entry: the work itself leaves one."""

from datetime import timedelta

from firstlight.apps import clock
from firstlight.apps.audit.models import DueJob


def claim_job(name: str) -> bool:
    """True when this process has it. A claim lapses after one turn, so a killed worker's job comes round again."""
    now = clock.now()
    job = DueJob.objects.get(pk=name)
    ahead = now + timedelta(seconds=job.every_seconds)
    return DueJob.objects.filter(pk=name, due_at__lte=now).update(due_at=ahead) == 1
