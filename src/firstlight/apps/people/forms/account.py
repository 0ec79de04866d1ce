"""How somebody changes how they sign in: the password, the authenticator app, passkeys, recovery codes. The library checks
what is typed; the words are ours."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ReauthenticateForm, ResetPasswordKeyForm
from allauth.core import context
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError

from firstlight.apps.people import sign_in
from firstlight.apps.people.account import address_of
from firstlight.apps.people.actions.record_failed_sign_in import record_failed_sign_in

LONG = "At least 12 characters. Three or four words that do not belong together are good, and easy to remember"
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "size": "12", "spellcheck": "false"}


def worded(form: forms.Form, **words: tuple[str, str]) -> None:
    """Give fields our label and hint, and take the library's greyed-out words out of them: they vanish while one types."""
    form.label_suffix = ""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = f"Give this: {label[:1].lower()}{label[1:]}."


class ChangeOwnPasswordForm(ChangePasswordForm):
    """Whoever sits at an open screen and guesses the password is written down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(
            self,
            oldpassword=("Your password now", ""),
            password1=("New password", LONG),
            password2=("New password again", ""),
        )

    def clean_oldpassword(self) -> str:
        try:
            return str(super().clean_oldpassword())
        except ValidationError:
            address = address_of(context.request)
            record_failed_sign_in(sign_in.LOG, email=self.user.email, what="password, to change it", address=address)
            raise


class ChoosePasswordForm(ResetPasswordKeyForm):
    """By the link that a manager handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, password1=("Password", LONG), password2=("Password again", ""))


class AgainByPasswordForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, password=("Your password", ""))


class AgainByCodeForm(ReauthenticateByCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, code=("Code from your app, or a recovery code", ""))
        self.fields["code"].widget.attrs = CODE


class AddAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, code=("Code that the app shows", "Six figures"))
        self.fields["code"].widget.attrs = CODE


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(
            self,
            name=("A name for it", "For example: my telephone"),
            passwordless=(
                "Sign in with this passkey alone, without a password",
                "It then always asks for your finger, your face or a PIN",
            ),
        )
        self.fields["credential"].error_messages["required"] = "The passkey was not made. Press the button again."


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, name=("Name", "For example: my telephone"))
