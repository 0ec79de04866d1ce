"""The health page, as a watchdog reads it: whatever stands still is named, and nothing of people is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from firstlight.apps import clock
from firstlight.apps.audit.actions.finish_job import finish_job
from firstlight.apps.audit.actions.record_heartbeat import record_heartbeat
from firstlight.apps.audit.models import AuditHead
from firstlight.config.commands.work import do_due_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(settings: Any, tmp_path: Any) -> None:
    """Everything has done its work just now."""
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"
    do_due_work()
    beat()


def beat() -> None:
    for process in ("listener", "jobs"):
        record_heartbeat(process, {})


def read(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


def test_a_service_at_work_is_well(client: Client) -> None:
    status, said = read(client)
    assert (status, said["state"]) == (200, "ok")


def test_a_clock_that_stands_still_in_a_process_that_lives_is_seen(client: Client) -> None:
    with clock.at(clock.now() + timedelta(hours=4)):
        beat()
        status, said = read(client)
    assert status == 503
    assert said["jobs"]["trouble"] == {"copy_audit_head": "late", "verify_audit_chain": "late"}
    assert said["audit_chain"]["state"] == "not walked lately"


def test_a_job_that_fails_each_turn_is_seen(client: Client) -> None:
    finish_job("copy_audit_head", "OSError: no space left on the disk of Alma Grey")
    status, said = read(client)
    assert (status, said["jobs"]["trouble"]) == (503, {"copy_audit_head": "failed"})
    assert "Grey" not in str(said), "what went wrong is in the log, not on a page that anybody opens"


def test_a_broken_chain_and_a_silent_process_are_seen(client: Client) -> None:
    AuditHead.objects.update(fault="entry 1 was altered")
    with clock.at(clock.now() + timedelta(seconds=21)):
        status, said = read(client)
    assert (status, said["audit_chain"]["state"], said["jobs"]["state"]) == (503, "broken", "silent")


def test_a_listener_that_has_no_room_is_not_well_and_says_how_many_it_turned_away(client: Client) -> None:
    hour = {"turned_away": 7, "not_listed": 0, "no_room": 0, "refused": 12, "not_kept": 3}
    record_heartbeat("listener", {"last_hour": hour, "turning_away": 2})
    status, said = read(client)
    assert (status, said["listener"]["state"], said["listener"]["last_hour"]) == (503, "turning away", hour)
    record_heartbeat("listener", {"last_hour": hour, "turning_away": 0})
    assert read(client)[0] == 200
