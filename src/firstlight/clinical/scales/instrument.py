"""One rating instrument as data: its version, items, range, citation and what its licence lets the clinic show."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Level(_Strict):
    """One step of a single-item scale, with its words."""

    score: int
    wording: str


class Instrument(_Strict):
    """`items` are the numbers of the questions (empty for one-item scales); each item runs from low to high."""

    code: str
    version: str
    title: str
    items: tuple[int, ...]
    item_low: int
    item_high: int
    total_low: int
    total_high: int
    levels: tuple[Level, ...]
    citation: str
    licence: str
    wording_ships: bool
    source: str
    confidence: str

    @model_validator(mode="after")
    def _words_only_where_licensed(self) -> Self:
        if self.levels and not self.wording_ships:
            raise ValueError("this instrument's licence does not let its wording ship")
        return self
