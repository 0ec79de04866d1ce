"""The front page is the board of the clinic worked in, for whoever may see it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse

from firstlight.apps.page import public, signed_in
from firstlight.apps.refusals import Forbidden
from firstlight.apps.request import StaffRequest
from firstlight.web.shell import shell_of

NO_ROLE = "You hold no role in any clinic yet. Ask a clinic's manager to give you one, then sign in again."
NO_PAGE = (
    "Your roles in {clinic} open no page of this version. If you need one, ask the clinic's manager for another role."
)


@signed_in("each person's front page is the first they may open")
def front_page(request: StaffRequest) -> HttpResponse:
    """Send each person to the first page their roles open: the bays board for those who give care. Whoever works in several
    clinics says first in which."""
    links, clinic = shell_of(request).links, getattr(request, "clinic", None)
    if clinic is None and request.clinics:
        return HttpResponseRedirect(f"{reverse('choose-clinic')}?{urlencode({'next': reverse('front')})}")
    if not links:
        raise Forbidden(NO_PAGE.format(clinic=clinic) if clinic else NO_ROLE)
    return HttpResponseRedirect(links[0].address)


@public("browsers ask for it before anybody signs in")
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("firstlight/favicon.svg"))
