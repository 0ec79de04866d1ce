"""The parts that a lane is made of. `x` is percent of the width, `y` pixels from the lane's top."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign at one place, with the figure printed by it (empty: none)."""

    x: float
    y: float
    shape: str
    words: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A pressure: systolic above, diastolic below, the bar between; dashed when nobody has accepted it. `crowded`: the next
    one stands so near that on a narrow screen only one of the two has its figures beside it."""

    x: float
    top: float
    bottom: float
    systolic: int
    diastolic: int
    accepted: bool
    struck: bool
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the lane, with its words at one end."""

    y: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time: a pause, a gap without data, the time not yet reached, or a rate."""

    x: float
    width: float
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A run of monitor values as the points of a line in a box of 1000 wide and the lane's own height; `last` is the minute
    of the newest."""

    points: str
    last: float = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A score as a column whose digit is the mark."""

    x: float
    y: float
    height: float
    words: str
    struck: bool
