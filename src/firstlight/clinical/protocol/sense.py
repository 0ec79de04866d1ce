"""Faults of sense: figures that each read well but cannot hold together, such as a cap below the dose."""

from collections.abc import Sequence

from pydantic_core import PydanticCustomError

SENSE = "sense"


def refuse(faults: Sequence[tuple[str, str]]) -> None:
    """Raises one error that carries every fault (key, reason) of a table, so that none hides another."""
    if faults:
        raise PydanticCustomError(SENSE, "the figures do not hold together", {"faults": list(faults)})
