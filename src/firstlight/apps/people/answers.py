"""What the front door answers in a page's stead: sign in first, choose a clinic, you may not. To what a script asked it
answers with a number only, so that the page it works for keeps every word that was typed."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_resolver, reverse

from firstlight.apps.people import held_form, sign_in
from firstlight.apps.people.doors import OWN
from firstlight.apps.people.queries import NeedsReason
from firstlight.apps.people.roles import PERMISSIONS
from firstlight.apps.refusals import Forbidden, NotThere, Refusal
from firstlight.apps.request import ClinicRequest, StaffRequest

INSTEAD = {
    "account_reset_password": "Passwords are not reset here. Ask your clinic's manager for a new link to set one.",
    "account_set_password": "Passwords are not set here. Ask your clinic's manager for a new link to set one.",
    "account_signup": "Nobody adds themselves. Your clinic's manager adds you and gives you a link.",
}
"""What to do instead, where the sign-in library's own pages stay shut."""
INVENTED = (
    "This is a demonstration: invented people sign in by choosing who they are, so there is nothing to set up here."
)


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page and back here. A form is held on the way for whoever was signed in here before; of nobody
    known nothing is kept, or anybody could fill the disk: the page itself carries the words back."""
    if _by_script(request):
        return HttpResponse(status=401, headers={"X-Signed-Out": "1"})
    was = request.session.get(sign_in.WAS)
    form = held_form.of_request(request, typed_by=was or 0)
    if form and was is None:
        sign_in_page = f"{settings.LOGIN_URL}?{urlencode({'next': '/'})}"
        return render(request, "sign_in/send_again.html", {"form": form, "sign_in": sign_in_page}, status=401)
    if form and held_form.HELD not in request.session:
        held_form.hold(request.session, form)
    back = reverse("held-form") if held_form.HELD in request.session else _address(request)
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")


def add_second_factor(request: HttpRequest) -> HttpResponseBase:
    return _lead(request, "second-factor")


def choose_clinic(request: StaffRequest) -> HttpResponseBase:
    """Where there is a choice. Whoever holds no role at all has none."""
    if not request.clinics:
        return refused(request, Forbidden("You hold no role in any clinic. Ask a clinic's manager to give you one."))
    return _lead(request, "choose-clinic")


def no_right(request: ClinicRequest, permission: str) -> HttpResponseBase:
    says = PERMISSIONS[permission].says
    return refused(
        request,
        Forbidden(
            f"This page needs the right to {says}, which your roles in {request.clinic} do not carry. "
            "Ask the clinic's manager, or a colleague who holds it."
        ),
    )


def shut(request: HttpRequest, name: str | None) -> HttpResponseBase:
    """A page that names nobody it is for is for nobody."""
    nowhere = "This page is not open to anybody. Go back to the page you came from."
    if settings.DEMO and name in OWN:
        return refused(request, Forbidden(INVENTED))
    return refused(request, Forbidden(INSTEAD.get(name or "", nowhere)))


def no_such_page(request: StaffRequest) -> HttpResponseBase:
    """For somebody signed in: with the bar that takes them on."""
    return _page(404, request, NotThere("There is no such page."))


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    """A page that says why, and what to do next."""
    if isinstance(refusal, NeedsReason) and request.method == "GET" and not _by_script(request):
        address = reverse("open-with-reason", args=[refusal.patient_id])
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    return _page(404 if isinstance(refusal, NotThere) else 403, request, refusal)


def _page(status: int, request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    handler: Any = get_resolver().resolve_error_handler(status)
    answer: HttpResponseBase = handler(request, exception=refusal)
    return answer


def _lead(request: HttpRequest, name: str) -> HttpResponseBase:
    if _by_script(request):
        return HttpResponse(status=403)
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': _address(request)})}")


def _by_script(request: HttpRequest) -> bool:
    asked = request.headers
    return "X-Background" in asked or "HX-Request" in asked or "text/event-stream" in asked.get("Accept", "")


def _address(request: HttpRequest) -> str:
    """Where to come back to: a page that was sent a form is not one to open."""
    return request.get_full_path() if request.method == "GET" else "/"
