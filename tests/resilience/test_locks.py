"""On PostgreSQL many write at once. Nobody waits who need not, nobody waits for ever, and whoever comes second judges what
the first one left."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import Service, Templates

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What came of each contest, all of them on one database."""
    service: Service = templates.postgresql(tmp_path_factory.mktemp("locks"))
    script = [sys.executable, "-m", "tests.resilience.locks"]
    done = subprocess.run(script, env=service.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    contests: dict[str, dict[str, object]] = json.loads(done.stdout)
    return contests


def test_a_message_is_stored_while_a_nurse_joins_its_monitor(found: dict[str, dict[str, object]]) -> None:
    assert found["join_and_message"] == {"came": ["done", "done"], "second_waited": False}


def test_several_sessions_are_taken_in_one_order_by_everybody(found: dict[str, dict[str, object]]) -> None:
    assert found["two_orders"] == {"came": ["done", "done"]}


@pytest.mark.parametrize("contest", ["merge_while_arriving", "transfer_while_arriving", "transfer_while_booking"])
def test_a_record_is_not_merged_or_transferred_under_somebody_who_is_arriving_or_being_booked(
    found: dict[str, dict[str, object]], contest: str
) -> None:
    assert found[contest] == {"came": ["done", "IllegalMove"], "second_waited": True}


def test_a_session_booked_while_a_record_is_merged_away_is_booked_for_the_survivor(
    found: dict[str, dict[str, object]],
) -> None:
    waited = {"came": ["done", "done"], "second_waited": True}
    assert found["booking_while_merging"] == waited | {"booked_for_survivor": True}
