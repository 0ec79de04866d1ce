"""An instrument is scored by its published rule, keeps its version, and shows only the words its licence allows."""

import pytest

from firstlight.clinical.scales import cadss6, load, moaas

SIX = (1, 2, 6, 7, 15, 22)


@pytest.mark.parametrize("code", load.packaged())
def test_every_instrument_says_where_it_comes_from_and_what_may_be_shown(code: str) -> None:
    scale = load.instrument(code)
    assert scale.code == code
    assert scale.version
    assert scale.citation
    assert scale.licence
    assert scale.source


def test_an_instrument_that_does_not_ship_is_refused() -> None:
    with pytest.raises(KeyError):
        load.instrument("bdi2")


def test_words_never_ship_against_a_licence() -> None:
    assert load.instrument("cadss6").levels == ()
    text = """
        code = "x"
        version = "1"
        title = "x"
        items = []
        item_low = 0
        item_high = 1
        total_low = 0
        total_high = 1
        levels = [{ score = 0, wording = "not ours to print" }]
        citation = "x"
        licence = "none"
        wording_ships = false
        source = "x"
        confidence = "recall"
    """
    with pytest.raises(ValueError, match="licence does not let its wording ship"):
        load.parse(text)


def test_moaas_runs_from_five_awake_to_nought_unresponsive() -> None:
    assert moaas.describe(5) == "Responds readily to name spoken in a normal tone"
    assert moaas.describe(0) == "No response to a painful squeeze of the trapezius"
    assert len({moaas.describe(score) for score in range(6)}) == 6


@pytest.mark.parametrize("score", [-1, 6])
def test_a_level_of_another_version_of_moaas_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 5"):
        moaas.describe(score)


def test_a_score_can_name_the_version_it_was_made_under() -> None:
    assert moaas.version() == "moaas-0-to-5-v1"
    assert cadss6.version() == "cadss6-v1"


def test_cadss6_is_the_sum_of_its_six_items() -> None:
    assert cadss6.total(dict(zip(SIX, (0, 1, 2, 3, 4, 4), strict=True))) == 14
    assert cadss6.total(dict.fromkeys(SIX, 0)) == 0
    assert cadss6.total(dict.fromkeys(SIX, 4)) == load.instrument("cadss6").total_high == 24


def test_a_part_of_cadss6_is_never_totalled() -> None:
    assert cadss6.total({1: 4, 2: 4}) is None


@pytest.mark.parametrize(
    ("answers", "reason"), [({3: 1}, "not one of the six"), ({1: 5}, "from 0 to 4"), ({1: -1}, "from 0 to 4")]
)
def test_an_answer_that_cannot_be_is_refused(answers: dict[int, int], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        cadss6.total(answers)
