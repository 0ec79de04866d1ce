"""The papers a session needs: consent on file, a prescription signed by one and checked by two others."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.forms.feeds import EmptyForm
from firstlight.apps.infusion.forms.papers import ConsentForm, WithdrawForm
from firstlight.apps.infusion.forms.prescriptions import prescription_form
from firstlight.apps.infusion.queries import age_at, protocol_in, session_record
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.medicines import queries as medicines
from firstlight.apps.medicines.actions.check_prescription import check_prescription
from firstlight.apps.medicines.actions.write_prescription import write_prescription
from firstlight.apps.page import page
from firstlight.apps.pathway import queries as pathway
from firstlight.apps.pathway.actions.record_consent import record_consent
from firstlight.apps.pathway.actions.withdraw_consent import withdraw_consent
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest


@page("session.view")
@require_http_methods(["GET", "POST"])
def prescription(request: ClinicRequest, session_id: int) -> HttpResponse:
    """What is prescribed, its arithmetic, its checks; and the form for whoever prescribes. The action asks the right."""
    session = session_part(request, session_id)
    protocol = protocol_in(session.clinic_id, session.protocol_id).protocol
    weight = session_record(session_id, clock.now()).standing.value("weight")
    initial = {"weight_kg": weight.typed if weight else ""}
    form = prescription_form(protocol, age_at(session), request.POST or None, initial=initial)
    return session_form(
        request,
        session,
        form,
        lambda: write_prescription(request.actor, key=form.key, session_id=session_id, **form.inputs()),
        title="Prescription",
        button="Sign this prescription",
        done=f"Prescription signed by {request.actor.name}. Two other people check it now.",
        back=reverse("prescription", args=[session_id]),
        template="infusion/prescription.html",
        prescriptions=medicines.prescriptions_of(session_id),
        elsewhere=medicines.made_elsewhere(session_id),
        plan=form.plan(),
        check_form=EmptyForm(),
        may=request.permissions,
        weight=weight,
        me=request.actor.staff_id,
    )


@page("prescription.check")
@require_http_methods(["POST"])
def check(request: ClinicRequest, session_id: int, prescription_id: int) -> HttpResponse:
    """One of the two checks, by name. What is checked is the prescription of the session that is open, and no other."""
    session = session_part(request, session_id)
    if medicines.session_of(prescription_id) != session_id:
        raise NotThere("This is not a prescription of this session. Open the session again and check what it shows.")
    form = EmptyForm(request.POST)
    return session_form(
        request,
        session,
        form,
        lambda: check_prescription(request.actor, key=form.key, prescription_id=prescription_id),
        title="Check the prescription",
        button="I have checked it",
        done=f"Checked by {request.actor.name}.",
        back=reverse("prescription", args=[session_id]),
    )


@page("session.view")
@require_http_methods(["GET", "POST"])
def consent(request: ClinicRequest, session_id: int) -> HttpResponse:
    """The consent on file, and the form for whoever takes it. The action asks the right."""
    session = session_part(request, session_id)
    form = ConsentForm(request.POST or None)
    rows = people.rows_of(session.patient_id)
    return session_form(
        request,
        session,
        form,
        lambda: record_consent(
            request.actor,
            key=form.key,
            patient_id=session.patient_id,
            clinic_id=session.clinic_id,
            **form.inputs(),
        ),
        title="Consent",
        button="Put this consent on file",
        done=f"Consent on file, taken by {request.actor.name}.",
        template="infusion/consent.html",
        standing=pathway.consent_on_file(session.patient_id, session.clinic_id, day_of(clock.now())),
        earlier=pathway.consents_of(rows),
        elsewhere=pathway.made_elsewhere(rows),
        may=request.permissions,
    )


@page("session.check")
@require_http_methods(["GET", "POST"])
def withdraw(request: ClinicRequest, session_id: int) -> HttpResponse:
    """The person withdraws consent, to whoever is with them."""
    session = session_part(request, session_id)
    form = WithdrawForm(request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: withdraw_consent(
            request.actor,
            key=form.key,
            patient_id=session.patient_id,
            clinic_id=session.clinic_id,
            reason=form.cleaned_data["reason"],
        ),
        title="Consent withdrawn",
        button="Record the withdrawal",
        done="Withdrawal recorded. If the drug is being given, stop the pump.",
        back=reverse("consent", args=[session_id]),
        intro="The person says no. Nothing more is given under the old consent; it stays on file.",
    )
