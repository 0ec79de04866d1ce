"""A reading is timed in UTC, whatever the monitor's clock says and through both clock changes of the year."""

from datetime import UTC, datetime, timedelta

import pytest

from firstlight.integration.hl7.message import Unusable
from firstlight.integration.hl7.times import LONDON, SHIFTED, Timekeeper
from tests.contract.hl7.clinic import EVENING, feed, oru, receive, times, values

SPO2 = "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||97|%|||||F|||"
PULSE = "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC||70|bpm|||||F|||"


def at(stated: str, received: datetime = EVENING, sent: str = "") -> datetime | None:
    return Timekeeper(received, LONDON, sent).at(stated)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("20261123195930", utc(2026, 11, 23, 19, 59, 30)),
        ("202611231959", utc(2026, 11, 23, 19, 59)),
        ("20261123195930.25", utc(2026, 11, 23, 19, 59, 30, 250_000)),
        ("20261123195930+0000", utc(2026, 11, 23, 19, 59, 30)),
        ("20261124035930.1234+0800", utc(2026, 11, 23, 19, 59, 30, 123_400)),
        ("20261123145930-0500", utc(2026, 11, 23, 19, 59, 30)),
        ("20260701130000", utc(2026, 7, 1, 12, 0, 0)),  # summer time
        ("20261123195930^S", utc(2026, 11, 23, 19, 59, 30)),
    ],
)
def test_a_time_stamp_is_a_moment(stated: str, moment: datetime) -> None:
    assert at(stated) == moment


@pytest.mark.parametrize(
    "stated",
    ["", "20261123", "2026112319", "2026112319593", "2026-11-23T19:59:30", "20261323195930", "20261123195960", "yesterday",
     "20261123195930+08", "20261123195930+9900", "00000101000000+0100", "２０２６１１２３１９５９３０"],
)  # fmt: skip
def test_what_is_no_time_or_too_coarse_is_none(stated: str) -> None:
    assert at(stated) is None


def test_the_zone_of_the_message_holds_where_a_time_states_none_and_is_still_an_assumption() -> None:
    keeper = Timekeeper(EVENING, LONDON, "20261124040000+0800")
    assert keeper.at("20261124035930") == utc(2026, 11, 23, 19, 59, 30)
    assert keeper.assumed


def test_the_hour_that_comes_twice_is_the_one_nearer_to_arrival() -> None:
    first_time, second_time = utc(2026, 10, 25, 0, 31), utc(2026, 10, 25, 1, 31)  # clocks go back at 01:00 UTC
    assert at("20261025013000", first_time) == utc(2026, 10, 25, 0, 30)
    assert at("20261025013000", second_time) == utc(2026, 10, 25, 1, 30)


def test_the_hour_that_does_not_exist_is_moved_forward_and_said() -> None:
    keeper = Timekeeper(utc(2026, 3, 29, 1, 31), LONDON)
    assert keeper.at("20260329013000") == utc(2026, 3, 29, 1, 30)  # 02:30 by the summer clock
    assert keeper.notes == [SHIFTED]


def test_readings_over_the_end_of_summer_time_keep_their_order() -> None:
    start = utc(2026, 10, 25, 0, 0)
    moments = [start + timedelta(minutes=10 * step) for step in range(16)]
    stated = [moment.astimezone(LONDON).strftime("%Y%m%d%H%M%S") for moment in moments]
    assert [at(text, moment) for text, moment in zip(stated, moments, strict=True)] == moments


def test_the_rows_time_comes_before_the_groups_and_the_groups_before_the_messages() -> None:
    assert times(feed(oru(SPO2 + "20261123195900", PULSE))) == {
        "spo2": "2026-11-23 19:59:00",
        "pulse": "2026-11-23 19:59:30",
    }
    of_message = times(feed(oru(SPO2, obr="OBR|1", msh="MSH|^~\\&|M||||20261123195945||ORU^R01|1|P|2.6")))
    assert of_message == {"spo2": "2026-11-23 19:59:45"}


def test_without_any_time_the_arrival_is_taken_and_said() -> None:
    found = feed(oru(SPO2, obr="OBR|1", msh="MSH|^~\\&|M||||||ORU^R01|1|P|2.6"))
    assert found.readings[0].measured_at == EVENING
    assert "no time is stated; the time of arrival is taken" in found.warnings


def test_a_time_that_is_none_falls_back_and_is_said() -> None:
    found = feed(oru(SPO2 + "25:99"))
    assert times(found) == {"spo2": "2026-11-23 19:59:30"}
    assert any("is no time" in warning for warning in found.warnings)


def test_a_reading_from_more_than_two_minutes_ahead_is_not_kept_and_its_neighbour_is() -> None:
    found = feed(oru(SPO2 + "20261123200201", PULSE + "20261123200159"))
    assert values(found) == {"pulse": (70.0, "/min")}
    assert any("timed in the future" in warning for warning in found.warnings)


def test_a_message_all_of_which_is_ahead_is_refused_whole() -> None:
    found = receive(oru(SPO2 + "20261123210000", PULSE + "20261123210000"))
    assert isinstance(found, Unusable)
    assert (found.code, found.header.control_id) == ("AE", "4711")


def test_a_clock_that_is_behind_is_said() -> None:
    found = feed(oru(SPO2 + "20261123190000"))
    assert "its newest time is 60 min before it came: look at the monitor's clock" in found.warnings
