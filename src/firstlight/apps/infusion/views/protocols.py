"""The protocols: every value with its source and confidence, and the approval of those that need one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol as adopt_action
from firstlight.apps.infusion.actions.approve_protocol_values import approve_protocol_values
from firstlight.apps.infusion.forms.protocols import AdoptForm, ApproveForm
from firstlight.apps.infusion.presenters.protocols import protocol_view
from firstlight.apps.infusion.queries import protocol_in, protocols_in
from firstlight.apps.infusion.views.recording import NOT_SAVED, plain_form, saved
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("protocol.view")
@require_GET
def protocols_list(request: ClinicRequest) -> HttpResponse:
    """Every adopted version, newest first."""
    context = {"protocols": protocols_in(request.clinic.pk), "may": request.permissions}
    return render(request, "infusion/protocols.html", context)


@page("protocol.view")
@require_GET
def protocol_page(request: ClinicRequest, protocol_id: int) -> HttpResponse:
    """One version, value by value."""
    return _shown(request, protocol_id, ApproveForm())


@page("protocol.approve")
@require_http_methods(["POST"])
def approve(request: ClinicRequest, protocol_id: int) -> HttpResponse:
    """A psychiatrist makes values live in this clinic, by name."""
    form = ApproveForm(request.POST)
    paths = request.POST.getlist("paths")
    if not paths:
        form.add_error(None, "Tick the values that you have read and approve.")
    if saved(form, lambda: _approve(request, protocol_id, form.key, paths)) is None:
        return _shown(request, protocol_id, form, status=NOT_SAVED)
    messages.success(request, f"Approved by {request.actor.name}.")
    return HttpResponseRedirect(reverse("protocol", args=[protocol_id]))


@page("protocol.approve")
@require_http_methods(["GET", "POST"])
def adopt_protocol(request: ClinicRequest) -> HttpResponse:
    """A protocol's file becomes a version. A bad file is refused with the line and the reason."""
    form = AdoptForm(request.POST or None)
    return plain_form(
        request,
        form,
        lambda: adopt_action(request.actor, key=form.key, text=form.cleaned_data["text"]),
        title="Adopt a protocol",
        button="Adopt this version",
        done="Adopted. Its proposed values are live once a psychiatrist has approved them.",
        back=reverse("protocols"),
        intro="Paste the whole file. A version never changes: a change is a new file with a new version number.",
    )


def _approve(request: ClinicRequest, protocol_id: int, key: str, paths: list[str]) -> int:
    return approve_protocol_values(
        request.actor, key=key, protocol_id=protocol_id, clinic_id=request.clinic.pk, paths=paths
    )


def _shown(request: ClinicRequest, protocol_id: int, form: ApproveForm, status: int = 200) -> HttpResponse:
    view = protocol_view(protocol_in(request.clinic.pk, protocol_id))
    may_approve = "protocol.approve" in request.permissions
    context = {"view": view, "form": form, "may_approve": may_approve, "ticked": request.POST.getlist("paths")}
    return render(request, "infusion/protocol.html", context, status=status)
