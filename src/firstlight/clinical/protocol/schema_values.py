"""The shape of one value in a protocol file: a figure or words, its unit, its source and its confidence."""

from abc import abstractmethod
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.provenance import Confidence

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
T = TypeVar("T")


def _number(value: object) -> object:
    """TOML figures arrive exact: whole numbers as int, others as Decimal. Text and true/false are not figures."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("this must be a number, without quotes")
    return Decimal(value)


Figure = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]


class Strict(BaseModel):
    """A table of the file: unknown keys and loose types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Sourced(Strict):
    """Anything that carries a source and a confidence."""

    source: Words
    confidence: Confidence

    @abstractmethod
    def printed(self) -> str:
        """The value in words and figures, without its unit."""

    def printed_unit(self) -> str:
        return ""

    def named(self, title: str) -> str:
        """What the value is called: the row's own words where it has them, else the title of its field."""
        return title


class Choice(Sourced, Generic[T]):
    """A value in words, or a list of them."""

    value: T

    def printed(self) -> str:
        return ", ".join(str(item) for item in self.value) if isinstance(self.value, list) else str(self.value)


class Number(Sourced):
    """A figure that may have a fraction."""

    value: Figure
    unit: Words

    def printed(self) -> str:
        return figure(self.value)

    def printed_unit(self) -> str:
        return self.unit


class Whole(Sourced):
    """A figure that is counted: minutes, years, millimetres of mercury."""

    value: Count
    unit: Words

    def printed(self) -> str:
        return str(self.value)

    def printed_unit(self) -> str:
        return self.unit


def _in_unit(wanted: str, value: Any) -> Any:
    if value.unit != wanted:
        raise ValueError(f"the unit must be {wanted}; the file says {value.unit}")
    return value


def unit(wanted: str) -> AfterValidator:
    """Refuses a value in any other unit: 0.5 mcg/kg must never be read as 0.5 mg/kg."""
    check: Callable[[Any], Any] = partial(_in_unit, wanted)
    return AfterValidator(check)


Minutes = Annotated[Whole, unit("min")]
Days = Annotated[Whole, unit("days")]
MmHg = Annotated[Whole, unit("mmHg")]
Score = Annotated[Whole, unit("score")]
Percent = Annotated[Whole, unit("%")]
Years = Annotated[Whole, unit("years")]
