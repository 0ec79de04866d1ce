"""Write the reference pages in docs/ afresh from the code and data they describe: states, actions, addresses, rights,
commands, settings and the hazard log. A test fails when a page and its source differ.

Works in a source checkout only.
"""

import argparse
import os

from firstlight.config.checkout import ROOT, is_checkout

NEEDS_DJANGO = False  # it sets up its own, so that the pages are the same on every machine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`docs [--check]`."""
    parser.add_argument("--check", action="store_true", help="write nothing; say which pages are out of date")


def run(args: argparse.Namespace) -> int:
    """Write the pages, or with --check name those that differ and end with 1."""
    if not is_checkout():
        print("The pages belong to the source tree: run this in a checkout.")
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "firstlight.config.settings.test"
    import django

    django.setup()
    from firstlight.config.reference.pages import pages

    out_of_date = {name: text for name, text in pages().items() if _on_disk(name) != text}
    for name, text in out_of_date.items():
        print(name)
        if not args.check:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(text, encoding="utf-8")
    return int(bool(out_of_date)) if args.check else 0


def _on_disk(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
