"""One stretch of time in which the protocol asks for the same thing: raised once, however often it is seen again."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from firstlight.clinical.protocol.protocol import Level

Values = tuple[tuple[str, float], ...]
"""(kind, value) of what was measured at one moment."""


class Rise(NamedTuple):
    """When an episode reached a level, which rule of the protocol took it there, and with what values."""

    level: Level
    at: datetime
    rule: str
    values: Values = ()


@dataclass(frozen=True)
class Episode:
    """`key` names it within its session: "pressure", "set:10", "feed", "symptom:7", "artefact:spo2".

    `began_at` is the first value outside, which may lie before it was raised where the protocol waits; `values` are the
    newest ones that belong to it, taken at `latest_at`; `named_at` is the newest of its values under a person's name,
    None where a monitor alone has said so. `ended_at` is when a later value answered it, None while none
    has; `answered_by_name` says that this answer stands under a person's name.
    """

    key: str
    began_at: datetime
    rises: tuple[Rise, ...]
    rules: tuple[str, ...]
    values: Values
    latest_at: datetime
    named_at: datetime | None = None
    ended_at: datetime | None = None
    answered_by_name: bool = False

    @property
    def topic(self) -> str:
        return self.key.partition(":")[0]

    @property
    def raised_at(self) -> datetime:
        return self.rises[0].at

    @property
    def level(self) -> Level:
        """The highest it has reached."""
        return self.rises[-1].level
