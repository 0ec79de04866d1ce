"""What is recorded after the end of giving that bears on leaving. None always means "not recorded".

Values are the latest taken since the end: nothing is carried forward from before it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from firstlight.clinical.protocol.start_facts import Escort, Pressure


@dataclass(frozen=True)
class LeavingFacts:
    """Everything the leaving gates look at. `now` is the moment of asking; scores are whole numbers."""

    now: datetime
    ended_at: datetime | None = None
    escort: Escort | None = None
    unescorted: bool = False
    moaas: int | None = None
    baseline_pressure: Pressure | None = None
    pressure: Pressure | None = None
    spo2: int | None = None
    cadss6_baseline: int | None = None
    cadss6: int | None = None
    padss: int | None = None
    walks: bool | None = None
    tolerates_fluid: bool | None = None
    cannula_out: bool | None = None
    new_suicidal_intent: bool | None = None
    no_driving_signed: bool | None = None
    crisis_card_given: bool | None = None
    next_appointment_on: date | None = None
