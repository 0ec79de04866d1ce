"""Forget the keys of forms saved more than a week ago. No audit entry: nothing that anybody recorded goes, and no browser
holds a form for so long (a sign-in ends the same day)."""

from datetime import timedelta

from firstlight.apps import clock
from firstlight.apps.audit.models import RequestKey

KEPT_FOR = timedelta(days=7)


def clear_old_keys() -> int:
    """How many were forgotten."""
    gone, _ = RequestKey.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()
    return gone
