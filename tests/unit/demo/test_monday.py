"""The invented Monday: six bays as a board must be able to show them, and monitors that follow their sessions."""

from datetime import UTC, datetime

import nhs_number
import pytest

from firstlight.apps import clock
from firstlight.apps.audit import verification
from firstlight.apps.infusion.actions import store_readings
from firstlight.apps.infusion.models import MonitorMessage, Session
from firstlight.apps.people.models import Patient, Trust
from firstlight.demo import people, seed
from firstlight.demo.bedside import SILENT_BED, SILENT_SECONDS, Bedside
from firstlight.demo.vitals import Course, Person, continuous, cuff, effect

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def monday(db):
    store_readings._known.clear()  # a monitor met in another test's transaction is gone with it
    with clock.at(NOON):
        seed.seed(lambda words: None)
        yield


def test_six_bays_stand_in_the_states_that_a_board_shows(monday):
    states = Session.objects.order_by("bay__number").values_list("patient__family_name", "state")
    assert list(states) == [
        ("Hughes", "giving"),
        ("Adeyemi", "giving"),
        ("Fernandes", "recovery"),
        ("Khan", "giving"),
        ("Oyelaran-Beckwith", "checks"),
        ("Nowak", "booked"),
    ]


def test_everybody_is_invented_and_the_trust_says_so(monday):
    numbers = list(Patient.objects.values_list("nhs_number", flat=True))
    assert Trust.objects.get().synthetic
    assert len(set(numbers)) == len(people.patients()) == 40
    assert all(nhs_number.is_valid(number) and number.startswith("999") for number in numbers)


def test_what_was_seeded_went_through_actions_so_the_audit_log_holds_it(monday):
    verdict = verification.verify()
    assert verdict.sound
    assert verdict.entries > 100


def test_nobody_has_readings_from_the_future(monday):
    assert not MonitorMessage.objects.filter(effective_at__gt=NOON).exists()
    assert MonitorMessage.objects.count() > 1_000


def test_a_monitor_follows_its_session_and_an_empty_bay_sends_nothing(monday):
    source = Bedside()
    shown = source(0, NOON)
    assert shown is not None
    assert {"pulse", "spo2", "resp_rate", "systolic", "diastolic"} <= shown.keys()
    assert source(5, NOON) is None


def test_one_cable_is_out_when_the_doors_open_and_is_found(monday):
    seconds = [0.0]
    source = Bedside(lambda: seconds[0])
    assert source(SILENT_BED, NOON) is None
    seconds[0] = SILENT_SECONDS
    assert source(SILENT_BED, NOON) is not None


def test_the_same_person_at_the_same_moment_always_shows_the_same():
    person = Person(7, {"systolic": 120.0, "diastolic": 78.0, "pulse": 70.0})
    assert continuous(person, Course(20.0), 1234) == continuous(person, Course(20.0), 1234)
    assert cuff(person, Course(20.0), 20) == cuff(person, Course(20.0), 20)


def test_the_effect_rises_while_the_drug_is_given_and_falls_after():
    rising = [effect(Course(float(minute))) for minute in range(0, 41, 10)]
    falling = [effect(Course(40.0, float(minute))) for minute in range(0, 61, 20)]
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert effect(Course()) == 0.0


def test_one_can_sign_in_as_somebody_of_each_kind(monday):
    assert ("Amara Okafor RN", "nurse") in seed.sign_in_choices()
