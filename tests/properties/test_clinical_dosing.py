"""Whatever is recorded, the dose only grows, never outruns its rates, and does not depend on how it was written down."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firstlight.clinical.dosing.administration import (
    Administration,
    delivered_mg,
    planned_end,
    segments,
    undelivered_mg,
)
from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.protocol import load

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
PROTOCOL = load.parse(load.packaged_text("iv-racemic-0.5-40"))

moments = st.integers(0, 3 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
rates = st.decimals(0, 200, places=2)
strengths = st.sampled_from([Decimal("0.7"), Decimal(1), Decimal(2)])
rate_entries = st.builds(
    lambda at, rate, strength: Administration("rate", at, rate, strength), moments, rates, strengths
)
sprays = st.builds(lambda at, mg: Administration("spray", at, dose_mg=mg), moments, st.decimals(0, 84, places=1))
histories = st.lists(rate_entries | sprays, max_size=8)
HUNDREDTH = Decimal("0.01")


@given(histories, moments, moments)
def test_the_delivered_dose_never_falls_with_time(
    entries: list[Administration], one: datetime, other: datetime
) -> None:
    earlier, later = sorted((one, other))
    assert delivered_mg(entries, earlier) <= delivered_mg(entries, later)


@given(histories, moments)
def test_the_delivered_dose_never_exceeds_its_fastest_rate_and_its_sprays(
    entries: list[Administration], at: datetime
) -> None:
    fastest = max(
        (Decimal(e.rate_ml_h or 0) * Decimal(e.concentration_mg_ml or 0) for e in entries), default=Decimal(0)
    )
    most = fastest * Decimal((at - START).total_seconds()) / 3600 + sum(Decimal(e.dose_mg or 0) for e in entries)
    assert 0 <= delivered_mg(entries, at) <= most + HUNDREDTH


@given(histories, moments, st.integers(1, 3600))
def test_a_pause_adds_nothing(entries: list[Administration], at: datetime, seconds: int) -> None:
    paused = [entry for entry in entries if entry.at < at] + [Administration("rate", at, 0)]
    assert delivered_mg(paused, at) == delivered_mg(paused, at + timedelta(seconds=seconds))


@given(rates, strengths, moments, moments)
def test_writing_the_same_rate_again_changes_nothing(
    rate: Decimal, strength: Decimal, again: datetime, at: datetime
) -> None:
    first = Administration("rate", START, rate, strength)
    assert delivered_mg([first], at) == delivered_mg([first, Administration("rate", again, rate, strength)], at)


@given(histories, moments)
def test_the_order_of_writing_changes_nothing(entries: list[Administration], at: datetime) -> None:
    apart = list({entry.at: entry for entry in entries}.values())
    assert delivered_mg(apart, at) == delivered_mg(apart[::-1], at)


@given(histories, moments)
def test_the_blocks_of_the_chart_follow_one_another_and_add_up(entries: list[Administration], until: datetime) -> None:
    blocks = segments(entries, until)
    assert all(before.end == after.start for before, after in pairwise(blocks))
    assert all(block.start < block.end for block in blocks)
    sprayed = sum((Decimal(e.dose_mg or 0) for e in entries if e.kind == "spray" and e.at <= until), Decimal(0))
    assert abs(sum((block.mg for block in blocks), sprayed) - delivered_mg(entries, until)) <= HUNDREDTH * (
        len(blocks) + 1
    )


@given(histories, moments, st.decimals(0, 200, places=2))
def test_given_and_not_given_make_the_planned_dose(
    entries: list[Administration], at: datetime, planned: Decimal
) -> None:
    given_mg, left_mg = delivered_mg(entries, at), undelivered_mg(entries, planned, at)
    assert left_mg == 0 if given_mg > planned else abs(given_mg + left_mg - planned) <= HUNDREDTH


@given(st.decimals("0.5", 200, places=2), strengths, st.decimals(1, 120, places=1))
def test_by_the_planned_end_the_whole_dose_has_been_given(rate: Decimal, strength: Decimal, planned: Decimal) -> None:
    entries = [Administration("rate", START, rate, strength)]
    end = planned_end(entries, planned, START + timedelta(minutes=1))
    assert end is not None
    assert delivered_mg(entries, end) == planned


@given(st.decimals(25, 300, places=1), st.decimals("0.1", 3, places=2))
def test_no_dose_passes_a_cap_and_every_dose_is_a_whole_number_of_steps(weight: Decimal, mg_per_kg: Decimal) -> None:
    rule, plan = PROTOCOL.dose, dose_plan(PROTOCOL, weight, mg_per_kg)
    assert plan.dose_mg <= min(rule.cap_mg, weight * rule.cap_mg_per_kg)
    assert plan.dose_mg % rule.round_to_mg == 0
    assert plan.capped or abs(plan.dose_mg - weight * mg_per_kg) <= rule.round_to_mg / 2


@given(st.decimals(25, 160, places=1))
def test_running_the_planned_rate_for_the_planned_time_gives_the_planned_dose(weight: Decimal) -> None:
    plan = dose_plan(PROTOCOL, weight)
    entries = [Administration("rate", START, plan.rate_ml_h, plan.concentration_mg_ml)]
    assert delivered_mg(entries, START + timedelta(minutes=plan.minutes)) == plan.dose_mg
