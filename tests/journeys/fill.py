"""Fills the database that DJANGO_SETTINGS_MODULE names with a shift, and prints what a journey asks for, as JSON. A program
of its own, because the web process that the journeys walk in is one too."""

import json
from datetime import UTC, datetime

import django

django.setup()

from tests.journeys.seeded_clinic import fill  # noqa: E402

if __name__ == "__main__":
    filled = fill(datetime.now(UTC))
    names = ("clinic", "staff", "sessions", "patients", "monitors", "protocol")
    print(json.dumps({name: getattr(filled, name) for name in names}))
