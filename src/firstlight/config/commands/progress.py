"""What a person sees of work that takes a while: what is being done, how far it is, how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

QUIET = 2.0  # seconds before a count is shown
EVERY = 2.0  # seconds between counts where lines cannot be rewritten


def say(text: str) -> None:
    """One line, at once even through a pipe."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator["Count"]:
    """Name the work, let it count, and say how long it took."""
    count = Count(text)
    say(f"{text} …")
    yield count
    count.clear()
    say(f"{text}: done in {time.monotonic() - count.began:.1f} s")


class Count:
    """How far the work is; shown once it has taken two seconds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.began = self.shown = time.monotonic()
        self.rewrites = sys.stdout.isatty()

    def tell(self, done: int, total: int) -> None:
        """`done` of `total`, in whatever the work counts."""
        now = time.monotonic()
        if now - self.began < QUIET or now - self.shown < (0.2 if self.rewrites else EVERY):
            return
        self.shown = now
        line = f"{self.text}: {100 * done // max(total, 1)} % after {now - self.began:.0f} s"
        print(f"\r{line}" if self.rewrites else line, end="" if self.rewrites else "\n", flush=True)

    def clear(self) -> None:
        if self.rewrites and self.shown > self.began:
            print("\r\x1b[K", end="", flush=True)
