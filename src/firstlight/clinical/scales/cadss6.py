"""CADSS-6: the sum of six items of the Clinician-Administered Dissociative States Scale, 0 to 24.

No cut-off for stopping is validated: distress, not the score, drives what is done (Rodrigues and colleagues, 2021).
"""

from collections.abc import Mapping

from firstlight.clinical.scales.load import instrument


def version() -> str:
    """The pinned version, stored with each score."""
    return instrument("cadss6").version


def total(answers: Mapping[int, int]) -> int | None:
    """The sum of items 1, 2, 6, 7, 15 and 22 (each 0 to 4); None while any is unanswered, never a part total.

    Raises ValueError for an item that is not of this scale or an answer outside 0 to 4.
    """
    scale = instrument("cadss6")
    for item, answer in answers.items():
        if item not in scale.items:
            raise ValueError(f"Item {item} is not one of the six: {', '.join(map(str, scale.items))}.")
        if not scale.item_low <= answer <= scale.item_high:
            raise ValueError(f"Item {item} is scored from {scale.item_low} to {scale.item_high}.")
    return sum(answers.values()) if len(answers) == len(scale.items) else None
