"""Signing in by role exists in a demonstration of invented people, and nowhere else."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.models import Clinic, Staff
from tests.unit.people import given

DOOR = "/demo/sign-in/"
ASK = """
import django
django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
try:
    resolve("/demo/sign-in/")
    print("open", settings.DEMO)
except Resolver404:
    print("shut", settings.DEMO)
"""


def ask(module: str, folder: Path, **environment: str) -> str:
    """Whether a process with these settings has the address at all."""
    env = {"PATH": os.environ["PATH"], "FIRSTLIGHT_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": module}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=env | environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize("turned_on", [{}, {"DEMO": "1", "FIRSTLIGHT_DEMO": "true", "DJANGO_DEMO": "True"}])
def test_production_has_no_such_address_and_no_variable_makes_one(tmp_path: Path, turned_on: dict[str, str]) -> None:
    production = {"FIRSTLIGHT_SECRET_KEY": "x" * 50, "FIRSTLIGHT_HOSTS": "clinic.example"}
    assert ask("firstlight.config.settings.production", tmp_path, **production, **turned_on) == "shut False"


def test_the_demonstration_has_it(tmp_path: Path) -> None:
    assert ask("firstlight.config.settings.demo", tmp_path) == "open True"


def test_a_demonstration_refuses_a_real_database(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        ask("firstlight.config.settings.demo", tmp_path, DATABASE_URL="postgresql://a:b@127.0.0.1/clinic")


@pytest.fixture
def demonstration(settings: Any) -> None:
    """The product's own address table is read first, as it stands in every other test: without the door."""
    import_module("firstlight.config.urls")
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.security.demo_pages"
    settings.LOGIN_URL = DOOR


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_one_press_signs_in_as_a_role(client: Client, clinic: Clinic, nurse: Staff) -> None:
    page = client.get(DOOR).content.decode()
    assert "Sign in as nurse, Amara Okafor" in page
    assert client.get("/patients/").headers["Location"].startswith(DOOR)
    client.post(DOOR, {"staff": str(nurse.pk), "next": "/patients/"})
    assert client.get("/patients/").status_code == 200
    assert '"how": "demonstration"' in AuditEntry.objects.get(verb="sign_in.began").detail


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_one_real_trust_in_the_database_shuts_it(client: Client, clinic: Clinic, nurse: Staff) -> None:
    given.a_trust(synthetic=False)
    assert client.get(DOOR).status_code == 404
    assert client.post(DOOR, {"staff": str(nurse.pk)}).status_code == 404
    assert client.get("/patients/").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_the_view_itself_is_shut_without_the_setting(
    client: Client, clinic: Clinic, nurse: Staff, settings: Any
) -> None:
    settings.DEMO = False
    assert client.post(DOOR, {"staff": str(nurse.pk)}).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_a_leaver_has_no_button(client: Client, clinic: Clinic, nurse: Staff) -> None:
    nurse.is_active = False
    nurse.save()
    assert "Amara Okafor" not in client.get(DOOR).content.decode()
    client.post(DOOR, {"staff": str(nurse.pk)})
    assert client.get("/patients/").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_whoever_works_in_two_clinics_has_a_door_to_each(client: Client, clinic: Clinic) -> None:
    clerk, vale = given.a_member("administrator", clinic, "Owen", "Price"), given.a_clinic("Vale")
    given.give(clerk, "administrator", vale)
    page = client.get(DOOR).content.decode()
    assert "Sign in as administrator, Owen Price, in Northgate" in page
    client.post(DOOR, {"staff": f"{clerk.pk}@{vale.pk}"})
    assert 'class="fl-bar__place">Vale' in client.get("/patients/").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_no_door_leads_to_a_clinic_where_somebody_holds_no_role(client: Client, clinic: Clinic, nurse: Staff) -> None:
    elsewhere = given.a_clinic("Vale")
    client.post(DOOR, {"staff": f"{nurse.pk}@{elsewhere.pk}"})
    assert client.get("/patients/").status_code == 302
