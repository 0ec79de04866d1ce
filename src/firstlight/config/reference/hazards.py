"""The hazard log as data: one file a hazard, and the matrix that turns severity and likelihood into a risk. Every
design control names the tests that hold it; training and business
controls are the deploying organisation's; a planned control is not built yet and counts for nothing."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTROL_TYPES = ("design", "test", "training", "business", "planned")
STATUSES = ("open", "controlled", "accepted", "closed")


class BadHazard(ValueError):
    """A hazard file that cannot stand: says which file and what to mend."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """DCB0129's table: the risk, 1 to 5, of each severity at each likelihood, and what each risk means."""

    severities: tuple[str, ...]
    likelihoods: tuple[str, ...]
    risks: dict[str, tuple[int, ...]]
    meaning: dict[str, str]
    source: str

    def risk(self, severity: str, likelihood: str) -> int:
        """1 (least) to 5. Raises KeyError or ValueError for a word that is not in the table."""
        return self.risks[likelihood][self.severities.index(severity)]


@dataclass(frozen=True, slots=True)
class Control:
    """`tests` are pytest node ids; only design and test controls have them."""

    type: str
    says: str
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    severity: str
    likelihood: str
    risk: int
    because: str


@dataclass(frozen=True, slots=True)
class Hazard:
    id: str
    hazard: str
    description: str
    effect: str
    causes: tuple[str, ...]
    initial: Rating
    controls: tuple[Control, ...]
    residual: Rating
    owner: str
    status: str


def load_matrix(folder: Path) -> Matrix:
    """Read `matrix.toml` of the clinical safety folder."""
    raw = tomllib.loads((folder / "matrix.toml").read_text(encoding="utf-8"))
    risks = {likelihood: tuple(row) for likelihood, row in raw["risk"].items()}
    return Matrix(tuple(raw["severities"]), tuple(raw["likelihoods"]), risks, raw["meaning"], raw["source"])


def load_hazards(folder: Path) -> list[Hazard]:
    """Every hazard of the folder, by id. Raises BadHazard with the file's name."""
    matrix = load_matrix(folder)
    found = []
    for path in sorted((folder / "hazards").glob("*.toml")):
        try:
            found.append(parse(path.read_text(encoding="utf-8"), matrix))
        except (KeyError, ValueError, TypeError) as error:
            raise BadHazard(f"{path.name}: {error}") from error
    return found


def parse(text: str, matrix: Matrix) -> Hazard:
    """One hazard. Raises KeyError, TypeError or ValueError for what is missing or no word of ours."""
    raw = tomllib.loads(text)
    return Hazard(
        id=raw["id"],
        hazard=raw["hazard"],
        description=raw["description"],
        effect=raw["effect"],
        causes=tuple(raw["causes"]),
        initial=_rating(raw["initial"], matrix),
        controls=tuple(_control(control) for control in raw["control"]),
        residual=_rating(raw["residual"], matrix),
        owner=raw["owner"],
        status=_one_of(raw["status"], STATUSES),
    )


def _rating(raw: dict[str, Any], matrix: Matrix) -> Rating:
    severity = _one_of(raw["severity"], matrix.severities)
    likelihood = _one_of(raw["likelihood"], matrix.likelihoods)
    return Rating(severity, likelihood, matrix.risk(severity, likelihood), raw["because"])


def _control(raw: dict[str, Any]) -> Control:
    return Control(_one_of(raw["type"], CONTROL_TYPES), raw["says"], tuple(raw.get("tests", ())))


def _one_of(word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise ValueError(f"{word!r} is none of {', '.join(words)}")
    return word
