"""`bench resilience` says that its promise is held only where every kill was survived, in time and without a loss."""

import math

import pytest

from benchmarks.resilience import PROMISED, summary
from tests.resilience.ward import Account

ALL_KEPT = Account(acknowledged=10, once=10, missing=0, doubled=0)
IN_TIME = {"listener": [1.0, 2.0, 4.0], "web": [PROMISED]}


def test_the_promise_is_held_when_everything_is_there_once_and_the_board_was_back_in_time() -> None:
    found = summary(IN_TIME, ALL_KEPT, 0)
    assert found["held"]
    assert found["kills"] == 4
    assert found["seconds_to_board"]["listener"] == {"kills": 3, "never_back": 0, "median": 2.0, "max": 4.0}


@pytest.mark.parametrize(
    ("seconds", "account", "never_shown"),
    [
        ({"web": [1.0, PROMISED + 0.01]}, ALL_KEPT, 0),
        ({"web": [1.0, math.inf]}, ALL_KEPT, 0),
        (IN_TIME, Account(acknowledged=10, once=9, missing=1, doubled=0), 0),
        (IN_TIME, Account(acknowledged=10, once=9, missing=0, doubled=1), 0),
        (IN_TIME, ALL_KEPT, 1),
    ],
    ids=["late once", "never back", "one missing", "one doubled", "one never shown"],
)
def test_one_fault_breaks_it(seconds: dict[str, list[float]], account: Account, never_shown: int) -> None:
    assert not summary(seconds, account, never_shown)["held"]


def test_a_board_that_never_came_back_is_counted_and_spoils_no_figure() -> None:
    found = summary({"web": [1.0, math.inf], "listener": [math.inf]}, ALL_KEPT, 0)
    assert found["seconds_to_board"]["web"] == {"kills": 2, "never_back": 1, "median": 1.0, "max": 1.0}
    assert found["seconds_to_board"]["listener"] == {"kills": 1, "never_back": 1, "median": None, "max": None}
