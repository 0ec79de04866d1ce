"""Run the jobs: letters and other work that was put aside for later, and the work that comes round by the clock
(walking the audit log, copying its head outside the database, clearing expired sign-ins and what is no longer needed).

Several may run on one PostgreSQL: a job is claimed before it is done. Stop it with Ctrl-C or SIGTERM; a job that is
under way is finished first.
"""

import argparse
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

log = logging.getLogger(__name__)
HEARTBEAT_EVERY = 5.0
LOOK_EVERY = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(arguments: argparse.Namespace) -> int:
    _in_background("heartbeat", _beat, HEARTBEAT_EVERY)
    _in_background("due-work", do_due_work, LOOK_EVERY)
    worker = _worker()
    worker.configure_signals()
    while worker.running:
        _keep_trying(worker.run)
        time.sleep(LOOK_EVERY)
    return 0


def _worker() -> "Worker":
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=LOOK_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def do_due_work() -> None:
    """Do, once, every job whose time has come and that no other process has claimed."""
    from firstlight.apps import clock
    from firstlight.apps.audit import queries
    from firstlight.apps.audit.actions.claim_job import claim_job
    from firstlight.apps.audit.actions.finish_job import finish_job

    for job in queries.due_jobs(clock.now()):
        if claim_job(job.name):
            finish_job(job.name, _done(job.name))


def _done(name: str) -> str:
    """Do one job; what went wrong, for the people who look after the service."""
    from firstlight.config.due_work import DUE_WORK

    try:
        DUE_WORK[name]()
    except Exception as problem:  # one job's trouble must not hold up the others
        log.exception("The job %s failed", name)
        return f"{type(problem).__name__}: {problem}"
    return ""


def _beat() -> None:
    from firstlight.apps.audit.actions.record_heartbeat import record_heartbeat

    record_heartbeat("jobs", {"process": os.getpid()})


def _in_background(name: str, work: Callable[[], None], every: float) -> None:
    def go_on() -> None:
        while True:
            _keep_trying(work)
            time.sleep(every)

    threading.Thread(target=go_on, name=name, daemon=True).start()


def _keep_trying(work: Callable[[], None]) -> None:
    """Whatever goes wrong ends neither process nor thread, and the work is tried again: a jobs process whose clock stood
    still would look alive. A database that is away for a while is no surprise; anything else is logged whole."""
    from django.db import Error, close_old_connections, connection

    try:
        close_old_connections()
        work()
    except Error as problem:
        log.warning("The database did not answer (%s); trying again", problem)
        connection.close()
    except Exception:
        log.exception("This went wrong; trying again")
