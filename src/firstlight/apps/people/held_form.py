"""What was typed into a form that came after the sign-in had ended. It is kept until the same person has signed in again,
and then offered to them to send: under their name nothing is written that they did not press themselves."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

HELD = "held_form"
LARGEST = 64 * 1024  # characters: far more than any form of ours, far less than would fill a disk
NEVER_HELD = frozenset(
    {"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code", "credential"}
)


@dataclass(frozen=True, slots=True)
class HeldForm:
    """`typed_by` is the person whose sign-in had ended; 0 for nobody known, and then it is never kept."""

    address: str
    fields: list[tuple[str, str]]
    typed_by: int

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The fields with words in them, without those that a person never sees."""
        return [(name, value) for name, value in self.fields if value and name != "request_key"]


def of_request(request: HttpRequest, typed_by: int) -> HeldForm | None:
    """The form of this request, None where there is none to keep: no words, files in it, or too large."""
    if request.method != "POST" or request.FILES:
        return None
    fields = [(name, value) for name, values in request.POST.lists() if name not in NEVER_HELD for value in values]
    too_large = sum(len(name) + len(str(value)) for name, value in fields) > LARGEST
    if not fields or too_large:
        return None
    return HeldForm(request.get_full_path(), [(name, str(value)) for name, value in fields], typed_by)


def hold(kept: Any, form: HeldForm) -> None:
    """Keep it with the browser's next sign-in."""
    kept[HELD] = {"address": form.address, "fields": form.fields, "typed_by": form.typed_by}


def held_for(kept: Any, staff_id: int) -> HeldForm | None:
    """What is held for this person. What another person typed is dropped unseen."""
    held = kept.get(HELD)
    if held is None:
        return None
    if held["typed_by"] != staff_id:
        del kept[HELD]
        return None
    return HeldForm(held["address"], [(name, value) for name, value in held["fields"]], held["typed_by"])


def drop_if_sent(request: HttpRequest) -> None:
    """The form has now come in a sign-in that holds: it need not be kept."""
    held = request.session.get(HELD)
    if held and request.method == "POST" and request.get_full_path() == held["address"]:
        del request.session[HELD]
