"""Fills the database that DJANGO_SETTINGS_MODULE names with the demonstration's first clinic, and prints what a journey asks
for, as JSON. A program of its own, because the web process that the journeys walk in is one too."""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402

from firstlight.apps import clock  # noqa: E402
from firstlight.apps.infusion.models import Session  # noqa: E402
from firstlight.config.commands import demo_data  # noqa: E402
from firstlight.demo.seed import seed_first_clinic  # noqa: E402

if __name__ == "__main__":
    moment, ahead = demo_data.opening()
    with clock.at(moment):
        seed_first_clinic()
    demo_data.note_ready(settings.DATA_DIR, [], moment, ahead)
    sessions = {session.patient.family_name.upper(): session for session in Session.objects.select_related("patient")}
    told = {
        "sessions": {name: session.pk for name, session in sessions.items()},
        "patients": {name: session.patient_id for name, session in sessions.items()},
        "protocol": sessions["HUGHES"].protocol_id,
        "today": f"{moment:%d/%m/%Y}",
    }
    print(json.dumps(told))
