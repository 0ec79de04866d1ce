"""What stood on the screen when a form was opened. Whoever saves it brings that along, and is told where somebody else has
changed it since: nothing is overwritten unseen."""

from hashlib import blake2b

from firstlight.apps.refusals import Conflict


class Moved(Conflict):
    """`now` is the mark of what is stored: saving again with it is a decision made with both in sight."""

    def __init__(self, stored: str, now: str) -> None:
        super().__init__(
            f"Somebody changed this while you were typing. Stored now: {stored}. What you typed is kept: compare, and save "
            "again."
        )
        self.now = now


def mark_of(*words: object) -> str:
    """A short mark of what a form shows; the same words give the same mark."""
    return blake2b(repr(words).encode(), digest_size=12).hexdigest()


def check_seen(seen: str, now: str, stored: str) -> None:
    """Raises Moved, saying what is `stored`, where it is no longer what was seen."""
    if seen != now:
        raise Moved(stored, now)
