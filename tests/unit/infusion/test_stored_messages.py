"""What a monitor sent is stored as it came and once, whatever is in it, on either database."""

from datetime import timedelta, timezone

import pytest

from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.infusion.models import MonitorMessage
from firstlight.clinical.monitoring.reading import FeedMessage, Reading
from tests.unit.infusion.day import at

pytestmark = pytest.mark.django_db
AWKWARD = ("plain", "O'Hara", 'a "quote"', "back\\slash \\n", "größe 🫀", "%s {} $1 ?", "[1,2]", "null", "")
SUMMER = timezone(timedelta(hours=1))


def message(control_id: str = "1", text: str = "", digest: bytes = bytes(range(240, 256))) -> FeedMessage:
    readings = (Reading("pulse", 70.5, "/min", at(1)), Reading("spo2", 97.0, "%", at(2)))
    return FeedMessage(
        "Monitor 3", control_id, digest, at(2).astimezone(SUMMER), at(2.5), readings, True, (text, "second"), text
    )


@pytest.mark.parametrize("text", AWKWARD)
def test_as_it_came(text: str) -> None:
    assert store_readings([message(f"id {text}", text)]) == [True]
    row = MonitorMessage.objects.get()
    assert (row.control_id, bytes(row.digest)) == (f"id {text}", bytes(range(240, 256)))
    assert (row.effective_at, row.received_at, row.zone_assumed) == (at(2), at(2.5), True)
    assert (row.warnings, row.stated_patient) == (f"{text}\nsecond", text)
    first, second = (int(at(minute).timestamp() * 1000) for minute in (1, 2))
    assert row.readings == f'[["pulse",70.5,"/min",{first}],["spo2",97.0,"%",{second}]]'


def test_once_whether_it_comes_again_at_once_or_later() -> None:
    assert store_readings([message("1"), message("2"), message("1")]) == [True, True, False]
    assert store_readings([message("2"), message("3")]) == [False, True]
    assert list(MonitorMessage.objects.order_by("id").values_list("control_id", flat=True)) == ["1", "2", "3"]


def test_a_control_id_that_comes_again_with_other_content_is_another_message() -> None:
    assert store_readings([message("1"), message("1", digest=b"other content: 1")]) == [True, True]
