"""The shipped protocol, as the clinical tests take it."""

import pytest

from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import Protocol

CODE = "iv-racemic-0.5-40"


@pytest.fixture(scope="session")
def text() -> str:
    return load.packaged_text(CODE)


@pytest.fixture(scope="session")
def protocol(text: str) -> Protocol:
    return load.parse(text)


@pytest.fixture(scope="session")
def shipped() -> dict[str, Protocol]:
    """Every protocol that ships, by code."""
    return {code: load.parse(load.packaged_text(code)) for code in load.packaged()}
