"""A shift as the journeys find it: six bays, in every state that a board can show."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from firstlight.apps.infusion.actions import (
    answer_gate,
    begin_checks,
    bind_feed,
    complete_infusion,
    make_ready,
    record_arrival,
    record_pause,
    record_resume,
    record_set,
    start_infusion,
)
from firstlight.apps.medicines.actions.check_prescription import check_prescription
from firstlight.apps.medicines.actions.write_prescription import write_prescription
from tests.journeys.invented_clinic import Clinic, minutes_ago


class Shift(Clinic):
    """A day at work."""

    def arrive(self, family: str, bay: int, ago: float, weight: str = "70") -> None:
        """Arrived, checks begun, weighed, prescribed and checked by two."""
        session = self.sessions[family]
        nurse = self.actor("Okafor")
        with minutes_ago(ago, self.now):
            record_arrival.record_arrival(nurse, session_id=session, bay_id=self.bays[bay - 1])
            begin_checks.begin_checks(nurse, session_id=session)
        with minutes_ago(ago - 1, self.now):
            bind_feed.bind_feed(
                nurse,
                session_id=session,
                monitor_id=self.monitors[bay],
                compared={"name": True, "birth_date": True, "nhs_number": False, "monitor_label": True},
            )
        with minutes_ago(ago - 2, self.now):
            record_set.record_set(nurse, session_id=session, values=BASELINE | {"weight": weight})
            prescription = write_prescription(self.actor("Raman"), session_id=session, weight_kg=Decimal(weight))
            for checker in ("Lindqvist", "Whitfield"):
                check_prescription(self.actor(checker), prescription_id=prescription)

    def check(self, family: str, ago: float) -> None:
        """Every gate answered, and ready."""
        session, nurse = self.sessions[family], self.actor("Okafor")
        with minutes_ago(ago, self.now):
            for gate, answer in GATE_ANSWERS.items():
                answer_gate.answer_gate(nurse, session_id=session, gate=gate, answer=answer)
            make_ready.make_ready(nurse, session_id=session)

    def start(self, family: str, ago: float) -> None:
        with minutes_ago(ago, self.now):
            start_infusion.start_infusion(
                self.actor("Okafor"), session_id=self.sessions[family], checked_by_id=self.staff["Whitfield"]
            )

    def observe(self, family: str, ago: float, minute: int | None, **values: str) -> None:
        with minutes_ago(ago, self.now):
            record_set.record_set(self.actor("Okafor"), session_id=self.sessions[family], values=values, minute=minute)

    def stream(self, bay: int, first: float, last: float, pulse: float) -> None:
        """What a monitor sent from `first` to `last` minutes ago, every ten seconds."""
        for step in range(int((first - last) * 6)):
            at = self.now - timedelta(minutes=first) + timedelta(seconds=10 * step)
            drift = step % 7 - 3
            self.send(bay, at=at, pulse=pulse + drift, spo2=97 + step % 3 % 2, resp_rate=15 + drift // 2)


BASELINE = {
    "systolic": "128",
    "diastolic": "78",
    "pulse": "74",
    "spo2": "98",
    "resp_rate": "14",
    "temperature": "36.6",
    "consciousness": "A",
    "moaas": "5",
    "cadss6": "0",
}
GATE_ANSWERS: dict[str, dict[str, Any]] = {
    "two_identifiers": {"identifiers": ["name", "date of birth"]},
    "escort": {"name": "Sam Hughes", "phone": "07700 900123"},
    "food": {"answer": "light"},
    "alcohol_sedatives": {"answer": "none"},
    "pregnancy": {"relevant": False},
}


def fill(now: datetime) -> Shift:
    """Six bays: infusing, paused and infusing again, in recovery and late, silent, at the checks, and empty."""
    clinic = Shift(now)
    clinic.open()
    clinic.expect()
    clinic.place_monitors()
    _hughes(clinic)
    _adeyemi(clinic)
    _fernandes(clinic)
    _khan(clinic)
    clinic.arrive("OYELARAN-BECKWITH", 5, 14)
    return clinic


def _hughes(clinic: Shift) -> None:
    clinic.arrive("HUGHES", 1, 30, weight="84")
    clinic.check("HUGHES", 14)
    clinic.start("HUGHES", 12.5)
    clinic.stream(1, 25, 0, 80)
    clinic.observe("HUGHES", 7.4, 5, pulse="80", spo2="98", moaas="5")
    clinic.observe(
        "HUGHES", 2.1, 10, systolic="134", diastolic="82", pulse="81", spo2="98", resp_rate="15", moaas="5", cadss6="2"
    )


def _adeyemi(clinic: Shift) -> None:
    session, nurse = clinic.sessions["ADEYEMI"], clinic.actor("Okafor")
    clinic.arrive("ADEYEMI", 2, 60)
    clinic.check("ADEYEMI", 36)
    clinic.start("ADEYEMI", 35)
    clinic.stream(2, 45, 0, 90)
    with minutes_ago(23, clinic.now):
        record_pause.record_pause(nurse, session_id=session, reason="asked for a break")
    with minutes_ago(21, clinic.now):
        record_resume.record_resume(nurse, session_id=session)
    full = {"resp_rate": "16", "spo2": "96"}
    clinic.observe("ADEYEMI", 30, 5, pulse="84", spo2="97", moaas="5")
    clinic.observe("ADEYEMI", 25, 10, systolic="146", diastolic="88", pulse="90", moaas="5", cadss6="4", **full)
    clinic.observe("ADEYEMI", 15, 20, systolic="162", diastolic="96", pulse="94", moaas="5", cadss6="7", **full)
    clinic.observe("ADEYEMI", 5, 30, systolic="172", diastolic="102", pulse="97", moaas="4", cadss6="9", **full)


def _fernandes(clinic: Shift) -> None:
    clinic.arrive("FERNANDES", 3, 95, weight="60")
    clinic.check("FERNANDES", 75)
    clinic.start("FERNANDES", 74)
    clinic.stream(3, 80, 0, 76)
    for minute, ago in ((5, 69), (10, 64), (20, 54), (30, 44)):
        clinic.observe(
            "FERNANDES",
            ago,
            minute,
            systolic="142",
            diastolic="86",
            pulse="80",
            spo2="97",
            resp_rate="15",
            moaas="5",
            cadss6="3",
        )
    with minutes_ago(34, clinic.now):
        complete_infusion.complete_infusion(clinic.actor("Okafor"), session_id=clinic.sessions["FERNANDES"])
    for minute, ago in ((40, 33.5), (55, 19)):
        clinic.observe(
            "FERNANDES",
            ago,
            minute,
            systolic="138",
            diastolic="84",
            pulse="76",
            spo2="97",
            resp_rate="14",
            moaas="5",
            cadss6="3",
        )


def _khan(clinic: Shift) -> None:
    clinic.arrive("KHAN", 4, 50, weight="77")
    clinic.check("KHAN", 26)
    clinic.start("KHAN", 24)
    clinic.stream(4, 40, 2.1, 88)
    clinic.observe("KHAN", 19, 5, pulse="86", spo2="98", moaas="5")
    clinic.observe(
        "KHAN", 14, 10, systolic="138", diastolic="84", pulse="86", spo2="98", resp_rate="15", moaas="5", cadss6="4"
    )
    clinic.observe(
        "KHAN", 4.1, 20, systolic="142", diastolic="86", pulse="88", spo2="98", resp_rate="15", moaas="5", cadss6="5"
    )
