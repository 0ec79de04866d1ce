"""What some monitors said last, joined to a session or not: figures to compare with a monitor's own screen."""

import json
from collections.abc import Collection

from django.db.models import OuterRef, Subquery

from firstlight.apps.infusion.models import Monitor, MonitorMessage


def newest_readings(monitor_ids: Collection[int]) -> dict[int, dict[str, float]]:
    """Kind to value of each monitor's newest message, by monitor. Two queries whatever their number."""
    newest = MonitorMessage.objects.filter(monitor=OuterRef("pk")).order_by("-effective_at", "-id").values("id")[:1]
    ids = Monitor.objects.filter(pk__in=monitor_ids).annotate(newest=Subquery(newest)).values_list("newest", flat=True)
    messages = MonitorMessage.objects.filter(pk__in=[pk for pk in ids if pk is not None])
    return {
        monitor: {kind: value for kind, value, _unit, _at in json.loads(readings)}
        for monitor, readings in messages.values_list("monitor_id", "readings")
    }
