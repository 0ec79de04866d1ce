"""Measure one published figure and print it as JSON. Without a name: which there are.

Each figure is one file of benchmarks/. They load this machine heavily; run one at a time, on a quiet machine.
"""

import argparse
import json
import sys
from importlib import import_module
from types import ModuleType

from firstlight.config.checkout import ROOT, is_checkout

NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="the figure to measure")
    parser.add_argument("options", nargs=argparse.REMAINDER, help="its own options; NAME --help lists them")


def run(arguments: argparse.Namespace) -> int:
    found = names()
    if not arguments.name:
        print("Figures that can be measured (./firstlight bench NAME --help tells more):\n")
        print("\n".join(f"  {name}" for name in found))
        return 0
    if arguments.name not in found:
        print(f"There is no benchmark {arguments.name!r}. There are: {', '.join(found) or 'none'}.", file=sys.stderr)
        return 2
    return _measure(arguments.name, arguments.options)


def names() -> list[str]:
    """The benchmarks of this checkout; none where Firstlight is installed without its source."""
    if not is_checkout():
        return []
    return sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if not path.stem.startswith("_"))


def _measure(name: str, options: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    module: ModuleType = import_module(f"benchmarks.{name}")
    parser = argparse.ArgumentParser(
        prog=f"firstlight bench {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    print(json.dumps(module.run(parser.parse_args(options)), indent=2))
    return 0
