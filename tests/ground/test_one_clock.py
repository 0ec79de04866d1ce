"""One clock on each side: the server's processes ask `apps.clock`, and a page counts by the server's clock, never by the
tablet's. A demonstration can stand at another moment, and a tablet that slept cannot make a value look fresh."""

import re

import pytest

from tests.ground import tree

PYTHON = re.compile(r"\b(datetime|timezone)\.now\(|\butcnow\(|\bdate\.today\(|\btime\.time\(")
BROWSER = re.compile(r"\bDate\.now\(|\bnew Date\(\s*\)")
THE_CLOCKS = {"src/firstlight/apps/clock.py", "src/firstlight/web/static/firstlight/js/clock.js"}
OWN_TIME = {
    "src/firstlight/apps/people/account.py": "the sign-in library keeps its own seconds, compared with its own",
    "src/firstlight/config/commands/backup.py": "when a file was made on this machine",
    "src/firstlight/config/commands/restore.py": "when a file was put aside on this machine",
    "src/firstlight/config/commands/demo_data.py": "which day a demonstration was prepared, before anything runs",
    "src/firstlight/integration/hl7/simulate/simulator.py": "a simulated monitor has a clock of its own, as real ones do",
}


def asks_the_machine(name: str, text: str) -> bool:
    """Whether a file asks the machine that it runs on for the time."""
    return bool((BROWSER if name.endswith(".js") else PYTHON).search(text))


@pytest.mark.parametrize(
    ("name", "offence"),
    [
        ("a.py", "at = datetime.now(UTC)"),
        ("a.py", "at = timezone.now()"),
        ("a.py", "day = date.today()"),
        ("a.js", "const at = Date.now();"),
        ("a.js", "const at = new Date();"),
    ],
)
def test_asking_the_machine_is_seen(name: str, offence: str) -> None:
    assert asks_the_machine(name, offence)


@pytest.mark.parametrize(
    ("name", "harmless"), [("a.py", "at = clock.now()"), ("a.js", "new Date(serverMs)"), ("a.js", "import { now }")]
)
def test_asking_our_clock_is_let_be(name: str, harmless: str) -> None:
    assert not asks_the_machine(name, harmless)


def _asking() -> set[str]:
    ours = ((name, text) for name, text in tree.texts() if name.startswith("src/") and name.endswith((".py", ".js")))
    return {name for name, text in ours if asks_the_machine(name, text)}


def test_the_time_is_asked_of_one_clock_on_each_side() -> None:
    assert _asking() - THE_CLOCKS - OWN_TIME.keys() == set()
    assert (THE_CLOCKS | OWN_TIME.keys()) - _asking() == set(), "an exception that is no longer needed"


def test_the_pages_clock_is_set_by_the_server() -> None:
    """Every use of the tablet's clock in it is a difference to the server's."""
    clock = (tree.SOURCE / "web/static/firstlight/js/clock.js").read_text(encoding="utf-8")
    without_difference = [line for line in clock.splitlines() if "Date.now()" in line and "offset" not in line]
    assert without_difference == []
    assert "serverMs" in clock
