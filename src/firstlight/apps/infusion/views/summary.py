"""The printed summary of a session: a page to read or print at once, and a tagged PDF made by a job."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from firstlight.apps.infusion.actions.ask_for_summary import ask_for_summary
from firstlight.apps.infusion.forms.feeds import EmptyForm
from firstlight.apps.infusion.presenters.summary import summary_view
from firstlight.apps.infusion.queries import printed_summaries
from firstlight.apps.infusion.views.opening import opened_session, session_file, session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("session.view")
@require_GET
def summary(request: ClinicRequest, session_id: int) -> HttpResponse:
    """The whole session on paper: chart, table, events, signatures."""
    record = opened_session(request, session_id, "session summary")
    context = {
        "summary": summary_view(record, request.actor.name),
        "printed": list(printed_summaries(session_id)[:5]),
        "form": EmptyForm(),
        "session_id": session_id,
    }
    return render(request, "infusion/summary.html", context)


@page("session.view")
@require_POST
def make_pdf(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Ask for the PDF. The page says when it is being made; the page itself can be printed meanwhile."""
    session = session_part(request, session_id)
    form = EmptyForm(request.POST)
    return session_form(
        request,
        session,
        form,
        lambda: ask_for_summary(request.actor, key=form.key, session_id=session_id),
        title="Make the PDF",
        button="Make the PDF",
        done="The PDF is being made. Open this page again in a moment, or print the page itself.",
        back=reverse("summary", args=[session_id]),
    )


@page("session.view")
@require_GET
def pdf(request: ClinicRequest, session_id: int, summary_id: int) -> HttpResponse:
    """One that was made."""
    session_file(request, session_id, "printed summary")
    found = printed_summaries(session_id).filter(pk=summary_id, made_at__isnull=False).first()
    if found is None or found.pdf is None:
        raise Http404
    answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="session-{session_id}-summary.pdf"'
    return answer
