"""The clinical safety file: every hazard has a control that a test holds, and every test it names exists."""

import ast
from functools import cache
from pathlib import Path

import pytest

from firstlight.config.reference.hazards import BadHazard, Hazard, Matrix, load_hazards, load_matrix, parse
from tests.ground import tree

FOLDER = tree.ROOT / "docs" / "clinical-safety"
STARTED_WITH = {
    "wrong patient", "wrong bed", "stale feed shown as live", "missed observation", "wrong unit", "missed deterioration",
    "lost reading", "double record", "wrong dose transcription", "prompt fatigue", "clock skew",
    "the two clock changes of the year",
}  # fmt: skip
MATRIX = load_matrix(FOLDER)
HAZARDS = load_hazards(FOLDER)


def node_ids(name: str, source: str) -> set[str]:
    """The node ids of a test module's tests, as pytest would name them, without parameters."""
    found = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            found.add(f"{name}::{node.name}")
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found |= {
                f"{name}::{node.name}::{method.name}"
                for method in node.body
                if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.name.startswith("test_")
            }
    return found


@cache
def every_test() -> frozenset[str]:
    return frozenset(
        test
        for path in tree.python(tree.ROOT / "tests")
        if path.name.startswith("test_")
        for test in node_ids(tree.named(path), path.read_text(encoding="utf-8"))
    )


def missing(hazard: Hazard, known: frozenset[str]) -> list[str]:
    """Tests that a hazard names and nobody has written."""
    return [test for control in hazard.controls for test in control.tests if test not in known]


def unheld(hazard: Hazard) -> list[str]:
    """Design and test controls that no test holds."""
    return [control.says for control in hazard.controls if control.type in {"design", "test"} and not control.tests]


EXAMPLE = """
id = "H99"
hazard = "Wrong syringe"
description = "d"
effect = "e"
causes = ["c"]
owner = "o"
status = "open"
[initial]
severity = "Major"
likelihood = "Medium"
because = "b"
[residual]
severity = "Major"
likelihood = "Very low"
because = "b"
[[control]]
type = "design"
says = "s"
tests = ["tests/unit/test_none.py::test_that_nobody_wrote"]
"""


def test_a_control_whose_test_does_not_exist_is_seen() -> None:
    hazard = parse(EXAMPLE, MATRIX)
    assert missing(hazard, frozenset()) == ["tests/unit/test_none.py::test_that_nobody_wrote"]
    assert missing(hazard, frozenset(missing(hazard, frozenset()))) == []


def test_a_design_control_without_a_test_is_seen() -> None:
    assert unheld(parse(EXAMPLE.partition("tests =")[0], MATRIX)) == ["s"]


@pytest.mark.parametrize(
    "wrong", ['severity = "Dreadful"', 'likelihood = "Rarely"', 'status = "fine"', 'type = "hope"']
)
def test_a_word_outside_the_matrix_is_refused(wrong: str) -> None:
    field = wrong.partition(" =")[0]
    lines = [wrong if line.startswith(f"{field} =") else line for line in EXAMPLE.splitlines()]
    with pytest.raises(ValueError, match="is none of"):
        parse("\n".join(lines), MATRIX)


def test_a_bad_hazard_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "hazards").mkdir()
    (folder / "matrix.toml").write_text((FOLDER / "matrix.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "hazards" / "bad.toml").write_text('id = "H1"', encoding="utf-8")
    with pytest.raises(BadHazard, match=r"bad\.toml"):
        load_hazards(folder)


def test_tests_are_found_in_modules_and_in_classes() -> None:
    source = "def test_a(): ...\nclass TestB:\n    def test_c(self): ...\n    def given(self): ...\ndef d(): ..."
    assert node_ids("t.py", source) == {"t.py::test_a", "t.py::TestB::test_c"}


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_every_test_that_a_hazard_names_exists(hazard: Hazard) -> None:
    assert missing(hazard, every_test()) == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_every_hazard_has_a_control_that_a_test_holds(hazard: Hazard) -> None:
    assert any(control.tests for control in hazard.controls)
    assert unheld(hazard) == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_controls_never_raise_a_risk_and_what_is_left_is_below_four(hazard: Hazard) -> None:
    assert hazard.residual.risk <= hazard.initial.risk
    assert hazard.residual.risk < 4, "4 and 5 are not accepted: find another control"
    assert hazard.residual.severity == hazard.initial.severity or hazard.residual.because


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_nothing_is_accepted_before_a_safety_officer_has_signed(hazard: Hazard) -> None:
    report = (FOLDER / "safety-case-report.md").read_text(encoding="utf-8")
    signed = "Signature: ____" not in report
    assert signed or hazard.status not in {"accepted", "closed"}


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_a_planned_control_claims_no_test(hazard: Hazard) -> None:
    assert [control.says for control in hazard.controls if control.type == "planned" and control.tests] == []


def test_the_hazards_to_begin_with_are_all_there() -> None:
    named = {hazard.hazard.lower() for hazard in HAZARDS}
    assert STARTED_WITH - named == set()


def test_ids_are_given_once() -> None:
    ids = [hazard.id for hazard in HAZARDS]
    assert sorted(ids) == sorted(set(ids))


def test_risk_rises_with_severity_and_with_likelihood() -> None:
    matrix: Matrix = MATRIX
    for row in matrix.risks.values():
        assert list(row) == sorted(row)
        assert len(row) == len(matrix.severities)
    for column in zip(*(matrix.risks[likelihood] for likelihood in matrix.likelihoods), strict=True):
        assert list(column) == sorted(column)
    assert (matrix.risk("Minor", "Very low"), matrix.risk("Catastrophic", "Very high")) == (1, 5)
