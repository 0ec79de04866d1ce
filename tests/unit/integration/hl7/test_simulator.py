"""Simulated monitors send real messages over real sockets, and say truly how they were answered."""

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from firstlight.integration.hl7.simulate.beds import VENDORS, Bed, beds, identifier
from firstlight.integration.hl7.simulate.figures import TURN, SeededFigures, Values
from firstlight.integration.hl7.simulate.simulator import Report, Simulator, run_simulation
from tests.contract.hl7.clinic import EVENING
from tests.unit.integration.hl7.fake_store import FakeStore
from tests.unit.integration.hl7.running import Running, running


def simulate(
    port: int, count: int = 5, source: Callable[[int, datetime], Values | None] | None = None, **options: float
) -> Report:
    simulator = Simulator(
        beds(count, "mixed"),
        source or SeededFigures(1, count),
        port=port,
        now=lambda: EVENING,
        **{"seconds": 0.3, "rate": 20.0, **options},  # type: ignore[arg-type]
    )
    return run_simulation(simulator)


def test_everything_sent_is_acknowledged_and_stored(listener: Running) -> None:
    report = simulate(listener.port)
    assert report.sent == 5 * 20 * 0.3
    assert (report.acknowledged, report.refused, report.lost, report.out_of_order) == (report.sent, 0, 0, 0)
    assert len(listener.store.rows) == report.sent
    assert {row.monitor for row in listener.store.rows.values()} == {identifier(bed) for bed in beds(5, "mixed")}


def test_without_a_rate_it_sends_as_its_answers_come(listener: Running) -> None:
    report = simulate(listener.port, rate=0.0, outstanding=4)
    assert report.acknowledged == report.sent == len(listener.store.rows) > 20
    assert report.as_json()["round_trip_ms"]["p50"] > 0


def test_refusals_are_counted_as_refusals(listener: Running) -> None:
    listener.store.lost = True
    report = simulate(listener.port)
    assert (report.refused, report.acknowledged, report.lost) == (report.sent, 0, 0)


def test_what_could_not_be_stored_is_sent_again_when_asked_to_until_it_is(listener: Running) -> None:
    listener.store.lost = True
    threading.Timer(0.4, lambda: setattr(listener.store, "lost", False)).start()
    report = simulate(listener.port, again_after=0.1)
    assert (report.acknowledged, report.refused, report.lost) == (report.sent, 0, 0)
    assert report.sent_again > 0
    assert len(listener.store.rows) == report.sent


def test_a_monitor_that_is_disconnected_from_its_patient_sends_nothing(listener: Running) -> None:
    report = simulate(listener.port, source=lambda bed, moment: None if bed else {"pulse": 70.0})
    assert report.sent == 20 * 0.3
    assert {row.monitor for row in listener.store.rows.values()} == {identifier(Bed(0, "ge"))}


def test_it_holds_back_rather_than_drown_a_slow_listener(listener: Running) -> None:
    listener.store.gate.clear()
    threading.Timer(0.5, listener.store.gate.set).start()
    report = simulate(listener.port, outstanding=2)
    assert report.sent == 5 * 2
    assert report.held_back == 5 * 20 * 0.3 - report.sent
    assert report.lost == 0


def test_after_a_broken_connection_it_sends_again_what_was_not_answered(store: FakeStore) -> None:
    async def through_a_restart() -> tuple[Report, list[str]]:
        acknowledged: list[str] = []
        with running(store) as first:
            port = first.port
            simulator = Simulator(
                beds(3, "mixed"), SeededFigures(1, 3), port=port, rate=20.0, seconds=None, now=lambda: EVENING,
                on_acknowledged=lambda bed, control_id: acknowledged.append(control_id),
            )  # fmt: skip
            task = asyncio.create_task(simulator.run())
            await asyncio.sleep(0.3)
            await asyncio.to_thread(first.stop)
        with running(store, port=port):
            await asyncio.sleep(0.5)
            simulator.stop()
            return await task, acknowledged

    report, acknowledged = asyncio.run(through_a_restart())
    assert report.broken_connections == 3
    assert (report.lost, report.refused, report.out_of_order) == (0, 0, 0)
    assert sorted(acknowledged) == sorted(store.control_ids)


def test_the_same_seed_shows_the_same_figures_and_another_seed_others() -> None:
    one, again, other = SeededFigures(1, 2), SeededFigures(1, 2), SeededFigures(2, 2)
    assert one(1, EVENING) == again(1, EVENING) != other(1, EVENING)
    assert one(0, EVENING) != one(1, EVENING)


def test_the_figures_are_those_of_a_person_at_rest() -> None:
    figures = SeededFigures(3, 50)
    for bed in range(50):
        for second in range(0, TURN, 16):
            shown = figures(bed, datetime.fromtimestamp(EVENING.timestamp() + second, EVENING.tzinfo))
            assert shown is not None
            assert 90 <= shown["systolic"] <= 160
            assert 45 <= shown["diastolic"] < shown["mean_pressure"] < shown["systolic"]
            assert 45 <= shown["pulse"] <= 100
            assert 92 <= shown["spo2"] <= 100
            assert 8 <= shown["resp_rate"] <= 21
            assert 35.5 <= shown["temperature"] <= 37.5


def test_figures_of_the_cuff_that_do_not_change_keep_the_time_when_they_came(listener: Running) -> None:
    moments = iter(range(1_000))
    simulator = Simulator(
        [Bed(0, "philips")],
        lambda bed, moment: {"systolic": 120.0, "diastolic": 80.0, "pulse": 70.0},
        port=listener.port,
        rate=20.0,
        seconds=0.3,
        now=lambda: datetime.fromtimestamp(EVENING.timestamp() - 60 + next(moments), EVENING.tzinfo),
    )
    run_simulation(simulator)
    cuff = {
        reading.measured_at
        for row in listener.store.rows.values()
        for reading in row.readings
        if reading.kind == "systolic"
    }
    pulse = {
        reading.measured_at
        for row in listener.store.rows.values()
        for reading in row.readings
        if reading.kind == "pulse"
    }
    assert len(cuff) == 1
    assert len(pulse) == 6


def test_mixed_is_every_maker_in_turn_and_an_unknown_maker_is_named() -> None:
    assert [bed.vendor for bed in beds(6, "mixed")] == [*VENDORS, VENDORS[0]]
    with pytest.raises(ValueError, match="orion"):
        beds(1, "orion")
