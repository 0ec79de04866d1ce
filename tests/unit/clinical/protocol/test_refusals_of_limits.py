"""A limit, a ladder of prompts or a plan of closer observations that cannot hold together is refused, with what to do."""

import re

import pytest

from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.errors import ProtocolError

# what is written in the file, what it is changed to, and what the refusal says
CHANGES = {
    "a phase twice": (
        'kind = "systolic", compare = ">", value = 160',
        'kind = "systolic", phases = ["giving", "giving"], compare = ">", value = 160',
        "a phase is named twice",
    ),
    "no phase at all": (
        'kind = "systolic", compare = ">", value = 160',
        'kind = "systolic", phases = [], compare = ">", value = 160',
        "this needs at least one entry",
    ),
    "a rise before there is anything to rise from": (
        'measure = "rise", compare = ">", value = 30',
        'measure = "rise", phases = ["before"], compare = ">", value = 30',
        "a rise is counted from the set before the start",
    ),
    "an age that nobody has": (
        'kind = "systolic", compare = ">", value = 160',
        'kind = "systolic", from_age = 65, below_age = 65, compare = ">", value = 160',
        "nobody is that old and that young",
    ),
    "closer sets without a pause": (
        "observe_every_minutes = { value = 5",
        "observe_every_minutes = { value = 0",
        "closer.observe_every_minutes: sets must be at least 1 minute apart",
    ),
    "closer sets of nothing": (
        'kinds = { value = ["systolic", "diastolic", "pulse", "spo2", "moaas"]',
        "kinds = { value = []",
        "closer.kinds.value: name at least one observation",
    ),
    "half a pressure in a closer set": (
        'kinds = { value = ["systolic", "diastolic", "pulse", "spo2", "moaas"]',
        'kinds = { value = ["systolic", "pulse"]',
        "closer.kinds.value: a pressure needs both systolic and diastolic",
    ),
    "a ladder of prompts that goes back in time": (
        "after_minutes = 8",
        "after_minutes = 2",
        "prompts.amber.1.after_minutes: each step must come later than the one before",
    ),
    "a ladder of prompts that ends with one person": (
        'ask = "everyone"\nafter_minutes = 15',
        'ask = "doctor"\nafter_minutes = 15',
        "prompts.amber.2.ask: the last step must ask everyone",
    ),
    "a prompt that asks nobody we know": ('ask = "nurse"', 'ask = "manager"', "the file says 'manager'"),
    "a feed that is stale at once": (
        "feed_stale_seconds = { value = 15",
        "feed_stale_seconds = { value = 0",
        "prompts.feed_stale_seconds: this must be at least 1",
    ),
    "a lowest systolic inside the limits": (
        "systolic_below = { value = 90",
        "systolic_below = { value = 140",
        "pressure.systolic_below: this must be below the systolic limit for every age",
    ),
    "a lowest diastolic inside the limits": (
        "diastolic_below = { value = 50",
        "diastolic_below = { value = 90",
        "pressure.diastolic_below: this must be below the diastolic limit for every age",
    ),
    "a leaving pressure that nobody can have": (
        "systolic_from = { value = 90",
        "systolic_from = { value = 141",
        "leaving_gates.pressure.systolic_from: the lowest systolic must not be above the upper one",
    ),
    "a score that cannot be reached": (
        "padss_from = { value = 9",
        "padss_from = { value = 11",
        "leaving_gates.padss.padss_from: PADSS runs from 0 to 10",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_bad_limit_is_refused_with_the_reason(text: str, what: str) -> None:
    written, changed, reason = CHANGES[what]
    assert written in text, "the shipped file no longer holds what this test changes"
    with pytest.raises(ProtocolError, match=re.escape(reason)):
        load.parse(text.replace(written, changed))
