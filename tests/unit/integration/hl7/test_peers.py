"""What one address may take, and what the last hour's account says of it."""

from firstlight.integration.hl7 import peers
from firstlight.integration.hl7.peers import Accounts, Allowances, Limits
from firstlight.integration.hl7.pending import ConnectionEvent


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_allowance_is_each_addresss_own_and_comes_again_with_the_hour() -> None:
    clock = Clock()
    allowed = Allowances(Limits(new_monitors=2), clock)
    assert [allowed.may_meet("a", 2), allowed.may_meet("a", 1), allowed.may_meet("b", 1)] == [True, False, True]
    clock.now = peers.HOUR
    assert allowed.may_meet("a", 1)


def test_a_short_refused_message_counts_for_the_row_that_it_costs() -> None:
    allowed = Allowances(Limits(refused_bytes=2 * peers.LEAST_REFUSED), Clock())
    assert [allowed.may_keep("a", 1) for _ in range(3)] == [True, True, False]


def test_addresses_beyond_number_are_summed_together() -> None:
    accounts = Accounts(clock=Clock())
    for number in range(peers.MOST_PEERS + 7):
        accounts.add_connection(ConnectionEvent(f"10.0.{number}", True, {}))
    sums = dict(accounts.taken(all_of_it=True))
    assert len(sums) == peers.MOST_PEERS + 1
    assert sums[peers.OTHERS] == {"opened": 7}


def test_a_minute_is_written_once_when_it_is_over_and_forgotten_after_an_hour() -> None:
    clock = Clock()
    accounts = Accounts(clock=clock)
    accounts.add_connection(ConnectionEvent("a", False, {"turned_away": "too many"}))
    assert accounts.taken() == []
    for minute in range(1, 6):
        clock.now = minute * peers.SUM_SECONDS
        assert accounts.taken() == ([("a", {"turned_away": 1, "why": "too many"})] if minute == 1 else [])
    assert accounts.lately()["turning_away"] == 0
    assert accounts.lately()["last_hour"]["turned_away"] == 1
    for minute in range(6, 61):
        clock.now = minute * peers.SUM_SECONDS
        accounts.taken()
    assert accounts.lately()["last_hour"]["turned_away"] == 0
