"""A monitor that sends the same nonsense for ever: it is counted, and must not fill the disk."""

import pytest

from firstlight.apps.infusion.actions.keep_refused_message import keep_refused_message
from firstlight.apps.infusion.models import RefusedMessage as Kept
from firstlight.clinical.monitoring.reading import RefusedMessage
from tests.unit.infusion.day import at


@pytest.mark.django_db
def test_the_same_refused_message_is_counted_and_not_kept_twice() -> None:
    first, again, other = (
        keep_refused_message(RefusedMessage("10.0.0.7:4012", raw, "AE", "No observation in it", at(minute), ""))
        for minute, raw in enumerate((b"nonsense", b"nonsense", b"other nonsense"))
    )
    assert first == again != other
    assert Kept.objects.count() == 2
    kept = Kept.objects.get(pk=first)
    assert kept.times == 2
    assert kept.received_at == at(1)
