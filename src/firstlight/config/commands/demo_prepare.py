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
    if demo_data.database(settings.DATA_DIR).exists():
        _forget_what_is_not_todays()
    _make_database()
    with step("Inviting today's patients"):
        seed.seed(say)
    demo_data.note_ready(settings.DATA_DIR, seed.sign_in_choices())
    return 0


def _make_database() -> None:
    demo_data.claim(settings.DATA_DIR)
    if waiting := pending():
        with step("Making the database") as count:
            migrate(count, len(waiting))


def _forget_what_is_not_todays() -> None:
    """Of another day or version, or left half made: `demo` asks for no preparation otherwise. An audit log cannot be
    emptied, so the whole database goes."""
    say("This demonstration is of another day or version; making today's.")
    demo_data.forget(settings.DATA_DIR)
