"""The simulation writes what its five makers write: the listener understands every message as the bed showed it."""

import pytest

from firstlight.integration.hl7.simulate.beds import VENDORS, Bed, beds, identifier
from firstlight.integration.hl7.simulate.shapes import SHAPES, Moment, Sample
from tests.contract.hl7.clinic import feed, times, values

SHOWN = {
    "systolic": 128.0,
    "diastolic": 77.0,
    "mean_pressure": 94.0,
    "pulse": 66.0,
    "spo2": 97.0,
    "resp_rate": 14.0,
    "temperature": 36.6,
}
NOW = Moment("20261123195958", "20261123195958+0000")
CUFF = Moment("20261123195700", "20261123195700+0000")


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_figure_arrives_as_it_was_shown(vendor: str) -> None:
    arrived = feed(SHAPES[vendor](Bed(3, vendor, "S1"), Sample(SHOWN, NOW, CUFF), "C1").encode())
    assert {kind: value for kind, (value, _) in values(arrived).items()} == SHOWN
    assert arrived.control_id == "C1"


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_bed_is_called_what_the_simulation_says_and_no_two_alike(vendor: str) -> None:
    called = [feed(SHAPES[vendor](bed, Sample(SHOWN, NOW, CUFF), "C1").encode()).monitor for bed in beds(30, vendor)]
    assert called == [identifier(bed) for bed in beds(30, vendor)]
    assert len(set(called)) == 30


@pytest.mark.parametrize("vendor", ["philips", "mindray", "comen", "acme"])
def test_the_cuff_keeps_its_own_time_where_its_maker_gives_one(vendor: str) -> None:
    arrived = feed(SHAPES[vendor](Bed(0, vendor), Sample(SHOWN, NOW, CUFF), "C1").encode())
    assert times(arrived)["systolic"] == "2026-11-23 19:57:00"
    assert times(arrived)["spo2"] == "2026-11-23 19:59:58"
