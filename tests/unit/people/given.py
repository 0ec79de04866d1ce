"""Invented people and places that the tests begin with, made through the same actions as everywhere else."""

import re
from datetime import date

import nhs_number
from django.http import HttpResponse
from django.test import Client

from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.add_clinic import add_clinic
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.add_trust import add_trust
from firstlight.apps.people.actions.give_role import give_role
from firstlight.apps.people.actions.register_patient import register_patient
from firstlight.apps.people.details import PatientDetails
from firstlight.apps.people.models import Clinic, Patient, Staff, Trust
from firstlight.apps.people.staff_details import StaffDetails

SETUP = Actor.system("test")
PASSWORD = "quiet river under 7 bridges"


def invented_number(index: int) -> str:
    """A valid NHS number of the range that is never issued."""
    first = 9_990_000_000 + index * 20
    return next(str(number) for number in range(first, first + 20) if nhs_number.is_valid(str(number)))


def a_trust(*, synthetic: bool = True) -> Trust:
    code = "ZZT" if synthetic else "ZZR"
    found = Trust.objects.filter(ods_code=code).first()
    return found or Trust.objects.get(pk=add_trust(SETUP, ods_code=code, name=f"Trust {code}", synthetic=synthetic))


def a_clinic(name: str = "Northgate", *, synthetic: bool = True) -> Clinic:
    code = f"ZZ{name.upper()}"[:10]
    return Clinic.objects.get(pk=add_clinic(SETUP, trust_id=a_trust(synthetic=synthetic).pk, ods_code=code, name=name))


def a_member(role: str, clinic: Clinic, given_name: str = "Amara", family_name: str = "Okafor") -> Staff:
    email = f"{given_name}.{family_name}.{role}@example.org".lower()
    details = StaffDetails(email=email, given_name=given_name, family_name=family_name)
    return Staff.objects.get(pk=add_staff(SETUP, clinic_id=clinic.pk, details=details, role=role))


def details(index: int = 1, **changes: object) -> PatientDetails:
    words: dict[str, object] = {
        "given_names": "Alma",
        "family_name": "Grey",
        "birth_date": date(1974, 9, 2),
        "sex": "female",
        "nhs_number": invented_number(index),
    }
    return PatientDetails(**words | changes)  # type: ignore[arg-type]


def a_patient(clinic: Clinic, index: int = 1, **changes: object) -> Patient:
    pk = register_patient(SETUP, clinic_id=clinic.pk, details=details(index, **changes), different_person=True)
    return Patient.objects.get(pk=pk)


def seen_in(answer: HttpResponse) -> str:
    """The mark, in a form that was shown, of what is stored."""
    (mark,) = re.findall(r'name="seen" value="(\w+)"', answer.content.decode())
    return str(mark)


def seen_on(client: Client, address: str) -> str:
    """The mark in a form that is opened now."""
    return seen_in(client.get(address))


def give(staff: Staff, role: str, clinic: Clinic) -> None:
    give_role(SETUP, staff_id=staff.pk, clinic_id=clinic.pk, role=role)
