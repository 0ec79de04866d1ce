"""What one row of a message stands for, from its identifier and its unit: which reading, and how its figure becomes the
clinic's unit. Number and name are read together; where they disagree the name is believed, and it is said."""

from typing import NamedTuple

from firstlight.clinical.monitoring.reading import UNITS
from firstlight.integration.hl7.delimiters import STANDARD, Delimiters, unescape
from firstlight.integration.hl7.tables import (
    NOT_KEPT,
    Code,
    Kind,
    Tables,
    Unit,
    folded,
    folded_unit,
    mdc_number,
    system_of,
)

MOST_REMEMBERED, LONGEST_REMEMBERED = 4096, 400  # the sender chooses these texts
LONGEST_IDENTIFIER = 600


class Meaning(NamedTuple):
    """`kind` '' is not known, NOT_KEPT known and not kept. value x factor + offset is in `unit`, possible from `low` to
    `high`. `fault` says why no figure can be taken, `warning` what was noticed, `label` what the sender calls it.
    `taken` is true where a figure gives a reading, `converts` where it needs the arithmetic."""

    kind: str
    rank: int
    unit: str
    factor: float
    offset: float
    low: float
    high: float
    fault: str
    warning: str
    label: str
    taken: bool
    converts: bool


class Meanings:
    """Looks rows up once and remembers them: a monitor says the same few things for ever."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._remembered: dict[tuple[str, str, Delimiters], Meaning] = {}

    def of(self, identifier: str, unit: str, delimiters: Delimiters = STANDARD) -> Meaning:
        """The meaning of OBX-3 with OBX-6, both as they stand in the message."""
        key = (identifier, unit, delimiters)
        meaning = self._remembered.get(key)
        if meaning is None:
            meaning = self._look_up(identifier, unit, delimiters)
            if len(identifier) + len(unit) < LONGEST_REMEMBERED:
                if len(self._remembered) >= MOST_REMEMBERED:
                    self._remembered.clear()
                self._remembered[key] = meaning
        return meaning

    def _look_up(self, identifier: str, unit: str, delimiters: Delimiters) -> Meaning:
        parts = _components(identifier, delimiters)
        label = " ".join(part for part in parts[:2] if part)[:80] or "a row without identifier"
        code, warning = self._code(parts)
        if code is None or code.kind == NOT_KEPT:
            return Meaning(NOT_KEPT if code else "", 0, "", 1.0, 0.0, 0.0, 0.0, "", "", label, False, False)
        kind = self._tables.kinds[code.kind]
        scale, fault, unit_warning = self._scale(kind, _components(unit, delimiters))
        warnings = "; ".join(f"{label}: {text}" for text in (warning, unit_warning) if text)
        converts = scale[0] != 1.0 or scale[1] != 0.0
        return Meaning(code.kind, code.rank, UNITS[code.kind], *scale, fault, warnings, label, not fault, converts)

    def _code(self, parts: list[str]) -> tuple[Code | None, str]:
        for number, name, system in (parts[:3], parts[3:6]):
            found, warning = self._coded(number, name, system)
            if found is not None:
                return found, warning
        return None, ""

    def _coded(self, number: str, name: str, system: str) -> tuple[Code | None, str]:
        by_number, exact = self._by_number(number, system_of(system))
        named = folded(name) if name else folded(number)
        by_name = self._tables.names.get(named)
        if by_name is not None:
            return by_name, self._disagreement(number, by_number, named, by_name)
        if by_number is not None and name.upper().startswith(
            "MDC_"
        ):  # a known number under a name that is another thing's
            return None, ""
        return by_number, "" if exact or by_number is None else f"no coding system is stated for {number}"

    def _by_number(self, number: str, system: str) -> tuple[Code | None, bool]:
        """The code for a number, and whether its system was stated."""
        if system:
            mdc = mdc_number(number) if system in {"MDIL", "MDC"} else None
            return self._tables.codes.get(("MDC", mdc) if mdc else (system, number)), True
        found = (self._tables.codes.get((known, number)) for known in ("MDC", "LN", "SCT"))
        return next((code for code in found if code), None), False

    def _disagreement(self, number: str, by_number: Code | None, named: str, by_name: Code) -> str:
        own = self._tables.numbers.get(named)
        other_number = bool(own) and number.isdigit() and number not in own  # type: ignore[operator]
        other_kind = by_number is not None and by_number.kind != by_name.kind
        return "number and name disagree; the name is believed" if other_number or other_kind else ""

    def _scale(self, kind: Kind, unit: list[str]) -> tuple[tuple[float, float, float, float], str, str]:
        """(factor, offset, low, high), a fault and a warning."""
        if not any(unit):
            return self._without_unit(kind)
        found, warning = self._unit(unit)
        nothing = (1.0, 0.0, 0.0, 0.0)
        if found is None:
            return nothing, f"the unit {' '.join(part for part in unit[:2] if part)[:40]!r} is not known", ""
        if found.dimension != kind.dimension:
            return nothing, f"the unit {(unit[1] or unit[0])[:40]!r} does not measure this", ""
        factor, offset = found.factor * kind.base_to_unit, found.offset * kind.base_to_unit
        same = abs(factor - 1.0) < 1e-6 and not offset
        return (1.0 if same else factor, offset, kind.low, kind.high), "", warning

    def _without_unit(self, kind: Kind) -> tuple[tuple[float, float, float, float], str, str]:
        if kind.low_without_unit is None:
            return (1.0, 0.0, 0.0, 0.0), "no unit is stated", ""
        return (1.0, 0.0, kind.low_without_unit, kind.high), "", "no unit is stated; the usual one is read"

    def _unit(self, parts: list[str]) -> tuple[Unit | None, str]:
        """By name first, as for codes; then by number, MDIL or MDC."""
        number, name = parts[0], parts[1]
        by_name = self._tables.units.get(folded_unit(name)) if name else None
        by_number = self._tables.units.get(folded_unit(number)) if number else None
        by_number = by_number or self._tables.unit_numbers.get(mdc_number(number) or number)
        if by_name is not None and by_number is not None and by_name != by_number:
            return by_name, "number and name of the unit disagree; the name is believed"
        return by_name or by_number, ""


def _components(text: str, delimiters: Delimiters) -> list[str]:
    """At least six, unescaped and trimmed. What is longer than any identifier is cut."""
    text = text[:LONGEST_IDENTIFIER]
    first = text.split(delimiters.repetition, 1)[0] if delimiters.repetition else text
    parts = [unescape(part, delimiters).strip() for part in first.split(delimiters.component)]
    return parts + [""] * (6 - len(parts))
