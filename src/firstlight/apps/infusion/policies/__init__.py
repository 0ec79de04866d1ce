"""When something may be done to a session, whoever asks. Who may is in `permissions`."""

from firstlight.apps.infusion.policies.bays import (
    bay_for,
    bay_of,
    check_bay_empty,
)
from firstlight.apps.infusion.policies.bookings import (
    check_bay_free,
    check_day_to_come,
    planned_span,
)
from firstlight.apps.infusion.policies.claims import check_claim, check_clock, check_nobodys, claimed_until
from firstlight.apps.infusion.policies.corrections import (
    between_neighbours,
    check_another_session,
    check_markable,
    check_not_marked,
    check_said_why,
    corrected_dose,
    corrected_rate,
    entry_of,
    given_of,
    times_of_giving,
)
from firstlight.apps.infusion.policies.doses import (
    check_all_given,
    check_in_parts,
    check_sprays,
    checked_dose,
    is_whole,
)
from firstlight.apps.infusion.policies.feeds import (
    check_compared,
    check_not_in_use,
    check_place,
    check_stated_patient,
    check_unbound,
)
from firstlight.apps.infusion.policies.gate_answers import (
    check_answerable,
    check_overridable,
    checked_answer,
)
from firstlight.apps.infusion.policies.giving import (
    check_consent_to_go_on,
    check_giving,
    check_rate,
    consent_withdrawn_at,
    prescription_of,
    pump_of,
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
    planned_minute,
)
from firstlight.apps.infusion.policies.taken import day_booked, seat_taken
from firstlight.apps.infusion.policies.times import (
    check_still_here,
    follows,
    moment,
    standing_given,
)

__all__ = [
    "Value",
    "bay_for",
    "bay_of",
    "between_neighbours",
    "can_move",
    "check_all_given",
    "check_another_session",
    "check_answerable",
    "check_bay_empty",
    "check_bay_free",
    "check_before_the_start",
    "check_claim",
    "check_clock",
    "check_compared",
    "check_consent_to_go_on",
    "check_day_to_come",
    "check_gates",
    "check_giving",
    "check_in_a_bay",
    "check_in_parts",
    "check_markable",
    "check_move",
    "check_nobodys",
    "check_not_in_use",
    "check_not_marked",
    "check_not_over",
    "check_overridable",
    "check_place",
    "check_rate",
    "check_reason",
    "check_said_why",
    "check_somebody_came",
    "check_sprays",
    "check_stated_patient",
    "check_still_here",
    "check_unbound",
    "checked_answer",
    "checked_dose",
    "checked_values",
    "claimed_until",
    "consent_withdrawn_at",
    "corrected_dose",
    "corrected_rate",
    "day_booked",
    "entry_of",
    "follows",
    "given_of",
    "is_whole",
    "moment",
    "newest_words",
    "planned_minute",
    "planned_span",
    "prescription_of",
    "pump_of",
    "rate_before_the_pause",
    "reasons_at",
    "seat_taken",
    "standing_given",
    "times_of_giving",
]
