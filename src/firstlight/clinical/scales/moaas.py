"""MOAA/S, the Modified Observer's Assessment of Alertness/Sedation: one level from 5 (responds readily) to 0.

Several variants exist (some merge 0 and 1, some run 1 to 6), so the version is pinned and stored with each score.
"""

from firstlight.clinical.scales.load import instrument


def version() -> str:
    """The pinned version, stored with each score."""
    return instrument("moaas").version


def describe(score: int) -> str:
    """The pinned words for a level. Raises ValueError outside 0 to 5."""
    words = {level.score: level.wording for level in instrument("moaas").levels}
    if score not in words:
        raise ValueError("MOAA/S is a whole number from 0 to 5.")
    return words[score]
