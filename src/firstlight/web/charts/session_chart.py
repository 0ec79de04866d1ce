"""The whole chart of one session: every lane over one backdrop and one scale."""

from dataclasses import dataclass

from firstlight.apps.infusion.presenters.figures import ChartFigures
from firstlight.web.charts.lanes import ValueLane, pressure_lane, value_lane
from firstlight.web.charts.treatment import (
    EventsLane,
    InfusionLane,
    ScoresLane,
    events_lane,
    infusion_lane,
    scores_lane,
)
from firstlight.web.charts.window import Backdrop, backdrop_of


@dataclass(frozen=True, slots=True)
class SessionChart:
    backdrop: Backdrop
    pressure: ValueLane
    pulse: ValueLane
    spo2: ValueLane
    resp_rate: ValueLane
    scores: ScoresLane
    infusion: InfusionLane
    events: EventsLane


def session_chart(figures: ChartFigures) -> SessionChart:
    """Places for everything the chart draws."""
    backdrop = backdrop_of(figures)
    scale = backdrop.scale
    return SessionChart(
        backdrop=backdrop,
        pressure=pressure_lane(figures, scale),
        pulse=value_lane("pulse", figures, scale),
        spo2=value_lane("spo2", figures, scale),
        resp_rate=value_lane("resp_rate", figures, scale),
        scores=scores_lane(figures, scale),
        infusion=infusion_lane(figures, scale),
        events=events_lane(figures, scale),
    )
