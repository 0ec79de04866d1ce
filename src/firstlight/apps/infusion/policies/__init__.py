"""When something may be done to a session, whoever asks. Who may is in `permissions`."""

from firstlight.apps.infusion.policies.bays import (
    bay_for,
    bay_of,
    check_bay_empty,
)
from firstlight.apps.infusion.policies.corrections import (
    between_neighbours,
    check_another_session,
    check_markable,
    check_not_marked,
    check_said_why,
    corrected_rate,
    entry_of,
    given_of,
    times_of_giving,
)
from firstlight.apps.infusion.policies.feeds import (
    check_claim,
    check_compared,
    check_no_overlap,
    check_not_in_use,
    check_place,
    check_stated_patient,
    check_unbound,
    claimed_until,
)
from firstlight.apps.infusion.policies.gate_answers import (
    check_answerable,
    check_overridable,
    checked_answer,
)
from firstlight.apps.infusion.policies.giving import (
    check_giving,
    check_rate,
    prescription_of,
    rate_before_the_pause,
)
from firstlight.apps.infusion.policies.moves import (
    can_move,
    check_before_the_start,
    check_gates,
    check_in_a_bay,
    check_move,
    check_not_over,
    check_reason,
    check_somebody_came,
    newest_words,
    reasons_at,
)
from firstlight.apps.infusion.policies.sets import (
    Value,
    checked_values,
)
from firstlight.apps.infusion.policies.times import (
    check_still_here,
    follows,
    moment,
)

__all__ = [
    "Value",
    "bay_for",
    "bay_of",
    "between_neighbours",
    "can_move",
    "check_another_session",
    "check_answerable",
    "check_bay_empty",
    "check_before_the_start",
    "check_claim",
    "check_compared",
    "check_gates",
    "check_giving",
    "check_in_a_bay",
    "check_markable",
    "check_move",
    "check_no_overlap",
    "check_not_in_use",
    "check_not_marked",
    "check_not_over",
    "check_overridable",
    "check_place",
    "check_rate",
    "check_reason",
    "check_said_why",
    "check_somebody_came",
    "check_stated_patient",
    "check_still_here",
    "check_unbound",
    "checked_answer",
    "checked_values",
    "claimed_until",
    "corrected_rate",
    "entry_of",
    "follows",
    "given_of",
    "moment",
    "newest_words",
    "prescription_of",
    "rate_before_the_pause",
    "reasons_at",
    "times_of_giving",
]
