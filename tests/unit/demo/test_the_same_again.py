"""The same moment of opening makes the same trust, so that a picture or a fault can be made again."""

from datetime import datetime
from typing import Any

from firstlight.apps import clock
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.infusion.models import Observation
from firstlight.apps.infusion.models.feed import MonitorMessage
from firstlight.demo import seed
from tests.unit.demo.conftest import OPENED, taken_back


def opened(at: datetime) -> list[Any]:
    """What was written: by whom and when, every value, and every reading."""
    with taken_back(), clock.at(at):
        seed.seed_first_clinic()
        return [
            list(AuditEntry.objects.order_by("id").values_list("at", "actor_name", "verb")),
            list(Observation.objects.order_by("id").values_list("kind", "typed", "measured_at", "source")),
            list(MonitorMessage.objects.order_by("id").values_list("effective_at", "readings")),
        ]


def test_opened_twice_at_one_moment_it_is_the_same(db: None) -> None:
    first = opened(OPENED)
    assert first == opened(OPENED)
    assert all(first)
