"""One bay on the board. A tile never moves: urgency changes its form, not its place."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from firstlight.apps.infusion.presenters.figures import DialFigures
from firstlight.apps.infusion.presenters.pressing import Level
from firstlight.apps.infusion.presenters.run import Given
from firstlight.apps.infusion.presenters.values import ValueView

Form = Level | Literal["order", "empty"]


@dataclass(frozen=True, slots=True)
class PersonView:
    """`restricted` shows the surname alone until the record is opened with a reason."""

    family_name: str
    given_names: str
    title: str
    birth_date: date
    nhs_number: str | None
    restricted: bool = False
    similar: bool = False


@dataclass(frozen=True, slots=True)
class BandView:
    """A part of the full-width band: a sign, the state's word, and what it is about. `since` counts up between the words."""

    level: Level
    word: str
    before: str
    since: datetime
    after: str


@dataclass(frozen=True, slots=True)
class CheckView:
    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class NextView:
    """What comes next in this bay. `at` is None when nothing is planned."""

    words: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TileView:
    """`state` and `figure` are what is read from three metres; the rest is read at the chair.

    `changes_at` is when the plan will next change how the tile looks; None where nothing is planned.
    """

    bay: int
    form: Form
    session_id: int | None = None
    version: int = 0
    person: PersonView | None = None
    bands: list[BandView] = field(default_factory=list)
    changes_at: datetime | None = None
    state: str = ""
    figure: str = ""
    figure_words: str = ""
    dose: str = ""
    dose_words: str = ""
    given: Given | None = None
    minute_from: datetime | None = None
    dial: DialFigures | None = None
    dial_words: str = ""
    checks: list[CheckView] = field(default_factory=list)
    values: list[ValueView] = field(default_factory=list)
    stale_since: datetime | None = None
    next: NextView | None = None
    nurse: str = ""
    feed: str = ""
    foot: str = ""
