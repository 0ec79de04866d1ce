"""The pages shown when something could not be done. Each says what to do next, and none loses what was typed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER
from django.shortcuts import render
from django.template.loader import render_to_string

from firstlight.apps.page import public
from firstlight.apps.refusals import Forbidden

NEVER_OFFERED_AGAIN = frozenset({"csrfmiddlewaretoken", "password", "code", "otp", "recovery_code"})


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not. The refusal's own words say whom to ask."""
    words = exception.message if isinstance(exception, Forbidden) else ""
    return render(request, "errors/forbidden.html", {"words": words}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none this person may know of."""
    return render(request, "errors/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without asking the database anything, since that may be what failed."""
    return HttpResponse(render_to_string("errors/server_error.html"), status=500)


@public("anybody's form can come back too late")
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from an expired page. Offer the same words again, but only to a page of our own.

    A form that another site sent would otherwise be re-armed here with a good token by one press.
    """
    ours = not (reason == REASON_BAD_REFERER.split("%")[0] or _from_elsewhere(request, reason))
    fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)] if ours else []
    kept = [(name, value) for name, value in fields if name not in NEVER_OFFERED_AGAIN]
    context = {"action": request.get_full_path(), "kept": kept, "ours": ours, "person": _person(request)}
    return render(request, "errors/form_expired.html", context, status=403)


def _person(request: HttpRequest) -> str:
    """Under whose name it would be saved: on a shared screen that may not be who typed it."""
    user = getattr(request, "user", None)
    return user.get_full_name() if user is not None and user.is_authenticated else ""


def _from_elsewhere(request: HttpRequest, reason: str) -> bool:
    """Whether the browser says that the form was sent from another site, or does not say at all."""
    if reason.startswith(REASON_BAD_ORIGIN.split("%")[0]):
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get("Origin")
    here = f"{request.scheme}://{request.get_host()}"
    return origin != here and origin not in getattr(settings, "CSRF_TRUSTED_ORIGINS", [])
