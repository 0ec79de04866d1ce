"""The command line. Each command is one module of `commands`, named here and nowhere else; `--help` of each is its
module's own prose. A command says what went wrong in a sentence and ends with a code other than 0."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from firstlight.config import lifeline
from firstlight.config.checkout import demo_folder
from firstlight.config.commands import demo_data


class Command(NamedTuple):
    """`module` under firstlight.config.commands; a command without a summary is for Firstlight's own processes."""

    module: str
    summary: str = ""


COMMANDS = {
    "demo": Command("demo", "set up and open a clinic of invented people on this machine"),
    "test": Command("test", "run every check and test, on SQLite and on PostgreSQL"),
    "run": Command("run", "run a clinic's service, set up by environment variables"),
    "web": Command("web", "run the pages alone"),
    "listen": Command("listen", "run the listener for bedside monitors alone"),
    "work": Command("work", "run the jobs alone"),
    "migrate": Command("migrate", "bring the database to this version's shape"),
    "open-clinic": Command("open_clinic", "set up the first clinic and its manager"),
    "reset-sign-in": Command("reset_sign_in", "let somebody in again who lost their second factor"),
    "audit": Command("audit", "verify the audit log"),
    "backup": Command("backup", "copy the whole database into one checksummed file"),
    "restore": Command("restore", "put such a copy back"),
    "simulate-monitors": Command("simulate_monitors", "send the messages of many bedside monitors to a listener"),
    "bench": Command("bench", "measure one published figure"),
    "docs": Command("docs", "write the reference pages in docs/ afresh"),
    "demo-prepare": Command("demo_prepare"),
    "demo-monitors": Command("demo_monitors"),
}


def main(arguments: list[str]) -> int:
    """Run one command; the exit code. Whatever files it makes, its own account alone can read."""
    os.umask(0o077)
    lifeline.watch()
    try:
        code = _main(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read what we print has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0 if arguments else 2
    if arguments[0] not in COMMANDS:
        print(f"There is no command {arguments[0]!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    return _run(arguments[0], arguments[1:])


def overview() -> str:
    """What a person sees who asks for help."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}} {command.summary}" for name, command in COMMANDS.items() if command.summary]
    return "\n".join(["Usage: ./firstlight COMMAND [options]     (./firstlight COMMAND --help tells more)", "", *lines])


def parser_for(name: str, module: ModuleType) -> argparse.ArgumentParser:
    """The command's own flags, and `--demo` for commands that work on data."""
    parser = argparse.ArgumentParser(
        prog=f"firstlight {name}", description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    module.add_arguments(parser)
    if _needs_django(module):
        parser.add_argument(
            "--demo", action="store_true", help="work on the demonstration's data, not on the service set up here"
        )
    return parser


def _run(name: str, rest: list[str]) -> int:
    module = import_module(f"firstlight.config.commands.{COMMANDS[name].module}")
    arguments = parser_for(name, module).parse_args(rest)
    if _needs_django(module) and (problem := _set_up(arguments.demo)):
        print(problem, file=sys.stderr)
        return 2
    return int(module.run(arguments))


def _needs_django(module: ModuleType) -> bool:
    return bool(getattr(module, "NEEDS_DJANGO", True))


def _set_up(demo: bool) -> str:
    """Set up Django by the settings of this process; why not, where it cannot be done."""
    if demo:
        folder = Path(os.environ.setdefault("FIRSTLIGHT_DATA_DIR", str(demo_folder())))
        if problem := demo_data.objection(folder):
            return problem
        demo_data.claim(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "firstlight.config.settings.demo"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstlight.config.settings.production")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as problem:
        hint = "(./firstlight run --help lists the variables; --demo works on the demonstration's data.)"
        return f"Firstlight is not set up: {problem}\n{hint}"
    return ""
