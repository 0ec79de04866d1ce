"""The invented Monday: two clinics at work as their boards must be able to show them, and the weeks that led to it."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from statistics import mean

import nhs_number
import pytest

from firstlight.apps import clock
from firstlight.apps.audit import verification
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.infusion.models import Move, Observation, ObservationSet, Session
from firstlight.apps.infusion.models.feed import MonitorMessage
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.people.models import NextOfKin, Patient, Trust
from firstlight.apps.scheduling.models import Duty
from firstlight.demo import people, seed
from firstlight.demo.bedside import SILENT_BED, SILENT_SECONDS, Bedside
from firstlight.demo.feeds import PLACES
from firstlight.demo.hours import LONDON
from tests.unit.demo.conftest import OPENED

pytestmark = pytest.mark.usefixtures("monday")
TODAY = OPENED.date()


def earlier():
    """The treated visits of other days."""
    return Session.objects.filter(planned_day__lt=TODAY, started_at__isnull=False)


def today_in(code):
    """(bay, family name, state) of everybody's session today."""
    rows = Session.objects.filter(clinic__ods_code=code, planned_day=TODAY).order_by("bay__number", "planned_start")
    return list(rows.values_list("bay__number", "patient__family_name", "state"))


class TestToday:
    def test_six_bays_stand_in_the_states_that_a_board_shows(self):
        shown = [row for row in today_in("ZZF01") if row[2] not in ("left", "not_started")]
        in_bays = {bay: (name, state) for bay, name, state in reversed(shown)}
        assert in_bays == {
            1: ("Hughes", "giving"),
            2: ("Adeyemi", "giving"),
            3: ("Fernandes", "recovery"),
            4: ("Khan", "giving"),
            5: ("Oyelaran-Beckwith", "checks"),
            6: ("Nowak", "booked"),
        }

    def test_somebody_left_already_somebody_did_not_come_and_somebody_is_still_to_come(self):
        states = [state for _, _, state in today_in("ZZF01")]
        assert {state: states.count(state) for state in ("left", "not_started", "booked")} == {
            "left": 2,
            "not_started": 1,
            "booked": 4,
        }

    def test_the_second_clinic_has_a_smaller_day_of_its_own(self):
        assert today_in("ZZF02") == [
            (1, "Green", "recovery"),
            (2, "Green", "giving"),
            (2, "Rahman", "booked"),
            (3, "Tremlett", "left"),
            (3, "Davies", "checks"),
            (4, "Sesay", "booked"),
        ]

    def test_what_a_nurse_took_from_the_monitor_says_so(self):
        taken = Observation.objects.filter(set__session__planned_day=TODAY, kind="pulse")
        assert {row.source for row in taken} == {"monitor"}

    def test_nobody_has_readings_from_the_future(self):
        assert not MonitorMessage.objects.filter(effective_at__gt=OPENED).exists()
        assert MonitorMessage.objects.count() > 2_000


class TestTheMonitors:
    def test_follow_their_sessions_in_both_clinics_and_an_empty_bay_sends_nothing(self):
        shown = {place: Bedside()(bed, OPENED) for bed, place in enumerate(PLACES) if bed != SILENT_BED}
        speaking = [place for place, values in shown.items() if values]
        assert speaking == [("ZZF01", 1), ("ZZF01", 2), ("ZZF01", 3), ("ZZF01", 5)] + [
            ("ZZF02", bay) for bay in (1, 2, 3)
        ]
        assert {"pulse", "spo2", "resp_rate", "systolic", "diastolic"} <= shown["ZZF02", 1].keys()

    def test_one_cable_is_out_when_the_doors_open_and_is_found(self):
        seconds = [0.0]
        source = Bedside(lambda: seconds[0])
        assert source(SILENT_BED, OPENED) is None
        seconds[0] = SILENT_SECONDS
        assert source(SILENT_BED, OPENED) is not None


class TestThePeople:
    def test_are_all_invented_and_the_trust_says_so(self):
        numbers = list(Patient.objects.values_list("nhs_number", flat=True))
        assert Trust.objects.get().synthetic
        assert len(set(numbers)) == len(people.patients()) == 48
        assert all(nhs_number.is_valid(number) and number.startswith("999") for number in numbers)

    @pytest.mark.parametrize("shared", ["address", "phone", "email"])
    def test_share_no_address_and_no_number(self, shared):
        given = [value for value in Patient.objects.values_list(shared, flat=True) if value]
        assert len(given) == len(set(given)) > 0

    def test_can_be_reached_and_have_a_practice_a_team_and_somebody_to_call(self):
        assert not Patient.objects.filter(gp_practice_code="").exists()
        assert not Patient.objects.filter(community_team="").exists()
        coming = Session.objects.values_list("patient_id", flat=True)
        assert set(coming) <= set(NextOfKin.objects.values_list("patient_id", flat=True))

    def test_include_somebody_of_each_kind_to_sign_in_as(self):
        assert ("Amara Okafor RN", "nurse") in seed.sign_in_choices()
        assert len({role for _, role in seed.sign_in_choices()}) == 8


class TestWhatLedToIt:
    def test_everybody_in_the_middle_of_a_series_had_the_visits_before(self):
        for session in Session.objects.filter(planned_day=TODAY):
            before = earlier().filter(patient=session.patient).order_by("planned_start")
            assert list(before.values_list("number", flat=True)) == list(range(1, session.number))

    def test_whoever_was_treated_has_left_with_every_set_recorded_and_every_gate_met(self):
        for session in earlier():
            record = session_record(session.pk, clock.now())
            assert record.standing.state.value == "left"
            leaving = Move.objects.get(session=session, move="leave")
            assert [gate for gate in leaving.detail["gates"] if not gate["met"]] == []
            assert leaving.detail["reasons"] == {}

    def test_not_all_went_by_the_plan(self):
        reasons = dict(Move.objects.exclude(reason="").values_list("move", "reason"))
        assert {"pause", "stop", "not_start"} <= reasons.keys()
        assert Session.objects.filter(planned_day__lt=TODAY, state="not_started").count() == 2

    def test_a_pressure_at_the_limit_was_paused_for_and_had_come_down_before_going_on(self):
        pause = Move.objects.get(reason__startswith="pressure at the limit")
        resume = Move.objects.get(session=pause.session, move="resume")
        taken = Observation.objects.filter(set__session=pause.session, kind="diastolic").order_by("measured_at")
        before = [row.number for row in taken if row.measured_at < pause.effective_at]
        during = [row.number for row in taken if pause.effective_at < row.measured_at < resume.effective_at]
        assert before[-1] >= 110 > during[-1]
        assert during == sorted(during, reverse=True)

    def test_pressure_peaks_at_the_end_of_giving_and_settles_within_two_hours_of_the_start(self):
        rises = defaultdict(list)
        for session in earlier().exclude(move_entries__move__in=("stop", "pause")):
            taken = Observation.objects.filter(set__session=session, kind="systolic").order_by("measured_at")
            before, *after = taken
            for row in after:
                minutes = (row.measured_at - session.started_at) / timedelta(minutes=1)
                rises[minutes // 10 * 10].append(float(row.number - before.number))
        assert 8 < mean(rises[40]) < 25
        assert mean(rises[10]) < mean(rises[20]) < mean(rises[40]) > mean(rises[70]) > mean(rises[100])
        assert abs(mean(rises[120])) < 4


class TestTheRecord:
    def test_went_through_actions_so_the_audit_log_holds_it_in_the_order_of_time(self):
        verdict = verification.verify()
        assert verdict.sound
        assert verdict.entries > 1_000
        moments = list(AuditEntry.objects.order_by("id").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert moments[-1] <= OPENED

    def test_nobody_is_in_two_places_at_once(self):
        done = defaultdict(list)
        for entry in AuditEntry.objects.exclude(actor_id=None).order_by("id"):
            done[entry.actor_id].append((entry.at, entry.clinic_id, entry.patient_id))
        for entries in done.values():
            for (at, clinic, patient), (then, clinic_then, patient_then) in pairwise(entries):
                apart = (clinic, patient) != (clinic_then, patient_then)
                assert not apart or then - at >= timedelta(seconds=20)

    def test_nurses_and_doctors_work_in_one_clinic_a_day_and_only_when_on_duty(self):
        treated = ObservationSet.objects.select_related("session")
        for row in treated:
            on_duty = Duty.objects.filter(staff=row.by, starts_at__lte=row.recorded_at, ends_at__gt=row.recorded_at)
            assert list(on_duty.values_list("clinic_id", flat=True)) == [row.session.clinic_id]

    def test_nothing_happens_at_a_weekend_or_at_night(self):
        for at in AuditEntry.objects.values_list("at", flat=True):
            local = at.astimezone(LONDON)
            assert local.weekday() < 5
            assert 7 <= local.hour < 18
