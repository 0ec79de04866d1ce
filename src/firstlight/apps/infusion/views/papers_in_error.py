"""A consent or a prescription that should not have been made, as on the wrong person's: marked, and shown on both."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.forms.corrections import ErrorMarkForm
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries import sessions_of_day
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.medicines import queries as medicines
from firstlight.apps.medicines.actions.mark_prescription_in_error import mark_prescription_in_error
from firstlight.apps.page import page
from firstlight.apps.pathway import queries as pathway
from firstlight.apps.pathway.actions.mark_consent_in_error import mark_consent_in_error
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest


@page("session.correct")
@require_http_methods(["GET", "POST"])
def prescription(request: ClinicRequest, session_id: int, prescription_id: int) -> HttpResponse:
    """Before the drug has begun. The session then goes by none, until one is signed."""
    session = session_part(request, session_id)
    if medicines.session_of(prescription_id) != session_id:
        raise NotThere("This is not a prescription of this session. Open the session again and choose it there.")
    form = ErrorMarkForm(_others(session, lambda other: other.pk), request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: mark_prescription_in_error(
            request.actor, key=form.key, prescription_id=prescription_id, **_words(form)
        ),
        title="Prescription entered in error",
        button="Mark as entered in error",
        done="Marked as entered in error. It stays to be read. What is right is signed as a new prescription.",
        back=reverse("prescription", args=[session_id]),
    )


@page("session.correct")
@require_http_methods(["GET", "POST"])
def consent(request: ClinicRequest, session_id: int, consent_id: int) -> HttpResponse:
    """It stands for nobody; what stood before it stands again."""
    session = session_part(request, session_id)
    wrong = pathway.consent_in(people.rows_of(session.patient_id), consent_id)
    form = ErrorMarkForm(_others(session, lambda other: other.patient_id), request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: mark_consent_in_error(request.actor, key=form.key, consent_id=wrong.pk, **_words(form)),
        title="Consent entered in error",
        button="Mark as entered in error",
        done="Marked as entered in error. It stays to be read. What is right is put on file anew.",
        intro=f"{'Withdrawal' if wrong.withdrawn else wrong.covers}, {wrong.signed_name}.",
        back=reverse("consent", args=[session_id]),
    )


def _others(session: Session, key: Callable[[Session], int]) -> list[tuple[int, str]]:
    """Whoever else comes today."""
    others = [one for one in sessions_of_day(session.clinic_id, day_of(clock.now())) if one.pk != session.pk]
    banners = people.patient_banners(one.patient_id for one in others)
    return [(key(one), banners[one.patient_id].listed) for one in others]


def _words(form: ErrorMarkForm) -> dict[str, object]:
    return {"reason": form.cleaned_data["reason"], "belongs_to_id": form.cleaned_data["belongs_to"]}
