"""The front page is the board of the clinic worked in, for whoever may see it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static

from firstlight.apps.page import public, signed_in
from firstlight.apps.refusals import Forbidden
from firstlight.web.shell import shell_of


@signed_in("each person's front page is the first they may open")
def front_page(request: HttpRequest) -> HttpResponse:
    """Send each person to the first page their roles open: the bays board for those who give care."""
    links = shell_of(request).links
    if not links:
        raise Forbidden("You hold no role in this clinic yet. Ask its manager to give you one, then sign in again.")
    return HttpResponseRedirect(links[0].address)


@public("browsers ask for it before anybody signs in")
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("firstlight/favicon.svg"))
