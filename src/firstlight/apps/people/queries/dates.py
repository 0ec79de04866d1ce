"""The day by the clinic's own clock: a role or a certificate holds until the end of its last day in London."""

from datetime import date

from django.utils import timezone

from firstlight.apps import clock


def today() -> date:
    return timezone.localdate(clock.now())
