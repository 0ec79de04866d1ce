"""What every recording form does alike: save through an action, keep every typed word when it is refused, go back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from firstlight.apps.audit import queries as audit
from firstlight.apps.infusion.models import Session
from firstlight.apps.people.queries import patient_banner
from firstlight.apps.refusals import Forbidden, NotThere, Refusal
from firstlight.apps.request_form import RequestForm

NOT_SAVED = 422
MOST_ENTRIES = 5


def saved(form: RequestForm, act: Callable[[], int]) -> int | None:
    """The id of what the action wrote; None with the reason in the form. Forbidden and NotThere are pages of their own."""
    if not form.is_valid():
        return None
    try:
        return act()
    except (Forbidden, NotThere):
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def session_form(
    request: HttpRequest,
    session: Session,
    form: RequestForm,
    act: Callable[[], int],
    *,
    title: str,
    button: str,
    done: str,
    back: str = "",
    template: str = "infusion/form_page.html",
    **context: Any,
) -> HttpResponse:
    """A page for one thing about one session. It names the person, and returns to the session saying `done`."""
    back = back or reverse("session", args=[session.pk])
    if request.method == "POST" and saved(form, act) is not None:
        messages.success(request, done)
        return HttpResponseRedirect(back)
    page = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "session": session,
        "banner": patient_banner(session.patient_id),
        "intro": "",
        "newest_entries": audit.told(audit.entries_of_subject(Session._meta.label, session.pk, MOST_ENTRIES)),
    }
    return render(request, template, page | context, status=NOT_SAVED if form.errors else 200)


def plain_form(
    request: HttpRequest,
    form: RequestForm,
    act: Callable[[], int],
    *,
    title: str,
    button: str,
    done: str,
    back: str,
    template: str = "infusion/plain_form_page.html",
    **context: Any,
) -> HttpResponse:
    """The same for a page about no person."""
    if request.method == "POST" and saved(form, act) is not None:
        messages.success(request, done)
        return HttpResponseRedirect(back)
    page = {"form": form, "title": title, "button": button, "back": back, "intro": ""}
    return render(request, template, page | context, status=NOT_SAVED if form.errors else 200)
