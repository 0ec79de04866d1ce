"""Headers that hold on every page, and the files of ours that every page asks for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


class ContentSecurityPolicy:
    """No page asks another host for anything, and none runs a script that is not a file of ours."""

    async_capable = False
    sync_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class StaticFiles(WhiteNoiseMiddleware):
    """Our styles, scripts and signs, from the folder they lie in. Each is small and sent whole: a file read bit by bit is a
    plain iterator, which an asynchronous server has to gather up first, with a warning, in a thread of its own."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        answer = static_file.get_response(request.method, request.META)
        response = HttpResponse(status=int(answer.status))
        if answer.file is not None:
            with answer.file:
                response.content = answer.file.read()
        del response["Content-Type"]
        for name, value in answer.headers:
            response[name] = value
        if length := len(response.content):  # a file that was edited since the start is sent as it is
            response["Content-Length"] = str(length)
        return response
