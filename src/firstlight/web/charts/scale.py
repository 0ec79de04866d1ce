"""Where a figure lies on a drawing. Every lane of a chart shares one horizontal scale, so that a moment is one line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Minutes:
    """The horizontal scale: minutes to percent of the width, so that a drawing fits any screen without stretching text."""

    first: float
    last: float

    def x(self, minute: float) -> float:
        """Percent from the left, held inside the drawing."""
        share = (minute - self.first) / (self.last - self.first)
        return round(100 * min(1.0, max(0.0, share)), 3)

    def width(self, start: float, end: float) -> float:
        """Percent of the width between two minutes, never below nought."""
        return max(0.0, round(self.x(end) - self.x(start), 3))

    def shows(self, minute: float) -> bool:
        return self.first <= minute <= self.last


@dataclass(frozen=True, slots=True)
class Height:
    """The vertical scale of one lane: a value to pixels from the top, held inside the lane."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - min(1.0, max(0.0, share)) * (self.bottom - self.top), 1)


def spanning(values: list[float], low: float, high: float) -> tuple[float, float]:
    """The usual span of a lane, widened when a value lies outside it: a high value is never drawn as a lower one."""
    return min([low, *values]), max([high, *values])


def ticks(first: float, last: float, every: int) -> list[int]:
    """Whole multiples of `every` from `first` to `last`, both included where they fall."""
    start = -int(-first // every) * every
    return list(range(start, int(last // 1) + 1, every))
