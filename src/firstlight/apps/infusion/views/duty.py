"""Who is on duty today, with the certificates that the gates read."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion.days import bounds_of, day_of
from firstlight.apps.infusion.forms.duty import DutyForm
from firstlight.apps.infusion.forms.feeds import EmptyForm
from firstlight.apps.infusion.presenters.duty import duty_rows
from firstlight.apps.infusion.views.recording import NOT_SAVED, plain_form, saved
from firstlight.apps.page import page
from firstlight.apps.people import queries as people
from firstlight.apps.request import ClinicRequest
from firstlight.apps.scheduling import queries as scheduling
from firstlight.apps.scheduling.actions.end_duty import end_duty as end_action
from firstlight.apps.scheduling.actions.set_duty import set_duty


@page("duty.view")
@require_http_methods(["GET", "POST"])
def duty(request: ClinicRequest) -> HttpResponse:
    """Today's list; whoever manages duty may add to it. The action asks the right."""
    now = clock.now()
    form = DutyForm(_staff(request), request.POST or None)
    if request.method == "POST" and saved(form, lambda: _set(request, form)) is not None:
        messages.success(request, "Put on duty.")
        return HttpResponseRedirect(reverse("duty"))
    start, end = bounds_of(day_of(now))
    rows = duty_rows(
        scheduling.duties_between(request.clinic.pk, start, end + timedelta(hours=1)),
        scheduling.on_duty(request.clinic.pk, now),
        now,
    )
    context = {"rows": rows, "form": form, "may_manage": "duty.manage" in request.permissions, "now_at": now}
    return render(request, "infusion/duty.html", context, status=NOT_SAVED if form.errors else 200)


@page("duty.manage")
@require_http_methods(["GET", "POST"])
def end_duty(request: ClinicRequest, duty_id: int) -> HttpResponse:
    """Somebody goes off duty before the time that was set."""
    form = EmptyForm(request.POST or None)
    return plain_form(
        request,
        form,
        lambda: end_action(request.actor, key=form.key, duty_id=duty_id),
        title="Off duty now",
        button="Record off duty",
        done="Off duty recorded.",
        back=reverse("duty"),
        intro="From now on the gates no longer count this person.",
    )


def _set(request: ClinicRequest, form: DutyForm) -> int:
    return set_duty(request.actor, key=form.key, clinic_id=request.clinic.pk, **form.inputs())


def _staff(request: ClinicRequest) -> list[tuple[int, str]]:
    return [(one.pk, one.get_full_name()) for one in people.staff_of(request.clinic.pk)]
