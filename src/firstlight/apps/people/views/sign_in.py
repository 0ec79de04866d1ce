"""Signing in and out, staying signed in, choosing a clinic, and getting back what was typed before a sign-in ended."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from firstlight.apps.page import public, signed_in
from firstlight.apps.people import held_form, second_factor, sign_in
from firstlight.apps.people.forms.sign_in import SignInForm
from firstlight.apps.people.views.ways import next_page
from firstlight.apps.request import StaffRequest


class SignIn(LoginView):
    """Address and password; the library leads on to the second factor."""

    form_class = SignInForm
    template_name = "sign_in/sign_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """At one address only: that of this page, or of the demonstration's own."""
        if request.path != settings.LOGIN_URL:
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{request.GET.urlencode()}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"held": held_form.HELD in self.request.session}


sign_in_page = public("nobody has signed in yet")(SignIn.as_view())


@public("a sign-in that is over already must not stop anybody leaving")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, and stand before the sign-in page again."""
    get_adapter().logout(request)
    return HttpResponseRedirect(settings.LOGIN_URL)


@signed_in("asks how long one's own sign-in lasts")
@require_GET
def seconds_left(request: StaffRequest) -> JsonResponse:
    """For the script that warns: {"left": seconds, "warn": seconds before the end}. Asking never extends the sign-in."""
    return JsonResponse({"left": request.seconds_left, "warn": settings.SIGN_IN_WARNING_SECONDS})


seconds_left.never_extends = True  # type: ignore[attr-defined]


@signed_in("keeps one's own sign-in open")
@require_POST
def stay(request: StaffRequest) -> HttpResponse:
    """Somebody pressed "Stay signed in". A script gets the seconds now left, a plain form goes back where it was."""
    sign_in.note_act(request.session, at_once=True)
    if "X-Background" in request.headers:
        return JsonResponse({"left": sign_in.seconds_left(request.session), "warn": settings.SIGN_IN_WARNING_SECONDS})
    return HttpResponseRedirect(next_page(request))


@signed_in("one's own clinics")
def choose_clinic(request: StaffRequest) -> HttpResponse:
    """Which clinic to work in, for whoever holds roles in several."""
    chosen = [clinic for clinic in request.clinics if str(clinic.pk) == request.POST.get("clinic")]
    if request.method == "POST" and chosen:
        sign_in.choose(request.session, chosen[0])
        return HttpResponseRedirect(next_page(request))
    context = {
        "clinics": request.clinics,
        "here": sign_in.clinic_of(request.session, request.clinics),
        "next": next_page(request),
    }
    return render(request, "sign_in/choose_clinic.html", context)


@signed_in("one's own words, typed before the sign-in ended")
@require_GET
def held(request: StaffRequest) -> HttpResponse:
    """What was typed, to be read again and sent."""
    form = held_form.held_for(request.session, request.staff.pk)
    return render(request, "sign_in/held.html", {"form": form})


@signed_in("one's own second factor")
@require_GET
def add_second_factor(request: StaffRequest) -> HttpResponse:
    """What a second factor is, and the two ways to add one."""
    context = {
        "missing": second_factor.is_missing(request),
        "next": next_page(request),
        "demonstration": settings.DEMO,
    }
    return render(request, "sign_in/second_factor.html", context)
