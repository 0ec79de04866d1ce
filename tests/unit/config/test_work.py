"""Work that comes round by the clock: done when due, once, and one job's trouble holds up no other."""

from datetime import timedelta

import pytest
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from firstlight.apps import clock
from firstlight.apps.audit import queries, triggers
from firstlight.apps.audit.actions.clear_finished_tasks import clear_finished_tasks
from firstlight.apps.audit.actions.clear_old_keys import clear_old_keys
from firstlight.apps.audit.actions.copy_head import copy_head
from firstlight.apps.audit.models import AuditEntry, DueJob, RequestKey
from firstlight.config import due_work
from firstlight.config.commands import work
from firstlight.config.commands.work import do_due_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the jobs themselves and notes which were done."""
    names: list[str] = []
    jobs = {name: (lambda name=name: names.append(name)) for name in due_work.DUE_WORK}
    monkeypatch.setattr(due_work, "DUE_WORK", jobs)
    return names


def test_every_job_that_the_database_keeps_can_be_done() -> None:
    assert set(DueJob.objects.values_list("name", flat=True)) == set(due_work.DUE_WORK)


def test_what_is_due_is_done_once_and_then_waits_its_turn(done: list[str]) -> None:
    do_due_work()
    do_due_work()
    assert sorted(done) == sorted(due_work.DUE_WORK)

    job = DueJob.objects.get(pk="verify_audit_chain")
    with clock.at(job.due_at + timedelta(seconds=1)):
        do_due_work()
    assert done.count("verify_audit_chain") == 2


def test_a_job_that_another_process_took_is_left_to_it(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = queries.due_jobs(clock.now())
    do_due_work()
    monkeypatch.setattr(queries, "due_jobs", lambda now: waiting)  # as another process still sees them
    done.clear()
    do_due_work()
    assert done == []


def test_a_job_that_fails_is_noted_and_holds_up_no_other(
    done: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OSError("no space left on the disk")

    monkeypatch.setitem(due_work.DUE_WORK, "copy_audit_head", fail)
    do_due_work()
    assert sorted(done) == sorted(set(due_work.DUE_WORK) - {"copy_audit_head"})
    failed = DueJob.objects.get(pk="copy_audit_head")
    assert failed.last_problem == "OSError: no space left on the disk"
    assert failed.due_at > clock.now()
    assert "copy_audit_head failed" in caplog.text


def test_the_audit_log_is_walked_and_its_head_copied(settings, tmp_path) -> None:
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"
    do_due_work()
    assert queries.head().verified_at is not None
    assert queries.head().fault == ""
    assert settings.AUDIT_HEADS_FILE.exists()


def test_a_database_that_is_away_for_a_moment_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    from django.db import OperationalError

    def lose_it() -> None:
        raise OperationalError("server closed the connection")

    work._keep_trying(lose_it)
    assert "server closed the connection" in caplog.text


def test_a_fault_of_our_own_ends_no_process_either_and_is_logged_whole(caplog: pytest.LogCaptureFixture) -> None:
    def stumble() -> None:
        raise KeyError("a job that this version does not know")

    work._keep_trying(stumble)
    assert "a job that this version does not know" in caplog.text
    assert "Traceback" in caplog.text


def test_a_failed_job_of_the_day_is_tried_again_within_the_hour(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("no space left on the disk")

    monkeypatch.setitem(due_work.DUE_WORK, "verify_audit_chain_whole", fail)
    do_due_work()
    assert DueJob.objects.get(pk="verify_audit_chain_whole").due_at < clock.now() + timedelta(hours=1)


def test_between_two_whole_walks_only_what_is_new_is_walked(settings, tmp_path) -> None:
    """What was altered behind the last walk is found by the next whole one, which comes every day."""
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"
    do_due_work()
    triggers.drop(connection)
    AuditEntry.objects.filter(pk=1).update(actor_name="somebody else")
    due_work.verify_audit_chain()
    assert queries.head().fault == ""
    due_work.verify_audit_chain_whole()
    assert queries.head().fault == "entry 1 was altered"
    due_work.verify_audit_chain()
    assert queries.head().fault == "entry 1 was altered", "a walk of what is new does not forget it"


def test_keys_and_finished_work_are_kept_for_a_week(settings, tmp_path) -> None:
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"
    copy_head(due_work.JOBS, key="pressed")
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.READY):
        over = clock.now() if status == TaskResultStatus.SUCCESSFUL else None
        DBTaskResult.objects.create(
            status=status,
            task_path="a",
            args_kwargs={},
            backend_name="default",
            finished_at=over,
            exception_class_path="",
        )
    for days, keys, tasks in ((6, 1, 2), (8, 0, 1)):
        with clock.at(clock.now() + timedelta(days=days)):
            clear_old_keys()
            clear_finished_tasks()
        assert (RequestKey.objects.count(), DBTaskResult.objects.count()) == (keys, tasks), days


def test_the_jobs_process_says_that_it_is_alive() -> None:
    work._beat()
    assert queries.silence("jobs") < timedelta(seconds=5)
