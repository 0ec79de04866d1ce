"""Every command of the command line with its flags, as its own `--help` says it."""

import argparse
import inspect
from importlib import import_module

from firstlight.config.cli import COMMANDS, Command, parser_for

HEAD = """# Commands

Written by `python -m firstlight docs` from the commands themselves. In a checkout they are called as
`./firstlight COMMAND`; once installed, as `python -m firstlight COMMAND`.
"""


def page() -> str:
    """The whole page, in Markdown. Commands for Firstlight's own processes are left out, as `--help` leaves them out."""
    sections = [line for name, command in COMMANDS.items() if command.summary for line in _section(name, command)]
    return "\n".join([HEAD, *sections])


def _section(name: str, command: Command) -> list[str]:
    module = import_module(f"firstlight.config.commands.{command.module}")
    actions = [action for action in parser_for(name, module)._actions if not isinstance(action, argparse._HelpAction)]
    shown = [_row(action) for action in actions if action.help != argparse.SUPPRESS]
    table = ["| Given | What it does |", "| --- | --- |", *shown, ""] if shown else []
    return [f"## {name}", "", inspect.getdoc(module) or command.summary, "", *table]


def _row(action: argparse.Action) -> str:
    given = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    if action.option_strings and action.nargs != 0:
        given += f" {action.metavar or action.dest.upper()}"
    said = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%").replace("|", "\\|")
    return f"| `{given}` | {said} |"
