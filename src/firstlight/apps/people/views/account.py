"""Somebody's own password and passkeys, where the sign-in library's page does not hold to our rules by itself."""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy

from firstlight.apps.page import signed_in
from firstlight.apps.request import StaffRequest


class ChangePassword(PasswordChangeView):
    """For whoever has one. Every other screen of theirs is signed out by it."""

    success_url = reverse_lazy("second-factor")

    def dispatch(self, request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Invented people have none, and a person who signs in by passkey alone may have none."""
        if not request.staff.has_usable_password():
            return render(request, "account/no_password.html", {"demonstration": settings.DEMO}, status=403)
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        messages.success(self.request, "Password changed. Every other screen where you were signed in is signed out.")
        return answer


class RemovePasskey(RemoveWebAuthnView):
    """The last second factor stays where one is asked for."""

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        answer: HttpResponse = super().form_valid(form)
        return answer


change_password = signed_in("one's own password")(ChangePassword.as_view())
remove_passkey = signed_in("one's own passkeys")(RemovePasskey.as_view())
