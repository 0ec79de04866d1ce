"""What vendors call a value and a unit is data: tables beside this module, which a site extends with a file of the same
form when it buys a monitor that nobody here has met. The site's rows come first."""

import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from firstlight.clinical.monitoring.reading import UNITS

NOT_KEPT = "-"
MDC_PARTITION = 65536  # an MDC number is partition x 65536 + term; MDIL writes both in hexadecimal


class Code(NamedTuple):
    """What a name or number stands for. `kind` is a key of UNITS or NOT_KEPT; the lower `rank` is preferred."""

    kind: str
    rank: int


class Unit(NamedTuple):
    """value x factor + offset is in the base unit of the dimension."""

    dimension: str
    factor: float
    offset: float


class Kind(NamedTuple):
    """What a reading of one kind can be: bounds in its own unit; `low_without_unit` None where the unit is needed."""

    dimension: str
    base_to_unit: float
    low: float
    high: float
    low_without_unit: float | None


class TableError(Exception):
    """A table cannot be used; the words say which file, which row and what to change."""


@dataclass
class Tables:
    """All rows, keyed as they are looked up: names and units without case, spaces and punctuation."""

    codes: dict[tuple[str, str], Code] = field(default_factory=dict)
    names: dict[str, Code] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)  # of a name: the numbers that go with it
    units: dict[str, Unit] = field(default_factory=dict)
    unit_numbers: dict[str, Unit] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)


def load_tables(site_file: Path | None = None) -> Tables:
    """The packaged tables under the site's own. Raises TableError for a file that is absent or has a bad row."""
    tables = Tables()
    ranks: dict[str, int] = {}
    data = files("firstlight.integration.hl7") / "data"
    for name in ("kinds.toml", "codes.toml", "units.toml"):
        extend(tables, (data / name).read_text(encoding="utf-8"), name, ranks)
    if site_file is not None:
        try:
            text = site_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise TableError(f"{site_file}: cannot be read ({fault}). Correct FIRSTLIGHT_HL7_TABLES.") from fault
        extend(tables, text, str(site_file), ranks)
    return tables


def extend(tables: Tables, text: str, where: str, ranks: dict[str, int]) -> None:
    """Put the rows of one TOML text over those there are. Raises TableError with the first bad row."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise TableError(f"{where}: {fault}") from fault
    ranks.update(read.get("ranks", {}))
    parts: dict[str, Callable[[dict[str, Any]], None]] = {
        "kinds": lambda row: _add_kind(tables, row),
        "codes": lambda row: _add_code(tables, row, ranks),
        "names": lambda row: _add_names(tables, row, ranks),
        "units": lambda row: _add_unit(tables, row),
    }
    for part, add in parts.items():
        for number, row in _rows(read, part, where):
            try:
                add(row)
            except (KeyError, TypeError, ValueError, AttributeError) as fault:
                raise TableError(f"{where}: row {number} of {part} is wrong or lacks {fault}: {row}") from fault
    for name in read.get("not_kept", []):
        tables.names[folded(name)] = Code(NOT_KEPT, 0)


def _rows(read: dict[str, Any], part: str, where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = read.get(part, [])
    if not isinstance(rows, list):
        raise TableError(f"{where}: {part} must be a list of rows")
    return enumerate(rows, start=1)


def _add_kind(tables: Tables, row: dict[str, Any]) -> None:
    tables.kinds[row["kind"]] = Kind(
        row["dimension"], row.get("base_to_unit", 1.0), row["low"], row["high"], row.get("low_without_unit")
    )


def _add_code(tables: Tables, row: dict[str, Any], ranks: dict[str, int]) -> None:
    meant = Code(_known_kind(row["kind"]), ranks[row["source"]])
    if "code" in row:
        tables.codes[system_of(row["system"]), row["code"]] = meant
    if "name" in row:
        tables.names[folded(row["name"])] = meant
        tables.numbers.setdefault(folded(row["name"]), set()).update({row["code"]} if "code" in row else set())


def _add_names(tables: Tables, row: dict[str, Any], ranks: dict[str, int]) -> None:
    meant = Code(_known_kind(row["kind"]), ranks[row["source"]])
    for word in row["words"]:
        tables.names[folded(word)] = meant


def _add_unit(tables: Tables, row: dict[str, Any]) -> None:
    unit = Unit(row["dimension"], float(row["factor"]), float(row.get("offset", 0.0)))
    if unit.dimension not in {kind.dimension for kind in tables.kinds.values()}:
        raise ValueError(f"a dimension that exists, not {unit.dimension!r}")
    tables.units[folded_unit(row["name"])] = unit
    if "mdc" in row:
        tables.unit_numbers[str(row["mdc"])] = unit


def _known_kind(kind: str) -> str:
    if kind not in UNITS and kind != NOT_KEPT:
        raise ValueError(f"a kind that exists, not {kind!r}")
    return kind


def folded(name: str) -> str:
    """A name as it is looked up: letters and figures only, without case; a subscript is its figure."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def folded_unit(name: str) -> str:
    """A unit as it is looked up: without case, spaces, brackets and {annotations}; an ordinal sign is a degree sign."""
    without = name
    while "{" in without and "}" in without[without.index("{") :]:
        before, _, rest = without.partition("{")
        without = before + rest.partition("}")[2]
    plain = unicodedata.normalize("NFKC", without.replace("\u00ba", "\u00b0")).casefold()
    return "".join(sign for sign in plain if sign not in " []()_")


def system_of(stated: str) -> str:
    """A coding system by one of its names: MDC, LN, SCT, or the stated one in capitals."""
    name = stated.upper()
    if name == "MDC" or "11073" in name:
        return "MDC"
    if name in {"LN", "LOINC"} or "LOINC.ORG" in name:
        return "LN"
    if name in {"SCT", "SNM", "SNM3", "SNOMED", "SNOMED-CT", "SNOMEDCT"} or "SNOMED" in name:
        return "SCT"
    return name


def mdc_number(code: str) -> str | None:
    """The MDC number of an MDIL code such as 0002-4a05, or None for another form."""
    partition, dash, term = code.partition("-")
    if not dash or len(partition) != 4 or len(term) != 4:
        return None
    try:
        return str(int(partition, 16) * MDC_PARTITION + int(term, 16))
    except ValueError:
        return None
