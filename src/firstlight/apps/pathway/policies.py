"""When consent may be put on file, and when there is one to withdraw."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from firstlight.apps.pathway.models import Consent, ConsentError
from firstlight.apps.pathway.queries import ConsentOnFile, consent_on_file
from firstlight.apps.people.queries import rows_of
from firstlight.apps.refusals import Conflict, Invalid, NotThere

CLOCKS_DIFFER = timedelta(minutes=1)


def check_consent(
    covers: str, leaflet: str, signed_name: str, signed_at: datetime, expires_on: date | None, now: datetime
) -> None:
    """Raises Invalid naming the field."""
    for field, value, most, words in (
        ("covers", covers, 200, "Say what is consented to, for example: six infusions of ketamine."),
        ("leaflet", leaflet, 60, "Say which leaflet was explained, with its version."),
        ("signed_name", signed_name, 200, "Give the name as it was signed."),
    ):
        if not 1 <= len(value.strip()) <= most:
            raise Invalid(f"{words} At most {most} letters.", field)
    if signed_at > now + CLOCKS_DIFFER:
        raise Invalid("The signature is dated in time still to come. Check the date and the time.", "signed_at")
    if expires_on is not None and expires_on < timezone.localtime(now).date():
        raise Invalid("This consent has run out already. Check its last day.", "expires_on")


def consent_to_withdraw(patient_id: int, clinic_id: int, reason: str, now: datetime) -> ConsentOnFile:
    """The consent that stands. Raises Conflict where none does, Invalid without words."""
    standing = consent_on_file(patient_id, clinic_id, timezone.localtime(now).date())
    if standing is None:
        raise Conflict("No consent stands for this person in this clinic: there is nothing to withdraw.")
    if not reason.strip():
        raise Invalid("Say why, in the person's own words where you can.", "reason")
    return standing


def held_consent(consent_id: int) -> Consent:
    """The row, locked. Raises NotThere."""
    found = Consent.objects.select_for_update(no_key=True).filter(pk=consent_id).first()
    if found is None:
        raise NotThere("There is no such consent. Open the session and choose it there.")
    return found


def check_markable(consent: Consent, reason: str) -> None:
    """Raises Conflict for one marked already, Invalid without why."""
    if mark := ConsentError.objects.filter(consent=consent).select_related("by").first():
        raise Conflict(f"{mark.by or 'Firstlight'} marked this as entered in error already: {mark.reason}")
    if not reason.strip():
        raise Invalid("Say why, in a few words. It is shown beside the consent.", "reason")


def check_another_person(consent: Consent, belongs_to_id: int) -> None:
    """Raises Invalid for the very same person, under whichever number."""
    if belongs_to_id in rows_of(consent.patient_id):
        raise Invalid("That is this same person. Choose the person it was meant for, or none.", "belongs_to")
