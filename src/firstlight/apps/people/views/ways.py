"""What every page of people and places does alike: go back where somebody came from, and save a form through an action."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from firstlight.apps.refusals import Refusal
from firstlight.apps.request_form import RequestForm


def next_page(request: HttpRequest, otherwise: str = "/") -> str:
    """The address in `next`, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else otherwise


def saved(form: RequestForm, act: Callable[[dict[str, Any]], int]) -> int | None:
    """The id of what the action wrote, or None with the reason beside its field and every typed word kept."""
    if not form.is_valid():
        return None
    words = {name: value for name, value in form.cleaned_data.items() if name != "request_key"}
    try:
        return act(words)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def one_form(
    request: HttpRequest,
    form: RequestForm,
    act: Callable[[dict[str, Any]], int],
    *,
    title: str,
    button: str,
    done: str,
    back: str,
    **context: Any,
) -> HttpResponse:
    """A page that asks for one thing and goes `back` when it is saved, saying `done`."""
    if request.method == "POST" and saved(form, act) is not None:
        messages.success(request, done)
        return HttpResponseRedirect(back)
    page = {"form": form, "title": title, "button": button, "back": back, "banner": None, "intro": "", "next": ""}
    return render(request, "people/one_form.html", page | context, status=422 if form.is_bound else 200)
