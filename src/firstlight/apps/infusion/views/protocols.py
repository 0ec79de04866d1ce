"""The protocols: every value with its source and confidence, the approval of those that need one, two versions side by
side, and what a version asks for in the sample session."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from firstlight.apps.infusion.actions.approve_protocol_values import approve_protocol_values
from firstlight.apps.infusion.forms.protocols import ApproveForm
from firstlight.apps.infusion.presenters.protocol_drafts import changes_view
from firstlight.apps.infusion.presenters.protocols import ProtocolView, protocol_view
from firstlight.apps.infusion.queries import protocol_in, protocols_in
from firstlight.apps.infusion.queries.protocols import protocol_text
from firstlight.apps.infusion.views.recording import NOT_SAVED, saved
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.sample_session import sample_session


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
    return _shown(request, _view(request, protocol_id), ApproveForm())


@page("protocol.view")
@require_GET
def protocol_file(request: ClinicRequest, protocol_id: int) -> HttpResponse:
    """The file word for word, with the lines that faults and values name."""
    standing = protocol_in(request.clinic.pk, protocol_id)
    context = {"standing": standing, "lines": protocol_text(protocol_id).split("\n"), "sources": load.sources()}
    return render(request, "infusion/protocol_file.html", context)


@page("protocol.view")
@require_GET
def protocol_sample(request: ClinicRequest, protocol_id: int) -> HttpResponse:
    """What this version asks for in the sample session."""
    standing = protocol_in(request.clinic.pk, protocol_id)
    context = {"standing": standing, "sample": sample_session(standing.protocol)}
    return render(request, "infusion/protocol_sample.html", context)


@page("protocol.view")
@require_GET
def compare_protocols(request: ClinicRequest, protocol_id: int, other_id: int) -> HttpResponse:
    """From one version to another: value by value, and in the sample session."""
    before, after = (protocol_in(request.clinic.pk, one) for one in (protocol_id, other_id))
    context = {"before": before, "after": after, "changes": changes_view(before.protocol, after.protocol)}
    return render(request, "infusion/protocol_compare.html", context)


@page("protocol.approve")
@require_http_methods(["POST"])
def approve(request: ClinicRequest, protocol_id: int) -> HttpResponse:
    """A psychiatrist makes values live in this clinic, by name: those ticked, those unchanged, or all."""
    form, view = ApproveForm(request.POST), _view(request, protocol_id)
    paths = _meant(request, form, view)
    if form.is_valid() and not paths:
        form.add_error(None, "Tick the values that you have read and approve.")
    if saved(form, lambda: _approve(request, protocol_id, form.key, paths)) is None:
        return _shown(request, view, form, status=NOT_SAVED)
    messages.success(request, f"{len(paths)} approved by {request.actor.name}.")
    return HttpResponseRedirect(reverse("protocol", args=[protocol_id]))


def _meant(request: ClinicRequest, form: ApproveForm, view: ProtocolView) -> list[str]:
    """The paths of the values that are approved with this press."""
    which = form.cleaned_data.get("which") if form.is_valid() else ""
    if which == "unchanged":
        return view.unchanged
    if which == "all":
        return [value.path for value in view.standing.awaiting]
    return request.POST.getlist("paths")


def _approve(request: ClinicRequest, protocol_id: int, key: str, paths: list[str]) -> int:
    return approve_protocol_values(
        request.actor, key=key, protocol_id=protocol_id, clinic_id=request.clinic.pk, paths=paths
    )


def _view(request: ClinicRequest, protocol_id: int) -> ProtocolView:
    return protocol_view(protocol_in(request.clinic.pk, protocol_id), protocols_in(request.clinic.pk))


def _shown(request: ClinicRequest, view: ProtocolView, form: ApproveForm, status: int = 200) -> HttpResponse:
    may_approve = "protocol.approve" in request.permissions
    context = {"view": view, "form": form, "may_approve": may_approve, "ticked": request.POST.getlist("paths")}
    return render(request, "infusion/protocol.html", context, status=status)
