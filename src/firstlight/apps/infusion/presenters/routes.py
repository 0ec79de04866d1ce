"""The words for how a drug is given: a pump infuses, an injection and a spray are given."""

from firstlight.apps.infusion.queries import Standing
from firstlight.apps.infusion.states import State

NOUNS = {"rate": "Infusion", "bolus": "Injection", "spray": "Spray"}
IN_PARTS = "Giving"


def state_words(standing: Standing) -> str:
    """The state as every screen says it."""
    pumped = standing.given_by == "rate"
    return IN_PARTS if standing.state is State.GIVING and not pumped else standing.state.label


def given_noun(standing: Standing) -> str:
    """ "Infusion", "Injection" or "Spray"."""
    return NOUNS[standing.given_by]
