"""Bring the demonstration's database up to date and fill it with today's invented clinic (run by `demo`)."""

import argparse

from django.conf import settings

from firstlight.config.commands import demo_data
from firstlight.config.commands.migrate import migrate, pending
from firstlight.config.commands.progress import say, step


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(arguments: argparse.Namespace) -> int:
    from firstlight.demo import seed

    if not settings.DEMO:
        raise RuntimeError("Only a demonstration is filled with invented people.")
    existed = demo_data.database(settings.DATA_DIR).exists()
    _make_database()
    if not seed.is_current():
        if existed:
            _forget_the_other_day()
        with step("Inviting today's patients"):
            seed.seed(say)
    demo_data.note_ready(settings.DATA_DIR, seed.sign_in_choices())
    return 0


def _make_database() -> None:
    demo_data.claim(settings.DATA_DIR)
    if waiting := pending():
        with step("Making the database") as count:
            migrate(count, len(waiting))


def _forget_the_other_day() -> None:
    """An audit log cannot be emptied, so the whole database goes."""
    from django.db import connection

    say("This demonstration is of another day; making today's.")
    connection.close()
    demo_data.forget(settings.DATA_DIR)
    _make_database()
