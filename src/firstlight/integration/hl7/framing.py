"""The minimal lower layer: a message stands between a vertical tab and a file separator with a carriage return. Every
span of bytes that is not blank becomes one frame, whole or faulty, so that each gets one answer and none is dropped.

A message without its start, without its end but ended by the next start, or without the last carriage return is still
found. One over the size limit is refused at once, and the rest of it is passed over.
"""

from typing import NamedTuple

START, END, RETURN = b"\x0b", b"\x1c", b"\r"
MOST_BYTES = 256 * 1024
BLANK = b"\x00\t\n\r \x0b\x1c\xef\xbb\xbf"  # a byte order mark before a start is no message
WHOLE = ""
TOO_LONG = "longer than the size limit; the rest was passed over"
CUT_OFF = "cut off: the end of the message did not come"


class Frame(NamedTuple):
    """What stood between two marks. `fault` is WHOLE, TOO_LONG (then `content` is its beginning) or CUT_OFF."""

    content: bytes
    fault: str = WHOLE


class Framer:
    """Collects the bytes of one connection and gives its frames in their order."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._held = bytearray()
        self._searched = 0  # no END before here
        self._skipping = False

    @property
    def holds_part(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._held.strip(BLANK))

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete with these bytes."""
        if self._is_whole(data):  # the usual case: nothing held, and whole messages in one segment of TCP
            return [frame for content in data.split(END)[:-1] for frame in _spans(content)]
        self._held += data
        frames: list[Frame] = []
        while self._take(frames):
            pass
        return frames

    def _is_whole(self, data: bytes) -> bool:
        idle = not self._held and not self._skipping
        return idle and data.endswith(END + RETURN) and data.startswith(START) and len(data) <= self._most

    def finish(self) -> list[Frame]:
        """What is left when no more will come. A part that ends with a whole line is let through as a message."""
        left, self._held, self._searched = bytes(self._held), bytearray(), 0
        skipped, self._skipping = self._skipping, False
        return [] if skipped else _spans(left, last_is_whole=False)

    def _take(self, frames: list[Frame]) -> bool:
        """Take one frame's bytes from what is held; False when it holds no further end."""
        if self._skipping:
            return self._skip()
        end = self._held.find(END, self._searched)
        if end < 0:
            return self._take_unended(frames)
        content = bytes(self._held[:end])
        self._drop(end + 1)
        frames.extend(self._limited(_spans(content)))
        return True

    def _take_unended(self, frames: list[Frame]) -> bool:
        """No end in sight: a second start ends the first message, and the size limit ends any."""
        start = self._held.find(START, max(self._searched, 1))
        if start > 0:
            content = bytes(self._held[:start])
            self._drop(start)
            frames.extend(self._limited(_spans(content, last_is_whole=False)))
            return True
        self._searched = len(self._held)
        if len(self._held) > self._most:
            frames.append(Frame(bytes(self._held[: self._most]).strip(BLANK), TOO_LONG))
            self._drop(len(self._held))
            self._skipping = True
        return False

    def _skip(self) -> bool:
        """Pass over the rest of a message that was too long: up to its end, or to the next start."""
        marks = [at for at in (self._held.find(END), self._held.find(START)) if at >= 0]
        if not marks:
            self._drop(len(self._held))
            return False
        self._drop(min(marks) + (self._held[min(marks)] == END[0]))
        self._skipping = False
        return True

    def _limited(self, frames: list[Frame]) -> list[Frame]:
        return [
            frame if len(frame.content) <= self._most else Frame(frame.content[: self._most], TOO_LONG)
            for frame in frames
        ]

    def _drop(self, count: int) -> None:
        del self._held[:count]
        self._searched = 0


def _spans(content: bytes, last_is_whole: bool = True) -> list[Frame]:
    """The messages in what stood before one end: a start inside it ends the one before, whose own end is missing."""
    spans = content.split(START)
    frames = [_unended(span) for span in spans[:-1]]
    frames.append(Frame(spans[-1]) if last_is_whole else _unended(spans[-1]))
    return [frame for frame in frames if frame.content.strip(BLANK)]


def _unended(span: bytes) -> Frame:
    """Lines are whole or not: without its last carriage return a figure might be half a figure."""
    return Frame(span) if span.endswith((b"\r", b"\n")) else Frame(span, CUT_OFF)
