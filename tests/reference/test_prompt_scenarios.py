"""Every scenario that a clinician can read in the safety file, run: the course goes in, and the prompts come out."""

import pytest

from firstlight.config.checkout import ROOT
from firstlight.config.reference.prompt_scenarios import Scenario, load_scenarios, minutes

SCENARIOS = load_scenarios(ROOT / "docs" / "clinical-safety" / "scenarios")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[one.name for one in SCENARIOS])
def test_a_course_asks_for_exactly_the_prompts_that_its_table_says(scenario: Scenario) -> None:
    found = [
        (one.key, one.level, minutes(one.raised_at), one.ended_at and minutes(one.ended_at)) for one in scenario.found()
    ]

    assert found == [(one.key, one.level, pytest.approx(one.raised, abs=0.01), one.ended) for one in scenario.expected]


def test_there_are_scenarios_for_every_kind_of_prompt() -> None:
    topics = {one.key.partition(":")[0] for scenario in SCENARIOS for one in scenario.expected}

    assert len(SCENARIOS) >= 30
    assert topics >= {
        "pressure",
        "oxygen",
        "breathing",
        "pulse",
        "sedation",
        "news2",
        "set",
        "feed",
        "symptom",
        "artefact",
    }
