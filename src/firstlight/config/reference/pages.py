"""Every page that is written from the code, by its place in the source tree."""

from pathlib import Path

from firstlight.config.checkout import ROOT
from firstlight.config.reference import (
    actions,
    addresses,
    commands,
    hazard_page,
    hazards,
    prompt_page,
    prompt_scenarios,
    rights,
    settings,
    state_diagram,
    states,
)

CLINICAL_SAFETY = ROOT / "docs" / "clinical-safety"


def pages() -> dict[str, str]:
    """Path from the root of the tree, to the whole text. Django must be set up."""
    return {
        "docs/reference/actions.md": actions.page(),
        "docs/reference/addresses.md": addresses.page(),
        "docs/reference/commands.md": commands.page(),
        "docs/reference/rights.md": rights.page(),
        "docs/reference/session-states.md": states.page(),
        "docs/reference/session-states.svg": state_diagram.picture(),
        "docs/reference/settings.md": settings.page(),
        "docs/clinical-safety/hazard-log.md": hazard_log(CLINICAL_SAFETY),
        "docs/clinical-safety/prompts.md": prompt_page.page(
            prompt_scenarios.load_scenarios(CLINICAL_SAFETY / "scenarios")
        ),
    }


def hazard_log(folder: Path) -> str:
    """The hazard log's page, from the data beside it."""
    return hazard_page.page(hazards.load_hazards(folder), hazards.load_matrix(folder))
