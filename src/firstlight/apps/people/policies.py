"""When things about people may be done, whoever asks. Each `check_` raises a Refusal that says what to do instead."""

from datetime import date

from django.utils import timezone

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.queries import session_under_way, sessions_ahead, sessions_of_day
from firstlight.apps.infusion.states import State
from firstlight.apps.people import numbers
from firstlight.apps.people.details import PatientDetails
from firstlight.apps.people.models import Allergy, Bay, CareAt, KeptEntry, LocalIdentifier, Patient, Staff
from firstlight.apps.people.permissions import clinics_where
from firstlight.apps.people.queries import Likely, likely_duplicates, opened_with_reason, rows_of, today
from firstlight.apps.refusals import Conflict, Forbidden, IllegalMove, Invalid, NotThere

SHORTEST_REASON = 10  # characters: enough that a reviewer learns something


class MayBeKnown(Conflict):
    """Somebody alike is registered already. `likely` lists them; registering asks once whether it is somebody else."""

    def __init__(self, likely: list[Likely]) -> None:
        super().__init__(
            "Somebody like this is registered already. Open their record below, or say that this is a different person.",
            "different_person",
        )
        self.likely = likely


def checked_number(details: PatientDetails, *, invented: bool, besides: int | None = None) -> str | None:
    """The NHS number as stored. Raises Invalid for a wrong one, one that is taken, or none without a reason."""
    if not details.nhs_number:
        if not details.nhs_number_missing.strip():
            raise Invalid("Say why there is no NHS number, for example: not yet traced.", "nhs_number_missing")
        return None
    number = numbers.checked(details.nhs_number, invented=invented)
    if Patient.objects.filter(nhs_number=number).exclude(pk=besides or 0).exists():
        raise Invalid(
            "This NHS number belongs to a person who is registered already. Search for it and open that record.",
            "nhs_number",
        )
    return number


def check_birth_date(born: date) -> None:
    if not date(1900, 1, 1) <= born <= today():
        raise Invalid("A birth date lies between 1900 and today. Check the year.", "birth_date")


def check_not_known(details: PatientDetails, number: str | None, *, different_person: bool) -> None:
    """Raise MayBeKnown where somebody alike is registered, unless the person at the screen says it is somebody else."""
    likely = likely_duplicates(
        nhs_number=number,
        family_name=details.family_name,
        given_names=details.given_names,
        birth_date=details.birth_date,
    )
    if likely and not different_person:
        raise MayBeKnown(likely)


def check_allergies_agree(details: PatientDetails, patient_id: int) -> None:
    """ "No known allergies" cannot stand beside an allergy."""
    standing = Allergy.objects.filter(patient_id__in=rows_of(patient_id), ended_at=None)
    if details.no_known_allergies and standing.exists():
        raise Invalid(
            "There are allergies on this record. Mark each as entered in error first, or take this tick away.",
            "no_known_allergies",
        )


def check_stands(entry: KeptEntry) -> None:
    """Raises IllegalMove for an entry that was ended before, saying who did it and why."""
    if entry.ended_at is not None:
        how = "marked this as entered in error" if entry.entered_in_error else "ended this"
        raise IllegalMove(f"{entry.ended_by or 'Firstlight'} {how} already: {entry.ended_reason}")


def check_can_be_called(name: str, phone: str) -> None:
    """Raises Invalid without a name and a telephone number."""
    if not name.strip():
        raise Invalid("Give the person's name.", "name")
    if not phone.strip():
        raise Invalid("Give a telephone number: without one nobody can be called.", "phone")


def checked_local_number(value: str, trust_id: int, patient_id: int) -> str:
    """A number in the trust's own system, as typed without its outer spaces.

    Raises Invalid for an empty one, and for one that names somebody: it, or another person under a number now ended.
    """
    typed = value.strip()
    if not typed:
        raise Invalid("Enter the number as it stands on the trust's label.", "value")
    named = LocalIdentifier.objects.filter(trust_id=trust_id, value__iexact=typed, entered_in_error=False)
    if named.exclude(patient_id=patient_id, ended_at__isnull=False).exists():
        raise Invalid("This number names a person already. Search for it: the two may be one person.", "value")
    return typed


def check_reason(reason: str) -> str:
    """The reason without its outer spaces. Raises Invalid for one too short to mean anything."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid(f"Give the reason in words, at least {SHORTEST_REASON} letters: somebody will read it.", "reason")
    return reason.strip()


def check_in_reach(actor: Actor, permission: str, patient_id: int) -> None:
    """The record belongs to a clinic where the actor holds the right, and is not restricted or was opened with a reason."""
    if actor.is_system:
        return
    rows = rows_of(patient_id)
    if not CareAt.objects.filter(patient_id__in=rows, clinic_id__in=clinics_where(actor, permission)).exists():
        raise NotThere("One of these records belongs to a clinic where you do not hold this right.")
    restricted = Patient.objects.filter(pk__in=rows, restricted=True).exists()
    if restricted and not opened_with_reason(actor, rows):
        raise Forbidden("One of these records is restricted. Whoever may open it with a reason must do this.")


def check_may_merge(merged: Patient, survivor: Patient) -> None:
    """Two different rows, neither merged already, and nobody under treatment on either."""
    if merged.pk == survivor.pk:
        raise IllegalMove("Both are the same record. Choose two.")
    for row in (merged, survivor):
        if row.merged_into_id is not None:
            raise IllegalMove(f"{row} was merged already. Open the record that stands for it and merge that.")
    check_no_live_session([*rows_of(merged.pk), *rows_of(survivor.pk)], "merged")


def check_no_live_session(rows: list[int], what: str) -> None:
    """Records stay as they are while somebody is in the chair: whoever looks after them must find what they left."""
    if session_under_way(rows) is not None:
        raise IllegalMove(f"A session is under way. Records are {what} after the person has left the clinic.")


def check_nothing_booked(rows: list[int], clinic_id: int) -> None:
    """Nobody is handed over with a session still booked here, which neither clinic would then expect."""
    ahead = [session for session in sessions_ahead(rows) if session.clinic_id == clinic_id]
    if ahead:
        day = timezone.localtime(ahead[0].planned_start)
        raise IllegalMove(
            f"A session is booked here on {day:%d %B at %H:%M}. Cancel it first, then transfer the person."
        )


def check_bay_empty(bay: Bay) -> None:
    """Nobody is being treated in it, and nobody is booked into it later today."""
    here = [session for session in sessions_of_day(bay.clinic_id, today()) if session.bay_id == bay.pk]
    if any(State(session.state).in_a_bay or session.state == State.BOOKED.value for session in here):
        raise IllegalMove(f"{bay} has somebody in it, or booked into it today. Move the session to another bay first.")


def check_not_oneself(actor: Actor, staff: Staff, what: str) -> None:
    if actor.staff_id == staff.pk:
        raise Forbidden(f"Nobody {what} themselves. Ask another manager.")


def check_here(staff: Staff) -> None:
    if not staff.is_active:
        raise IllegalMove(f"{staff} has left. Add them again as a joiner first.")
