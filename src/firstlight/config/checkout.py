"""Where things lie on this machine: the source checkout, if Firstlight runs from one, and the demonstration's data."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def is_checkout() -> bool:
    """Whether this is the source tree, with its tests and benchmarks, rather than an installed package."""
    return (ROOT / "pyproject.toml").exists() and (ROOT / "tests").is_dir()


def demo_folder() -> Path:
    """The demonstration's data: in the checkout where it can be written, else in the person's own data folder."""
    if is_checkout() and os.access(ROOT, os.W_OK):
        return ROOT / ".firstlight" / "demo"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "firstlight" / "demo"
