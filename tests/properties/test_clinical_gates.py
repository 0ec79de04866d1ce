"""Whatever is or is not recorded, every gate answers, with a reason, and what is not met says what to do."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from firstlight.clinical.discharge.facts import LeavingFacts
from firstlight.clinical.discharge.leaving import LEAVING_GATES, assess_leaving
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.gate_state import GateState
from firstlight.clinical.protocol.gates import START_GATES, assess_start
from firstlight.clinical.protocol.start_facts import (
    Escort,
    Override,
    Pressure,
    SignedPrescription,
    StaffOnDuty,
    StartFacts,
)

PROTOCOL = load.parse(load.packaged_text("iv-racemic-0.5-40"))
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)

maybe = st.none() | st.booleans()
days = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))
names = st.none() | st.sampled_from(["", " ", "Ann Bell", "Sam Obi"])
moments = st.integers(-300, 300).map(lambda minutes: NOW + timedelta(minutes=minutes))
pressures = st.builds(Pressure, st.integers(40, 300), st.integers(20, 200), moments)
escorts = st.none() | st.builds(Escort, st.sampled_from(["", "Jo Hall"]), st.sampled_from(["", "07700 900123"]))
overrides = st.builds(
    Override,
    st.sampled_from(START_GATES),
    st.just("Dr Raman"),
    st.sampled_from(["clinician", "consultant"]),
    st.just("Decided"),
    moments,
)
start_facts = st.builds(
    StartFacts,
    now=st.just(NOW),
    today=st.just(NOW.date()),
    age_years=st.integers(0, 120),
    identifiers_checked=st.lists(st.sampled_from(["name", "address", "NHS number", "bed"])).map(tuple),
    consent_on=days,
    prescription=st.none() | st.builds(SignedPrescription, names, names, names),
    escort=escorts,
    unescorted=st.booleans(),
    food=st.none() | st.sampled_from(["light", "meal", "soup"]),
    alcohol_sedatives=st.none() | st.sampled_from(["none", "both", ""]),
    pregnancy_relevant=maybe,
    pregnancy_result=st.none() | st.sampled_from(["negative", "positive", "declined"]),
    pregnancy_tested_on=days,
    weight_kg=st.none() | st.decimals(25, 300, places=1),
    weighed_on=days,
    pressures=st.lists(pressures, max_size=5).map(tuple),
    staff=st.lists(st.builds(StaffOnDuty, st.just("Ann Bell"), st.booleans(), days, days), max_size=4).map(tuple),
    overrides=st.lists(overrides, max_size=3).map(tuple),
)
leaving_facts = st.builds(
    LeavingFacts,
    now=st.just(NOW),
    ended_at=st.none() | moments,
    escort=escorts,
    unescorted=st.booleans(),
    moaas=st.none() | st.integers(0, 5),
    baseline_pressure=st.none() | pressures,
    pressure=st.none() | pressures,
    spo2=st.none() | st.integers(50, 100),
    cadss6_baseline=st.none() | st.integers(0, 24),
    cadss6=st.none() | st.integers(0, 24),
    padss=st.none() | st.integers(0, 10),
    walks=maybe,
    tolerates_fluid=maybe,
    cannula_out=maybe,
    new_suicidal_intent=maybe,
    no_driving_signed=maybe,
    crisis_card_given=maybe,
    next_appointment_on=days,
)


def every_gate_answers(states: tuple[GateState, ...], keys: tuple[str, ...]) -> bool:
    return tuple(state.key for state in states) == keys and all(
        state.label and state.reason and bool(state.needs) is (state.met is not True) for state in states
    )


@given(start_facts)
def test_every_start_gate_always_answers(facts: StartFacts) -> None:
    assert every_gate_answers(assess_start(PROTOCOL, facts), START_GATES)


@given(leaving_facts)
def test_every_leaving_gate_always_answers(facts: LeavingFacts) -> None:
    assert every_gate_answers(assess_leaving(PROTOCOL, facts), LEAVING_GATES)


@given(start_facts)
def test_no_one_starts_at_160_over_100_without_a_consultant(facts: StartFacts) -> None:
    latest = max(facts.pressures, key=lambda pressure: pressure.at, default=None)
    by_consultant = any(o.gate == "blood_pressure" and o.grade == "consultant" for o in facts.overrides)
    state = next(one for one in assess_start(PROTOCOL, facts) if one.key == "blood_pressure")
    if latest and (latest.systolic >= 160 or latest.diastolic >= 100) and not by_consultant:
        assert state.met is not True


@given(leaving_facts, st.integers(0, 600))
def test_waiting_longer_never_shuts_the_time_gate(facts: LeavingFacts, minutes: int) -> None:
    later = LeavingFacts(**{**vars(facts), "now": facts.now + timedelta(minutes=minutes)})
    served = [
        next(one for one in assess_leaving(PROTOCOL, each) if one.key == "time_served") for each in (facts, later)
    ]
    assert served[0].met is not True or served[1].met is True


@given(st.decimals(25, 300, places=2))
def test_a_weight_is_shown_as_it_was_measured(weight: Decimal) -> None:
    facts = StartFacts(now=NOW, today=NOW.date(), age_years=40, weight_kg=weight, weighed_on=NOW.date())
    state = next(one for one in assess_start(PROTOCOL, facts) if one.key == "weight_today")
    assert Decimal(state.reason.split(" kg")[0]) == weight
