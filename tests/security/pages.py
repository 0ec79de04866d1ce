"""Pages that exist only for the tests of the front door: one of each kind, plain and asynchronous."""

from collections.abc import AsyncIterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import include, path

from firstlight.apps.page import page, public, signed_in
from firstlight.apps.refusals import Forbidden, NotThere


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody should read this")


@page("staff.manage")
def of_a_right(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("note", f"{request.actor.name} in {request.clinic}"))


@signed_in("a test")
def of_anybody_signed_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


@public("a test")
def of_anybody(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@page("staff.manage")
async def asynchronous(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


@page("staff.manage")
async def stream(request: HttpRequest) -> HttpResponseBase:
    async def events() -> AsyncIterator[bytes]:
        yield b"data: {}\n\n"

    return StreamingHttpResponse(events(), content_type="text/event-stream")


@page("staff.manage")
def refuses(request: HttpRequest, how: str) -> HttpResponse:
    raise {"forbidden": Forbidden, "not-there": NotThere}[how]("Ask somebody else.")


urlpatterns = [
    path("unmarked/", unmarked),
    path("right/", of_a_right),
    path("signed-in/", of_anybody_signed_in),
    path("open/", of_anybody),
    path("asynchronous/", asynchronous),
    path("stream/", stream),
    path("refuses/<slug:how>/", refuses),
    path("", include("firstlight.config.urls")),
]
handler403 = "firstlight.web.errors.forbidden"
handler404 = "firstlight.web.errors.not_found"
