"""The monitor of a session: joined at the bedside by comparing the person, never by bay number alone."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.claim_readings import claim_readings
from firstlight.apps.infusion.actions.unbind_feed import unbind_feed
from firstlight.apps.infusion.forms.feeds import BindForm, ClaimForm, EmptyForm
from firstlight.apps.infusion.presenters.feeds import monitor_choices, monitors_here, unclaimed
from firstlight.apps.infusion.queries import feed_of
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("monitor.bind")
@require_http_methods(["GET", "POST"])
def bind_monitor(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Choose the monitor, compare the person, see its live figures, join it."""
    session = session_part(request, session_id)
    now = clock.now()
    rows = monitors_here(session.clinic_id, now)
    form = BindForm(monitor_choices(rows, free_only=True), request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: bind_feed(
            request.actor,
            key=form.key,
            session_id=session_id,
            monitor_id=form.cleaned_data["monitor"],
            compared=form.compared(),
            stated_patient_confirmed=form.cleaned_data["stated_patient"],
        ),
        title="Monitor for this session",
        button="Join this monitor",
        done=f"Monitor joined, signed {request.actor.name}. Look whether the figures agree with its screen.",
        template="infusion/bind.html",
        monitors=rows,
        feed=feed_of(session_id, now),
    )


@page("monitor.bind")
@require_http_methods(["GET", "POST"])
def unbind_monitor(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Part the monitor. What it sent until now stays the session's."""
    session = session_part(request, session_id)
    form = EmptyForm(request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: unbind_feed(request.actor, key=form.key, session_id=session_id),
        title="Part the monitor",
        button="Part the monitor",
        done=f"Monitor parted, signed {request.actor.name}.",
        intro="What it sent until now stays on this session. After this, its readings belong to nobody until it is joined again.",
    )


@page("monitor.bind")
@require_http_methods(["GET", "POST"])
def claim(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Readings that a monitor sent before anybody joined it."""
    session = session_part(request, session_id)
    now = clock.now()
    rows = monitors_here(session.clinic_id, now)
    form = ClaimForm(monitor_choices(rows), request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: claim_readings(
            request.actor,
            key=form.key,
            session_id=session_id,
            monitor_id=form.cleaned_data["monitor"],
            starts_at=form.cleaned_data["starts_at"],
            by_clock=form.cleaned_data["by_clock"],
            compared=form.compared(),
        ),
        title="Claim earlier readings",
        button="Claim these readings",
        done=f"Earlier readings claimed, signed {request.actor.name}.",
        intro="Readings that belong to nobody are kept. Claim those that were this person's: from the time you give to now, "
        "or to when the monitor was next joined.",
        template="infusion/claim.html",
        unclaimed=unclaimed(rows, session.arrived_at, min(session.left_at or now, now)),
        back=reverse("bind-monitor", args=[session_id]),
    )
