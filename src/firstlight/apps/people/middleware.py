"""The front door. Nothing opens unless its page says to whom: anybody, anybody signed in, or whoever holds a named right
in the clinic being worked in. Every page of a signed-in person is kept out of every cache."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponseBase

from firstlight.apps.actor import Actor
from firstlight.apps.people import answers, held_form, second_factor, sign_in
from firstlight.apps.people.doors import Door, door_of
from firstlight.apps.people.models import Staff
from firstlight.apps.people.permissions import permissions_of
from firstlight.apps.people.queries import clinics_of, reviews_waiting
from firstlight.apps.refusals import Refusal

WITHOUT_SECOND_FACTOR = frozenset(
    {"second-factor", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "sign-out", "account_logout"}
    | {"stay-signed-in", "sign-in-left"}
)


class SignedIn:
    """Sets request.staff, .actor, .clinic, .clinics, .permissions, .seconds_left, .signed_in_at and .reviews_waiting,
    or answers in the view's stead."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        _nobody(request)
        if iscoroutinefunction(self):
            return self._later(request)
        return _uncached(request, _known(request, self.get_response(request)))

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        response = await self.get_response(request)
        if _is_nowhere(request, response):
            response = await sync_to_async(_known)(request, response)
        return _uncached(request, response)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """None lets the view answer."""
        name = request.resolver_match.url_name if request.resolver_match else None
        door = door_of(view, name)
        staff = _signed_in(request, extends=not _by_itself(request, view))
        if staff:
            _introduce(request, staff)
        if door.kind == "open":
            return None
        if door.kind == "shut":
            return answers.shut(request, name)
        if staff is None:
            return answers.sign_in_first(request)
        if second_factor.is_missing(request) and name not in WITHOUT_SECOND_FACTOR:
            return answers.add_second_factor(request)
        return _by_right(request, door)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A refusal that a view left to us becomes a page that says what to do."""
        return answers.refused(request, exception) if isinstance(exception, Refusal) else None


def _nobody(request: HttpRequest) -> None:
    request.staff = request.actor = request.clinic = None
    request.clinics, request.permissions, request.seconds_left = [], frozenset(), 0
    request.reviews_waiting = 0


def _is_nowhere(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the address is no page's, so that no view was asked and nobody introduced."""
    return response.status_code == 404 and request.resolver_match is None


def _known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An address that is no page's is answered to whoever is signed in with their own bar: they are not signed out."""
    if not _is_nowhere(request, response):
        return response
    staff = _signed_in(request, extends=False)
    if staff is None:
        return response
    _introduce(request, staff)
    return answers.no_such_page(request)


def _signed_in(request: HttpRequest, *, extends: bool) -> Staff | None:
    """Who this is; None for nobody, and for somebody whose sign-in is over, which ends here."""
    if not request.user.is_authenticated:
        return None
    staff: Staff = request.user
    over = sign_in.why_over(request.session, staff)
    if over:
        form = held_form.of_request(request, typed_by=staff.pk)
        sign_in.end(request, over)
        if form:
            held_form.hold(request.session, form)
        return None
    if extends:
        sign_in.note_act(request.session)
    return staff


def _by_itself(request: HttpRequest, view: Any) -> bool:
    """Whether the browser asks on its own, so that nobody need be there."""
    stream = "text/event-stream" in request.headers.get("Accept", "")
    return stream or "X-Background" in request.headers or getattr(view, "never_extends", False)


def _introduce(request: HttpRequest, staff: Staff) -> None:
    """Who, where, and with which rights: one query for all three."""
    held = clinics_of(staff.pk)
    clinics = {role.clinic_id: role.clinic for role in held}
    request.staff, request.actor = staff, Actor.of(staff)
    request.clinics = list(clinics.values())
    request.clinic = sign_in.clinic_of(request.session, request.clinics)
    here = request.clinic.pk if request.clinic else None
    request.permissions = permissions_of({role.role for role in held if role.clinic_id == here})
    request.seconds_left = sign_in.seconds_left(request.session)
    request.signed_in_at = sign_in.began_at(request.session)
    request.reviews_waiting = reviews_waiting(here) if here and "breakglass.review" in request.permissions else 0
    held_form.drop_if_sent(request)


def _by_right(request: HttpRequest, door: Door) -> HttpResponseBase | None:
    if door.kind == "own":
        return None
    if request.clinic is None:
        return answers.choose_clinic(request)
    return None if door.permission in request.permissions else answers.no_right(request, door.permission)


def _uncached(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A page about people is never kept by a browser or a proxy. Files without a person in them may say otherwise."""
    if request.staff is not None or response.status_code in {302, 401, 403, 404}:
        response.headers["Cache-Control"] = "no-store"
    return response
