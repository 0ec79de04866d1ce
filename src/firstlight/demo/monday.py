"""A Monday as it stands at the moment of opening: six bays, in the states that a board has to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.answer_gate import answer_gate
from firstlight.apps.infusion.actions.begin_checks import begin_checks
from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.book_session import book_session
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.actions.record_arrival import record_arrival
from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.medicines.actions.check_prescription import check_prescription
from firstlight.apps.medicines.actions.write_prescription import write_prescription
from firstlight.apps.pathway.actions.record_consent import record_consent
from firstlight.clinical.protocol import load
from firstlight.demo import feeds
from firstlight.demo.opening import US, Opened
from firstlight.demo.people import Invented
from firstlight.demo.vitals import Course, continuous, course_at, cuff

COMPARED = {"name": True, "birth_date": True, "nhs_number": False, "monitor_label": True}
GATES: dict[str, dict[str, object]] = {
    "two_identifiers": {"identifiers": ["name", "date of birth"]},
    "escort": {"name": "Sam Okoro (invented)", "phone": "07700 900123"},
    "food": {"answer": "light"},
    "alcohol_sedatives": {"answer": "none"},
    "pregnancy": {"relevant": False},
}
PLANNED_MINUTES = (5, 10, 20, 30, 40, 55, 70)


class Visit:
    """One invented person's session, walked to where it stands now."""

    def __init__(self, opened: Opened, now: datetime, invented: Invented, patient: int, bay: int, nurse: str) -> None:
        self.opened, self.now, self.invented, self.patient, self.bay = opened, now, invented, patient, bay
        self.nurse_key, self.started, self.ended = nurse, 0.0, 0.0

    def book(self, minutes_ahead: float, number: int) -> None:
        """Consented a fortnight ago, booked for today."""
        with self._ago(60 * 24 * 14):
            record_consent(
                self.opened.actor("raman"),
                patient_id=self.patient,
                clinic_id=self.opened.home,
                covers="A series of six infusions",
                leaflet="Ketamine for depression, 4",
                signed_name=f"{self.invented.details.given_names} {self.invented.name}",
                signed_at=clock.now(),
            )
            self.session = book_session(
                US,
                patient_id=self.patient,
                clinic_id=self.opened.home,
                protocol_code=load.packaged()[0],
                planned_start=self.now + timedelta(minutes=minutes_ahead),
                bay_id=self.opened.bays[self.bay - 1],
                nurse_id=self.opened.staff[self.nurse_key],
                number=number,
                of=6,
            )

    def arrive(self, ago: float) -> None:
        """In the bay, feed joined, weighed, prescribed and checked by two."""
        with self._ago(ago):
            record_arrival(self._nurse, session_id=self.session, bay_id=self.opened.bays[self.bay - 1])
            begin_checks(self._nurse, session_id=self.session)
            monitor = feeds.monitor_id(self.bay)
            bind_feed(self._nurse, session_id=self.session, monitor_id=monitor, compared=COMPARED)
        with self._ago(ago - 2):
            self._record(0, Course(), weight=self.invented.weight_kg, temperature="36.6", consciousness="A")
            prescription = write_prescription(
                self.opened.actor("raman"), session_id=self.session, weight_kg=Decimal(self.invented.weight_kg)
            )
            for checker in ("sheikh", "whitfield"):
                check_prescription(self.opened.actor(checker), prescription_id=prescription)

    def start(self, ago: float) -> None:
        """Every gate met, and the infusion begun."""
        with self._ago(ago + 2):
            for gate, answer in GATES.items():
                answer_gate(self._nurse, session_id=self.session, gate=gate, answer=answer)
            make_ready(self._nurse, session_id=self.session)
        self.started = ago
        with self._ago(ago):
            start_infusion(self._nurse, session_id=self.session, checked_by_id=self.opened.staff["raman"])

    def pause(self, ago: float, minutes: float) -> None:
        with self._ago(ago):
            record_pause(self._nurse, session_id=self.session, reason="asked for a break")
        with self._ago(ago - minutes):
            record_resume(self._nurse, session_id=self.session)

    def end(self, ago: float) -> None:
        self.ended = ago
        with self._ago(ago):
            complete_infusion(self._nurse, session_id=self.session)

    def observe(self, until: int) -> None:
        """The planned sets up to a minute, each some seconds after it was due; before the end only."""
        for minute in PLANNED_MINUTES:
            ago = self.started - minute - 0.3
            if minute <= until and ago > 0 and (not self.ended or ago > self.ended):
                self.observe_at(minute)

    def observe_at(self, minute: int) -> None:
        with self._ago(self.started - minute - 0.3):
            self._record(minute, self.course_at(self._moment(self.started - minute)))

    def course_at(self, at: datetime) -> Course:
        """How far the giving had come at a moment."""
        started = self._moment(self.started) if self.started else None
        return course_at(started, self._moment(self.ended) if self.ended else None, at)

    def _moment(self, ago: float) -> datetime:
        return self.now - timedelta(minutes=ago)

    def _record(self, minute: int, course: Course, **more: str) -> None:
        person = self.invented.person
        shown = cuff(person, course, minute) | continuous(person, course, minute * 60)
        values = {kind: f"{value:.0f}" for kind, value in shown.items() if kind != "mean_pressure"}
        felt = 0 if course.given is None else min(8, round(course.given / 5))
        values |= {"moaas": "5", "cadss6": str(felt)} | more
        planned = minute if course.given is not None else None
        record_set(self._nurse, session_id=self.session, values=values, minute=planned)

    @property
    def _nurse(self) -> Actor:
        return self.opened.actor(self.nurse_key)

    @contextmanager
    def _ago(self, minutes: float) -> Iterator[None]:
        with clock.at(self._moment(minutes)):
            yield
