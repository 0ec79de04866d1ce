"""The link with which somebody chooses a password. It is made from their row as it is now: once a password is set it fits no
more, and after three days it has ended by itself."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from firstlight.apps.people.models import Staff


def joining_path(staff: Staff) -> str:
    """The address on this service, without its host."""
    key = default_token_generator.make_token(staff)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(staff), "key": key})
