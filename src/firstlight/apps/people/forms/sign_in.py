"""The two forms of signing in: address and password, then the second factor."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django.core.exceptions import ValidationError

from firstlight.apps.people import sign_in
from firstlight.apps.people.account import address_of
from firstlight.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from firstlight.apps.people.forms.account import CODE, worded


class SignInForm(LoginForm):
    """With our words, and no reset by e-mail: a manager hands out a new link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = "E-mail address", "Password", ""
        login.widget.attrs = {"autocomplete": "username", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}


class SecondFactorForm(AuthenticateForm):
    """A wrong code is a failed sign-in, and is written down as one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, code=("Code from your app, or a recovery code", ""))
        self.fields["code"].widget.attrs = CODE

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except ValidationError:
            address = address_of(context.request)
            record_failed_sign_in(sign_in.LOG, email=self.user.email, what="second factor", address=address)
            raise
