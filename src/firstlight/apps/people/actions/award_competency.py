"""Record a certificate: what somebody is certified to do, and until when. Gates before a session read its last day."""

from datetime import date

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import Competency
from firstlight.apps.people.queries import member_of, today
from firstlight.apps.refusals import Invalid


@action(verb="staff.competency.awarded", permission="staff.manage")
def award_competency(
    act: Act, *, staff_id: int, clinic_id: int, kind: str, awarded_on: date, expires_on: date, evidence: str = ""
) -> int:
    """`kind` is one of Competency.Kind; `expires_on` the last day it counts. Raises Invalid, and Forbidden for oneself."""
    act.allow(clinic_id)
    staff = member_of(clinic_id, staff_id)
    policies.check_not_oneself(act.actor, staff, "certifies")
    if awarded_on > today():
        raise Invalid("The certificate cannot have been awarded in the future.", "awarded_on")
    if expires_on <= awarded_on:
        raise Invalid("The last day it counts comes after the day it was awarded.", "expires_on")
    competency = Competency.objects.create(
        staff=staff, kind=kind, awarded_on=awarded_on, expires_on=expires_on, evidence=evidence.strip()
    )
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name(), kind=kind, expires_on=expires_on)
    act.changed(clinic_id)
    return competency.pk
