"""Bring the database to this version's shape. Safe to repeat: a database that is up to date is left alone.

Make a backup first (./firstlight backup FILE): a migration is not undone. Stop `run`, `listen` and `work` while it goes.
"""

import argparse
import io

from firstlight.config.commands.progress import Count, say, step


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date (exit code 1 if not)")


def run(arguments: argparse.Namespace) -> int:
    waiting = pending()
    if not waiting:
        say("The database is up to date.")
        return 0
    if arguments.check:
        say(f"{len(waiting)} migrations are waiting, the first of them {waiting[0]}. Run ./firstlight migrate.")
        return 1
    with step("Bringing the database up to date") as count:
        migrate(count, len(waiting))
    return 0


def pending() -> list[str]:
    """The migrations that this version has and the database lacks, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(count: Count, total: int) -> None:
    """Apply what is waiting, telling how far it is."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1, stdout=_Applied(count, total))


class _Applied(io.StringIO):
    """Reads Django's own account of what it applies and counts it."""

    def __init__(self, count: Count, total: int) -> None:
        super().__init__()
        self.count, self.total, self.done = count, total, 0

    def write(self, text: str) -> int:
        if "OK" in text:
            self.done += 1
            self.count.tell(self.done, self.total)
        return len(text)
