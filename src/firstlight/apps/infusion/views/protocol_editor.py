"""Writing a version of a protocol: checked line by line, compared with the version it began from, then adopted. Nothing
that was typed is lost on the way, and nobody adopts words whose check they have not seen."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol as adopt_action
from firstlight.apps.infusion.forms.protocols import ProtocolFileForm, digest_of
from firstlight.apps.infusion.presenters.protocol_drafts import DraftView, draft_view
from firstlight.apps.infusion.queries import ProtocolInClinic, protocol_in
from firstlight.apps.infusion.queries.protocols import protocol_text
from firstlight.apps.infusion.views.recording import NOT_SAVED, saved
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("protocol.approve")
@require_http_methods(["GET", "POST"])
def adopt_protocol(request: ClinicRequest) -> HttpResponse:
    """A protocol from its file, without one to begin from."""
    return _editor(request, None)


@page("protocol.approve")
@require_http_methods(["GET", "POST"])
def edit_protocol(request: ClinicRequest, protocol_id: int) -> HttpResponse:
    """A new version, begun from the words of this one. This one stays as it is, and sessions under it keep it."""
    return _editor(request, protocol_in(request.clinic.pk, protocol_id))


def _editor(request: ClinicRequest, based_on: ProtocolInClinic | None) -> HttpResponse:
    if request.method != "POST":
        text = protocol_text(based_on.id) if based_on else ""
        return _shown(request, ProtocolFileForm(initial={"text": text}), based_on, None)
    form = ProtocolFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, form, based_on, None, status=NOT_SAVED)
    draft = draft_view(form.words, based_on)
    if "adopt" in request.POST and draft.protocol is not None and form.seen:
        return _adopted(request, form, based_on, draft)
    return _shown(request, form, based_on, draft, status=NOT_SAVED if draft.faults else 200)


def _adopted(
    request: ClinicRequest, form: ProtocolFileForm, based_on: ProtocolInClinic | None, draft: DraftView
) -> HttpResponse:
    based_on_id = based_on.id if based_on else None
    made = saved(form, lambda: adopt_action(request.actor, key=form.key, text=form.words, based_on_id=based_on_id))
    if made is None:
        return _shown(request, form, based_on, draft, status=NOT_SAVED)
    messages.success(request, "Adopted. Its values are live in this clinic once a psychiatrist has approved them.")
    return HttpResponseRedirect(reverse("protocol", args=[made]))


def _shown(
    request: ClinicRequest,
    form: ProtocolFileForm,
    based_on: ProtocolInClinic | None,
    draft: DraftView | None,
    status: int = 200,
) -> HttpResponse:
    """With the check of what is typed, where there is one; the words so checked may then be adopted."""
    checked = digest_of(form.words) if draft is not None and not draft.faults else ""
    context = {"form": form, "based_on": based_on, "draft": draft, "checked": checked}
    return render(request, "infusion/protocol_edit.html", context, status=status)
