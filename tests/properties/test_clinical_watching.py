"""Whatever is recorded, a missing set is never hidden, and whatever is typed, it gets an answer and is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firstlight.clinical.kinds import KINDS, Kind
from firstlight.clinical.monitoring.bounds import Refused, check_value
from firstlight.clinical.monitoring.closer import Spell, with_closer_sets
from firstlight.clinical.monitoring.plan import RecordedSet, planned_sets, set_states
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.errors import Fault, ProtocolError

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TEXT = load.packaged_text("iv-racemic-0.5-40")
PROTOCOL = load.parse(TEXT)
ORDER = ("planned", "due", "amber", "urgent")

moments = st.integers(-1800, 4 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
ends = st.integers(0, 2 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
recorded_sets = st.lists(st.builds(RecordedSet, moments, st.frozensets(st.sampled_from(KINDS))), max_size=12)


@given(ends, st.booleans())
def test_sets_come_in_time_order_and_each_has_a_time_of_its_own(end: datetime, escorted: bool) -> None:
    sets = planned_sets(PROTOCOL, START, end, escorted)
    assert all(one.due_at <= other.due_at and one.counts_from <= other.counts_from for one, other in pairwise(sets))
    assert all(one.counts_from <= one.due_at < one.amber_at < one.urgent_at for one in sets)
    assert sum(one.phase == "giving" and one.due_at == end for one in sets) == 1


@given(ends, st.booleans(), recorded_sets, moments)
def test_every_planned_set_has_one_state_and_says_what_is_missing(
    end: datetime, escorted: bool, recorded: list[RecordedSet], now: datetime
) -> None:
    planned = planned_sets(PROTOCOL, START, end, escorted)
    states = set_states(planned, recorded, now)
    assert tuple(state.planned for state in states) == planned
    assert all((state.state == "done") is (state.missing == ()) for state in states)
    assert all(state.seconds_late >= 0 for state in states)


@given(ends, recorded_sets, moments, st.integers(0, 3600))
def test_a_set_that_is_not_taken_never_grows_less_late(
    end: datetime, recorded: list[RecordedSet], now: datetime, seconds: int
) -> None:
    planned, later = planned_sets(PROTOCOL, START, end, True), now + timedelta(seconds=seconds)
    known = [one for one in recorded if one.at <= now]
    for before, after in zip(set_states(planned, known, now), set_states(planned, known, later), strict=True):
        if before.state in ORDER:
            assert ORDER.index(after.state) >= ORDER.index(before.state)
        else:
            assert after == before


@given(ends, recorded_sets, moments)
def test_the_order_in_which_sets_were_written_down_changes_nothing(
    end: datetime, recorded: list[RecordedSet], now: datetime
) -> None:
    planned = planned_sets(PROTOCOL, START, end, True)
    assert set_states(planned, recorded, now) == set_states(planned, recorded[::-1], now)


@given(ends, recorded_sets, moments)
def test_taking_away_a_record_never_makes_a_set_look_done(
    end: datetime, recorded: list[RecordedSet], now: datetime
) -> None:
    planned = planned_sets(PROTOCOL, START, end, True)
    fewer, all_of_them = set_states(planned, recorded[1:], now), set_states(planned, recorded, now)
    assert all(more.state == "done" for less, more in zip(fewer, all_of_them, strict=True) if less.state == "done")


spells = st.lists(
    st.builds(
        lambda start, minutes: Spell(start, None if minutes is None else start + timedelta(minutes=minutes)),
        moments,
        st.none() | st.integers(0, 60),
    ),
    max_size=4,
)


@given(ends, spells, moments)
def test_closer_observations_never_move_or_drop_a_planned_set(
    end: datetime, spells: list[Spell], now: datetime
) -> None:
    planned = planned_sets(PROTOCOL, START, end, True)
    found = with_closer_sets(PROTOCOL, planned, spells, START, end, now)
    for one in planned:
        assert any(replace(there, kinds=there.kinds[: len(one.kinds)]) == one for there in found)


@given(ends, spells, moments)
def test_while_a_spell_goes_on_no_more_than_five_minutes_pass_without_a_pressure(
    end: datetime, spells: list[Spell], now: datetime
) -> None:
    planned = planned_sets(PROTOCOL, START, end, True)
    sets = with_closer_sets(PROTOCOL, planned, spells, START, end, now)
    dues = [one.due_at for one in sets if "systolic" in one.kinds]
    for spell in spells:
        begins, ends_at = max(spell.starts_at, START), min(spell.ends_at or now, now)
        for minute in range(max(0, (ends_at - begins) // timedelta(minutes=1)) - 6):
            at = begins + timedelta(minutes=minute)
            assert any(at <= due <= at + timedelta(minutes=6) for due in dues)


@given(ends, spells, moments)
def test_the_order_in_which_limits_were_passed_changes_no_set(
    end: datetime, spells: list[Spell], now: datetime
) -> None:
    planned = planned_sets(PROTOCOL, START, end, True)
    there = with_closer_sets(PROTOCOL, planned, spells, START, end, now)
    assert with_closer_sets(PROTOCOL, planned, spells[::-1], START, end, now) == there
    assert all(one.due_at <= other.due_at for one, other in pairwise(there))
    assert len({one.minute for one in there}) >= len(there) - (len(planned) - len({one.minute for one in planned}))


@given(st.sampled_from(KINDS), st.text(max_size=12) | st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True))
def test_whatever_is_typed_is_answered_and_kept(kind: Kind, text: str) -> None:
    answer = check_value(kind, text)
    assert answer.text == text
    assert not isinstance(answer, Refused) or answer.reason


@given(st.sampled_from(load.packaged()), st.integers(0, len(TEXT) - 1), st.text(max_size=5), st.integers(0, 40))
def test_a_spoiled_protocol_file_is_read_or_refused_on_a_line_and_never_breaks(
    code: str, at: int, put: str, cut: int
) -> None:
    text = load.packaged_text(code)
    spoiled = text[:at] + put + text[at + cut :]
    assert all(1 <= fault.line <= spoiled.count("\n") + 1 and fault.reason for fault in faults_of(spoiled))


def faults_of(text: str) -> tuple[Fault, ...]:
    try:
        load.parse(text)
    except ProtocolError as refused:
        return refused.faults
    return ()
