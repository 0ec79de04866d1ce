"""Bring the demonstration's database up to date and fill it with today's invented clinic (run by `demo`)."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from firstlight.config.commands import demo_data
from firstlight.config.commands.migrate import migrate, pending
from firstlight.config.commands.progress import say, step


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(arguments: argparse.Namespace) -> int:
    from firstlight.apps import clock
    from firstlight.demo import seed

    if not settings.DEMO:
        raise RuntimeError("Only a demonstration is filled with invented people.")
    if demo_data.database(settings.DATA_DIR).exists():
        _forget_what_is_not_todays()
    moment, ahead = demo_data.opening()
    with _nothing_synced_until_the_end():
        _make_database()
        with step("Inviting today's patients"), clock.at(moment):
            seed.seed(say)
    demo_data.note_ready(settings.DATA_DIR, seed.sign_in_choices(), moment, ahead)
    return 0


@contextmanager
def _nothing_synced_until_the_end() -> Iterator[None]:
    """A preparation that is cut short is made anew, so it need not wait for the disk a thousand times, only once."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        yield
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(FULL)")


def _make_database() -> None:
    demo_data.claim(settings.DATA_DIR)
    if waiting := pending():
        with step("Making the database") as count:
            migrate(count, len(waiting))


def _forget_what_is_not_todays() -> None:
    """Of a day that is over or of another version, or left half made: `demo` asks for no preparation otherwise. An audit
    log cannot be emptied, so the whole database goes."""
    say("This demonstration's day is over, or it is of another version; making a new one.")
    demo_data.forget(settings.DATA_DIR)
