"""Two nurses on one session, two sessions after one chair, two clerks at one booking: neither loses anything, and nothing is
done twice. On both databases, with threads that meet nowhere but there."""

import json
import subprocess
import sys
from pathlib import Path

from tests.services import Service

ROOT = Path(__file__).parents[2]


def _contests(service: Service) -> dict[str, dict[str, object]]:
    script = [sys.executable, "-m", "tests.resilience.two_nurses"]
    done = subprocess.run(script, env=service.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


def test_two_people_at_once_lose_nothing_and_do_nothing_twice(service: Service) -> None:
    found = _contests(service)
    assert found["start"] == {"came": ["IllegalMove", "done"], "rows": 1}
    assert found["one_press"] == {"came": ["done", "done"], "rows": 1}
    assert found["bay"] == {"came": ["Conflict", "done"], "rows": 1}
    assert found["one_session"] == {"came": ["done", "done", "done"], "rows": 2}
    assert found["pause_and_stop"]["rows"] == "stopped"
    assert found["pause_and_stop"]["came"] in (["done", "done"], ["IllegalMove", "done"])
    assert found["monitor"] == {"came": ["Conflict", "done"], "rows": 1}
    assert found["prescription"] == {"came": ["done", "done", "Conflict", "done"], "rows": 1}
    assert found["booking"] == {"came": ["Conflict", "done"] * 2 + ["IllegalMove", "done"], "rows": 2}
