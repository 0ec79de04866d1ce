"""Fills a service's empty database with the invented first clinic and signs one nurse in; prints the sign-in as JSON. A
program of its own, because it works under the service's settings and not under those of the tests."""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from firstlight.apps.people.models import Staff  # noqa: E402
from firstlight.apps.people.second_factor import ADDED_HERE  # noqa: E402
from firstlight.demo.seed import seed_first_clinic  # noqa: E402

NURSE = "okafor@invented.example"


def sign_in(email: str) -> str:
    """A sign-in with both factors given, as the browser's cookie."""
    browser = Client()
    browser.force_login(Staff.objects.get(email=email), "allauth.account.auth_backends.AuthenticationBackend")
    kept = browser.session
    kept[ADDED_HERE] = True
    kept.save()
    return f"{settings.SESSION_COOKIE_NAME}={kept.session_key}"


if __name__ == "__main__":
    seed_first_clinic()
    print(json.dumps({"cookie": sign_in(NURSE)}))
