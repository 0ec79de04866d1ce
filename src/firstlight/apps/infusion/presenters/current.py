"""The current value of each kind: the newer of what a nurse recorded and what the monitor last sent. A value that should
come all the time and no longer does leaves its cell: words take its place, never the last figure."""

from firstlight.apps.infusion.presenters.pressing import late_kinds, stale_since
from firstlight.apps.infusion.presenters.values import ValueView
from firstlight.apps.infusion.queries import Reading, Standing
from firstlight.apps.infusion.queries.lines import ValueLine

MONITORED = ("pulse", "spo2", "resp_rate")
BY_HAND = ("moaas", "cadss6")
OTHERS = ("oxygen", "temperature", "consciousness")
NOT_TAKEN = "–"


def board_values(standing: Standing) -> list[ValueView]:
    """The six of the tile, in their fixed order."""
    return [pressure_now(standing), *(value_now(standing, kind) for kind in (*MONITORED, *BY_HAND))]


def all_values(standing: Standing) -> dict[str, ValueView]:
    """Every kind that a screen shows, by kind."""
    return {"pressure": pressure_now(standing)} | {
        kind: value_now(standing, kind) for kind in (*MONITORED, *BY_HAND, *OTHERS)
    }


def value_now(standing: Standing, kind: str) -> ValueView:
    """One kind. Its source and its age come with it."""
    observed, reading = standing.value(kind), reading_of(standing, kind)
    late = kind in late_kinds(standing)
    if reading is not None and (observed is None or reading.measured_at > observed.measured_at):
        if reading.stale:
            return ValueView(
                kind, "", "monitor", reading.measured_at, stale_since=stale_since(standing) or reading.received_at
            )
        return ValueView(kind, figure(reading.value), "monitor", reading.measured_at)
    if observed is not None:
        return ValueView(kind, observed.typed, "accepted", observed.measured_at, late=late)
    stale = stale_since(standing) if kind in MONITORED else None
    return ValueView(kind, NOT_TAKEN, "none", None, stale_since=stale)


def pressure_now(standing: Standing) -> ValueView:
    """Both figures of one measurement, never one of each of two."""
    systolic, diastolic = standing.value("systolic"), standing.value("diastolic")
    cuff, late = cuff_now(standing), "systolic" in late_kinds(standing)
    if cuff is not None:
        return ValueView(
            "pressure", "/".join(figure(one.value) for one in cuff), "monitor", cuff[0].measured_at, late=late
        )
    if systolic is None or diastolic is None:
        return ValueView("pressure", NOT_TAKEN, "none", None)
    return ValueView("pressure", _typed(systolic, diastolic), "accepted", systolic.measured_at, late=late)


def reading_of(standing: Standing, kind: str) -> Reading | None:
    """What the joined monitor last said of a kind."""
    readings = standing.feed.readings if standing.feed else ()
    return next((reading for reading in readings if reading.kind == kind), None)


def figure(value: float) -> str:
    """A reading as the field that takes it shows it."""
    return f"{value:g}"


def cuff_now(standing: Standing) -> tuple[Reading, Reading] | None:
    """Systolic and diastolic of the monitor's last measurement, where it is newer than what a nurse recorded."""
    systolic, diastolic = reading_of(standing, "systolic"), reading_of(standing, "diastolic")
    if systolic is None or diastolic is None or systolic.measured_at != diastolic.measured_at:
        return None
    recorded = standing.value("systolic")
    newer = recorded is None or systolic.measured_at > recorded.measured_at
    return (systolic, diastolic) if newer else None


def _typed(systolic: ValueLine, diastolic: ValueLine) -> str:
    return f"{systolic.typed}/{diastolic.typed}"
