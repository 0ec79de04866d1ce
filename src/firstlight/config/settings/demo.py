"""A demonstration on one machine: an SQLite file of invented people, and sign-in by role. Never for real patients."""

import os
import secrets
from pathlib import Path

from firstlight.config.commands import demo_data
from firstlight.config.settings.base import *  # noqa: F403
from firstlight.config.settings.base import data_settings

DEMO = True
SECOND_FACTOR_REQUIRED = False
LOGIN_URL = "/demo/sign-in/"
DEBUG = False
DATA_DIR = Path(os.environ.get("FIRSTLIGHT_DATA_DIR", ".firstlight")).resolve()
if os.environ.get("DATABASE_URL"):
    raise RuntimeError("The demonstration keeps its own SQLite file: unset DATABASE_URL, or use ./firstlight run.")


def _secret() -> str:
    """One for the folder's life, so that a restart signs nobody out."""
    kept = DATA_DIR / "secret"
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()


SECRET_KEY = _secret()
CLOCK_AHEAD = demo_data.ahead(DATA_DIR)  # at night and at weekends it stands in a working day
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
globals().update(data_settings(DATA_DIR, None))
