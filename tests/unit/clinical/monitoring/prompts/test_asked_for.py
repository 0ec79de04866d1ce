"""What is missing or was said: late sets, silent feeds, symptoms, and values that only flutter."""

from datetime import timedelta

from firstlight.clinical.monitoring.plan import RecordedSet, SetState, planned_sets, set_states
from firstlight.clinical.monitoring.prompts.timeline import Said, Silence
from firstlight.clinical.monitoring.prompts.words import words_of
from tests.unit.clinical.monitoring.prompts.course import PROTOCOL, START, at, every_second, found, seen


def plan(now: float, *recorded: RecordedSet) -> tuple[SetState, ...]:
    return set_states(planned_sets(PROTOCOL, START, None, True), recorded, at(now))


def whole(minute: float) -> RecordedSet:
    kinds = {kind for one in planned_sets(PROTOCOL, START, None, True) for kind in one.kinds}
    return RecordedSet(at(minute), frozenset(kinds))


def test_a_set_is_overdue_at_two_minutes_and_urgent_at_five() -> None:
    states = [found([], now=now, plan=plan(now, whole(-1))) for now in (6, 7, 9, 10)]

    assert states[0] == ()
    assert [[rise.level for rise in one[0].rises] for one in states[1:]] == [["amber"], ["amber"], ["amber", "urgent"]]


def test_an_overdue_set_is_answered_by_the_set_and_stays_on_the_record() -> None:
    (episode,) = found([], now=9, plan=plan(9, whole(-1), whole(8)))

    assert (episode.key, episode.ended_at, episode.answered_by_name) == ("set:5", at(8), True)


def test_a_set_in_time_raises_nothing() -> None:
    assert found([], now=9, plan=plan(9, whole(-1), whole(6))) == ()


def test_a_feed_is_stale_after_the_protocols_own_time() -> None:
    limit = PROTOCOL.prompts.feed_stale_seconds / 60

    assert found([], now=20 + limit, silences=[Silence(at(20), None)]) == ()
    (episode,) = found([], now=20 + limit + 0.1, silences=[Silence(at(20), None)])
    assert (episode.key, episode.raised_at) == ("feed", at(20) + timedelta(minutes=limit))


def test_a_feed_that_comes_back_ends_its_episode() -> None:
    (episode,) = found([], silences=[Silence(at(20), at(23))])

    assert episode.ended_at == at(23)


def test_a_symptom_counts_whatever_the_figures_and_no_reading_ends_it() -> None:
    (episode,) = found([seen("systolic", 120, 30, accepted=True)], said=[Said("chest_pain", at(22), 7)])

    assert (episode.key, episode.level, episode.ended_at) == ("symptom:7", "urgent", None)
    assert words_of(PROTOCOL, episode).asks == "Stop; emergency call"


def test_a_symptom_that_the_protocol_does_not_know_raises_nothing() -> None:
    assert found([], said=[Said("hiccups", at(22), 7)]) == ()


def test_values_that_leave_the_limits_for_moments_again_and_again_suggest_an_artefact() -> None:
    spikes = [one for minute in (10, 11, 12) for one in (seen("pulse", 190, minute), seen("pulse", 70, minute + 0.05))]

    (episode,) = found([*spikes, *every_second("pulse", 70, 12.1, 20)])

    assert (episode.key, episode.level, episode.raised_at) == ("artefact:pulse", "amber", at(12))
    assert words_of(PROTOCOL, episode).heading == "Artefact suspected: Pulse"


def test_two_such_moments_do_not() -> None:
    spikes = [one for minute in (10, 11) for one in (seen("pulse", 190, minute), seen("pulse", 70, minute + 0.05))]

    assert found(spikes) == ()


def test_a_nurse_who_writes_the_value_down_answers_a_suspected_artefact() -> None:
    spikes = [one for minute in (10, 11, 12) for one in (seen("pulse", 190, minute), seen("pulse", 70, minute + 0.05))]

    (episode,) = found([*spikes, seen("pulse", 71, 13, accepted=True)])

    assert (episode.ended_at, episode.answered_by_name) == (at(13), True)


def test_a_new_flutter_long_after_is_another_episode() -> None:
    minutes = (10, 11, 12, 13, 30, 31, 32)
    spikes = [one for minute in minutes for one in (seen("pulse", 190, minute), seen("pulse", 70, minute + 0.05))]

    first, second = found([*spikes, *every_second("pulse", 70, 20, 5)])

    assert (first.raised_at, first.latest_at, first.ended_at) == (at(12), at(13), at(20))
    assert (second.raised_at, second.ended_at) == (at(32), None)
