"""The action framework: nothing is written without permission, an audit entry and a whole transaction."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry, DueJob, RequestKey
from firstlight.apps.refusals import Forbidden, KeyReused

pytestmark = pytest.mark.django_db
JOBS = Actor.system("jobs")
STRANGER = Actor(staff_id=999_999, name="A stranger")


@action(verb="test.renamed", permission="audit.view")
def rename(act: Act, *, to: str, fail: str = "") -> int:
    job = DueJob.objects.get(pk="copy_audit_head")
    if fail == "unasked":
        act.record(subject=None)
        return 0
    act.allow(None)
    job.last_problem += to
    job.save()
    if fail == "raise":
        raise ValueError("half way")
    if fail != "unrecorded":
        act.record(subject=None, to=to)
    return 42


def stored() -> str:
    return DueJob.objects.get(pk="copy_audit_head").last_problem


def test_an_action_writes_and_leaves_one_entry():
    assert rename(JOBS, to="a") == 42
    entry = AuditEntry.objects.get()
    assert (stored(), entry.verb, entry.actor_name, entry.detail) == ("a", "test.renamed", "jobs", '{"to": "a"}')


def test_a_stranger_is_refused_and_nothing_is_written():
    with pytest.raises(Forbidden, match="read the audit log"):
        rename(STRANGER, to="a")
    assert (stored(), AuditEntry.objects.count()) == ("", 0)


@pytest.mark.parametrize("fail", ["raise", "unrecorded", "unasked"])
def test_an_action_that_fails_or_forgets_its_duties_writes_nothing(fail):
    with pytest.raises((ValueError, RuntimeError)):
        rename(JOBS, to="a", fail=fail)
    assert (stored(), AuditEntry.objects.count()) == ("", 0)


class Deadlock(Exception):
    """As the database's library raises it."""

    sqlstate = "40P01"


@action(verb="test.deadlocked", permission="audit.view")
def deadlocked(act: Act, *, times: list[str], cause: Exception) -> int:
    act.allow(None)
    act.record(subject=None)
    if times:
        raise OperationalError(times.pop()) from cause
    return 42


def test_what_the_database_undid_because_two_blocked_each_other_is_done_again_once():
    assert deadlocked(JOBS, times=["first"], cause=Deadlock()) == 42
    assert AuditEntry.objects.count() == 1
    with pytest.raises(OperationalError, match="second"):
        deadlocked(JOBS, times=["third", "second", "first"], cause=Deadlock())


def test_a_lost_database_is_not_asked_again():
    with pytest.raises(OperationalError, match="first"):
        deadlocked(JOBS, times=["second", "first"], cause=OSError())


def test_the_same_button_pressed_twice_is_done_once():
    assert rename(JOBS, key="k1", to="a") == rename(JOBS, key="k1", to="a") == 42
    assert (stored(), AuditEntry.objects.count(), RequestKey.objects.count()) == ("a", 1, 1)


def test_a_saved_form_sent_again_with_other_words_is_refused_and_says_so():
    rename(JOBS, key="k1", to="a")
    with pytest.raises(KeyReused, match="Open it afresh"):
        rename(JOBS, key="k1", to="b")
    assert stored() == "a"


def test_it_says_when_by_the_clock_on_the_wall():
    with clock.at(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)):
        rename(JOBS, key="k1", to="a")
    with pytest.raises(KeyReused, match="saved at 13:05 with"):
        rename(JOBS, key="k1", to="b")


def test_the_key_of_a_failed_form_can_be_used_again():
    with pytest.raises(ValueError):
        rename(JOBS, key="k1", to="a", fail="raise")
    assert rename(JOBS, key="k1", to="a") == 42
