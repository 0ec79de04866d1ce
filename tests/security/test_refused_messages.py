"""A message that could not be understood still names a person. It is its own clinic's, and shown whole only there. What a
monitor says that nobody has placed may be of somebody in another clinic."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.infusion.actions.keep_refused_message import keep_refused_message
from firstlight.apps.infusion.actions.own_refused_message import own_refused_message
from firstlight.apps.infusion.actions.settle_refused_message import settle_refused_message
from firstlight.apps.infusion.models import RefusedMessage
from firstlight.apps.refusals import Forbidden, NotThere
from firstlight.clinical.monitoring.reading import RefusedMessage as Refused
from tests.unit.infusion import day as days

pytestmark = pytest.mark.django_db
RAW = b"MSH|^~\\&|BED 3\rPID|||9990000018||HUGHES^MEGAN\r"
TOLD = "MSH|^~\\&|BED 3\nPID|\N{HORIZONTAL ELLIPSIS}"


@pytest.fixture
def northgate() -> days.Day:
    return days.a_day()


@pytest.fixture
def vale(northgate: days.Day) -> days.Day:
    return days.a_day("Vale")


def kept(monitor: str = "", raw: bytes = RAW) -> int:
    return keep_refused_message(Refused("10.0.0.7", raw, "AE", "Nothing to store", days.at(0), "77", monitor, TOLD))


def signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]
    return client


def manager(day: days.Day) -> Client:
    with days.standing_at(-300):
        return signed_in(days.staff("manager", day.clinic, "Grace", "Mbeki", ""))


def read(client: Client, message: int) -> tuple[int, str]:
    with days.standing_at(1):
        answer = client.get(reverse("refused-message", args=[message]))
        return answer.status_code, answer.content.decode()


def listed(client: Client) -> bool:
    with days.standing_at(1):
        return "Nothing to store" in client.get(reverse("refused-messages")).content.decode()


def test_one_of_a_known_monitor_is_its_clinics_alone(northgate: days.Day, vale: days.Day) -> None:
    message = kept(days.a_monitor(northgate, "eui64:080019FFFE00AAAA").identifier)
    ours, theirs = signed_in(northgate.people["nurse"]), signed_in(vale.people["nurse"])
    assert (listed(ours), listed(theirs)) == (True, False)
    assert (read(ours, message)[0], read(theirs, message)[0]) == (200, 404)
    assert "HUGHES" in read(ours, message)[1]
    with pytest.raises(NotThere):
        own_refused_message(vale.nurse, message_id=message, clinic_id=vale.clinic.pk)
    with pytest.raises(Forbidden):
        settle_refused_message(vale.nurse, message_id=message, clinic_id=northgate.clinic.pk, how="Not mine")


def test_a_manager_reads_who_sent_it_and_not_whom_it_is_about(northgate: days.Day, vale: days.Day) -> None:
    message = kept(days.a_monitor(northgate, "eui64:080019FFFE00AAAA").identifier)
    status, page = read(manager(northgate), message)
    assert status == 200
    assert "BED 3" in page
    assert [name for name in ("HUGHES", "MEGAN", "9990000018") if name in page] == []


def test_one_that_came_without_such_a_text_shows_a_manager_nothing(northgate: days.Day) -> None:
    message = keep_refused_message(Refused("10.0.0.7", RAW, "AE", "Nothing to store", days.at(0), "77"))
    page = read(manager(northgate), message)[1]
    assert "HUGHES" not in page
    assert "is not shown" in page


def test_one_of_an_unknown_sender_is_the_managers_until_one_takes_it_on(northgate: days.Day, vale: days.Day) -> None:
    message = kept("sender:NOBODY")
    nurse, other = signed_in(northgate.people["nurse"]), signed_in(vale.people["nurse"])
    in_charge = manager(northgate)
    assert (listed(nurse), listed(other), listed(in_charge)) == (False, False, True)
    assert read(nurse, message)[0] == 404
    with days.standing_at(2):
        address = reverse("own-refused-message", args=[message])
        assert in_charge.post(address, {"request_key": "k"}).status_code == 302
    assert (listed(nurse), listed(other)) == (True, False)
    assert RefusedMessage.objects.get(pk=message).clinic_id == northgate.clinic.pk


def test_where_there_is_one_clinic_every_message_is_its_own(northgate: days.Day) -> None:
    message = kept("sender:NOBODY")
    assert read(signed_in(northgate.people["nurse"]), message)[0] == 200


def test_opening_one_is_written_down_with_how_much_was_shown(northgate: days.Day) -> None:
    message = kept()
    read(signed_in(northgate.people["nurse"]), message)
    read(manager(northgate), message)
    opened = AuditEntry.objects.filter(verb="feed.message.opened", subject_id=message).order_by("id")
    assert [(entry.actor_name, entry.clinic_id, entry.detail) for entry in opened] == [
        ("Amara Okafor RN", northgate.clinic.pk, '{"whole": true}'),
        ("Grace Mbeki", northgate.clinic.pk, '{"whole": false}'),
    ]


def test_an_unplaced_monitor_joined_in_one_clinic_is_not_listed_in_another(northgate: days.Day, vale: days.Day) -> None:
    session, monitor = days.under_way(northgate), days.a_monitor(northgate, "eui64:080019FFFE00AAAA")
    days.bound(northgate, session, monitor, minute=31)
    type(monitor).objects.filter(pk=monitor.pk).update(clinic=None)
    with days.standing_at(32):
        there = signed_in(vale.people["nurse"]).get(reverse("monitors")).content.decode()
        here = signed_in(northgate.people["nurse"]).get(reverse("monitors")).content.decode()
    assert "080019FFFE00AAAA" not in there
    assert "080019FFFE00AAAA" in here


def test_what_an_unplaced_monitor_says_is_shown_to_whoever_stands_at_a_bedside(northgate: days.Day) -> None:
    days.sends("eui64:080019FFFE00BBBB", 31.9, pulse=83.0)
    with days.standing_at(32):
        nurse = signed_in(northgate.people["nurse"]).get(reverse("monitors")).content.decode()
        pharmacist = signed_in(northgate.people["pharmacist"]).get(reverse("monitors")).content.decode()
    assert "Pulse 83" in nurse
    assert "Pulse 83" not in pharmacist
    assert "shown once it is placed" in pharmacist
