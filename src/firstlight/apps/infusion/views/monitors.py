"""The clinic's monitors, and the messages that nobody could understand, each with its owner."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion.actions.own_refused_message import own_refused_message
from firstlight.apps.infusion.actions.place_monitor import place_monitor as place_action
from firstlight.apps.infusion.actions.read_refused_message import read_refused_message
from firstlight.apps.infusion.actions.set_aside_monitor import set_aside_monitor as set_aside_action
from firstlight.apps.infusion.actions.settle_refused_message import settle_refused_message
from firstlight.apps.infusion.forms.feeds import EmptyForm, PlaceForm, SetAsideForm, SettleForm
from firstlight.apps.infusion.models import RefusedMessage
from firstlight.apps.infusion.permissions import OF_NOBODY_KNOWN
from firstlight.apps.infusion.presenters.feeds import MonitorRow, monitor_rows, monitors_here
from firstlight.apps.infusion.presenters.refused import RefusedRow, refused_rows, refused_view
from firstlight.apps.infusion.queries import refused_messages, set_aside_monitors
from firstlight.apps.infusion.views.moves import bay_choices
from firstlight.apps.infusion.views.recording import plain_form
from firstlight.apps.page import page
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest


@page("monitor.view")
@require_GET
def monitors_list(request: ClinicRequest) -> HttpResponse:
    """Every monitor of the clinic and those nobody has placed: what it says, where it stands, whose feed it is."""
    rows = monitors_here(request.clinic.pk, clock.now(), all_values="monitor.bind" in request.permissions)
    aside = set_aside_monitors(clock.now()) if "places.manage" in request.permissions else ()
    refused = _refused(request).count()
    context = {"monitors": rows, "refused": refused, "may": request.permissions, "aside": aside}
    return render(request, "infusion/monitors.html", context)


@page("places.manage")
@require_http_methods(["GET", "POST"])
def place_monitor(request: ClinicRequest, monitor_id: int) -> HttpResponse:
    """Give a monitor its label and its bay."""
    row = _row(request, monitor_id)
    form = PlaceForm(
        bay_choices(request.clinic.pk), request.POST or None, initial={"label": row.line.label, "bay": row.line.bay_id}
    )
    return plain_form(
        request,
        form,
        lambda: place_action(
            request.actor,
            key=form.key,
            monitor_id=monitor_id,
            clinic_id=request.clinic.pk,
            label=form.cleaned_data["label"],
            bay_id=form.cleaned_data["bay"],
        ),
        title=f"Place monitor {row.line.identifier}",
        button="Save place",
        done="Monitor placed.",
        back=reverse("monitors"),
        intro="The bay says where it stands. Whose feed it is, a nurse says at the bedside.",
    )


@page("places.manage")
@require_http_methods(["GET", "POST"])
def set_aside_monitor(request: ClinicRequest, monitor_id: int) -> HttpResponse:
    """Say that a monitor nobody has placed is not ours."""
    row = _row(request, monitor_id)
    form = SetAsideForm(request.POST or None)
    return plain_form(
        request,
        form,
        lambda: set_aside_action(
            request.actor,
            key=form.key,
            monitor_id=monitor_id,
            clinic_id=request.clinic.pk,
            silent_ones=form.cleaned_data["silent_ones"],
        ),
        title=f"{row.line.identifier} is not ours",
        button="It is not ours",
        done="Set aside. What it sends is refused from now on. Place it to hear it again.",
        back=reverse("monitors"),
        intro="It leaves the list, and what it sends is refused with the reason. What it sent is kept.",
    )


@page("monitor.resolve")
@require_GET
def refused_list(request: ClinicRequest) -> HttpResponse:
    """Messages that could not be understood: open ones first, each with whoever took it on."""
    settled = request.GET.get("settled") == "1"
    context = {"rows": refused_rows(_refused(request, settled=settled)[:200]), "settled": settled}
    return render(request, "infusion/refused.html", context)


@page("monitor.resolve")
@require_http_methods(["GET", "POST"])
def refused_message(request: ClinicRequest, message_id: int) -> HttpResponse:
    """One of them, and how it was settled. Opening it is written down before it is shown."""
    read_refused_message(request.actor, message_id=message_id, clinic_id=request.clinic.pk)
    form = SettleForm(request.POST or None)
    return plain_form(
        request,
        form,
        lambda: settle_refused_message(
            request.actor,
            key=form.key,
            message_id=message_id,
            clinic_id=request.clinic.pk,
            how=form.cleaned_data["how"],
        ),
        title="A message that could not be understood",
        button="Mark as settled",
        done="Marked as settled. The message is kept.",
        back=reverse("refused-messages"),
        template="infusion/refused_message.html",
        message=_message(request, message_id),
        own_form=EmptyForm(),
    )


@page("monitor.resolve")
@require_http_methods(["POST"])
def take_on(request: ClinicRequest, message_id: int) -> HttpResponse:
    """Somebody takes one on, so that everybody sees who is looking."""
    form = EmptyForm(request.POST)
    return plain_form(
        request,
        form,
        lambda: own_refused_message(request.actor, key=form.key, message_id=message_id, clinic_id=request.clinic.pk),
        title="Take this message on",
        button="Take it on",
        done=f"Taken on by {request.actor.name}.",
        back=reverse("refused-message", args=[message_id]),
    )


def _row(request: ClinicRequest, monitor_id: int) -> MonitorRow:
    now = clock.now()
    rows = (*monitors_here(request.clinic.pk, now), *monitor_rows(set_aside_monitors(now)))
    row = next((row for row in rows if row.line.id == monitor_id), None)
    if row is None:
        raise NotThere("There is no such monitor here. Go back to the list of monitors and choose one from there.")
    return row


def _refused(request: ClinicRequest, *, settled: bool = False) -> QuerySet[RefusedMessage]:
    """The clinic's, and for whoever manages its monitors those of senders that nobody knows."""
    unknown = OF_NOBODY_KNOWN in request.permissions
    return refused_messages(request.clinic.pk, unknown=unknown, settled=settled)


def _message(request: ClinicRequest, message_id: int) -> RefusedRow:
    found = (_refused(request) | _refused(request, settled=True)).get(pk=message_id)
    return refused_view(found, whole="patient.open" in request.permissions)
