"""The hazard log as a page to read: a table of all of them, then each in full with its controls and their tests."""

from firstlight.config.reference.hazards import Control, Hazard, Matrix, Rating

HEAD = """# Hazard log

Written from the files in `hazards/` and `matrix.toml`: change those, then run `python -m firstlight docs`.
How hazards are found, rated and accepted: [clinical risk management plan](clinical-risk-management-plan.md).

Every rating below is a proposal of the developers. None is accepted until a clinical safety officer, a registered
clinician, has signed the [safety case report](safety-case-report.md), and the organisation that deploys Firstlight has
done its own work under DCB0160.
"""


def page(hazards: list[Hazard], matrix: Matrix) -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *_matrix(matrix), "", *_overview(hazards), "", *(_section(hazard) for hazard in hazards)])


def _matrix(matrix: Matrix) -> list[str]:
    rows = [_row([likelihood, *map(str, matrix.risks[likelihood])]) for likelihood in reversed(matrix.likelihoods)]
    meanings = [f"- **{risk}**: {says}" for risk, says in sorted(matrix.meaning.items(), reverse=True)]
    head = [_row(["Likelihood", *matrix.severities]), _row(["---"] * (len(matrix.severities) + 1))]
    return ["## How risk is rated", "", *head, *rows, "", *meanings, "", f"Source: {matrix.source}"]


def _overview(hazards: list[Hazard]) -> list[str]:
    rows = [
        _row([f"[{one.id}](#{one.id.lower()})", one.hazard, str(one.initial.risk), str(one.residual.risk), one.status])
        for one in hazards
    ]
    head = [_row(["Id", "Hazard", "Risk before", "Risk after", "Status"]), _row(["---"] * 5)]
    return ["## All hazards", "", *head, *rows]


def _section(hazard: Hazard) -> str:
    lines = [
        f'<a id="{hazard.id.lower()}"></a>',
        "",
        f"## {hazard.id} {hazard.hazard}",
        "",
        hazard.description,
        "",
        f"**What it could do.** {hazard.effect}",
        "",
        "**Causes**",
        "",
        *(f"- {cause}" for cause in hazard.causes),
        "",
        f"**Before controls**: {_rated(hazard.initial)}",
        "",
        "**Controls**",
        "",
        *(line for control in hazard.controls for line in _control(control)),
        "",
        f"**After controls**: {_rated(hazard.residual)}",
        "",
        f"Owner: {hazard.owner}. Status: {hazard.status}.",
        "",
    ]
    return "\n".join(lines)


def _rated(rating: Rating) -> str:
    return f"{rating.severity}, {rating.likelihood.lower()}: **risk {rating.risk}**. {rating.because}"


def _control(control: Control) -> list[str]:
    return [f"- *{control.type.capitalize()}*: {control.says}", *(f"  - `{test}`" for test in control.tests)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
