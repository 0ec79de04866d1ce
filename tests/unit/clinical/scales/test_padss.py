"""PADSS is scored item by item by a person, and has no total until all five are scored."""

import pytest

from firstlight.clinical.scales import padss

BEST = {item.key: 2 for item in padss.items()}


def test_there_are_five_items_of_three_scores_each_with_their_words() -> None:
    assert [item.key for item in padss.items()] == ["vitals", "activity", "comfort", "bleeding", "intake"]
    for item in padss.items():
        assert item.label
        assert list(item.words) == [2, 1, 0]
        assert all(item.words.values())


def test_the_total_runs_from_nothing_to_ten() -> None:
    assert padss.total(BEST) == padss.HIGHEST == 10
    assert padss.total(dict.fromkeys(BEST, 0)) == 0
    assert padss.total(BEST | {"comfort": 1, "activity": 0}) == 7


@pytest.mark.parametrize("left_out", BEST)
def test_a_part_of_the_items_has_no_total(left_out: str) -> None:
    assert padss.total({key: score for key, score in BEST.items() if key != left_out}) is None


def test_an_item_of_another_score_is_refused() -> None:
    with pytest.raises(ValueError, match="consciousness is not an item of PADSS"):
        padss.total({"consciousness": 2})


@pytest.mark.parametrize("score", [-1, 3])
def test_a_score_that_an_item_does_not_have_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="Bleeding is scored 0, 1 or 2"):
        padss.total(BEST | {"bleeding": score})
