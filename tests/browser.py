"""Which browser the journeys are walked in: Chromium as the distribution ships it. Nothing is fetched from elsewhere."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The browser's path. Raises RuntimeError that says how to get one."""
    found = os.environ.get("FIRSTLIGHT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError(
            "There is no Chromium. On Debian: apt-get install chromium. Elsewhere name one in FIRSTLIGHT_CHROMIUM."
        )
    return found
