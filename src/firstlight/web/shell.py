"""The frame of every page: which clinic, who is signed in, and where this person may go from here."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the bar: shown to those who hold one of the permissions."""

    words: str
    page: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """`person` is empty when nobody is signed in, and then there are no links. `choose_clinic` where there is a choice."""

    clinic: str
    person: str
    links: list[Link]
    held: frozenset[str]
    sign_out: str
    choose_clinic: str


PLACES = (
    Place("Bays board", "board", frozenset({"session.view"})),
    Place("Today", "today", frozenset({"session.view"})),
    Place("Patients", "patients", frozenset({"patient.search"})),
    Place("Duty", "duty", frozenset({"duty.view"})),
    Place("Monitors", "monitors", frozenset({"monitor.view"})),
    Place("Protocols", "protocols", frozenset({"protocol.view"})),
    Place("Staff", "staff", frozenset({"staff.manage"})),
    Place("Places", "places", frozenset({"places.manage"})),
    Place("Reviews", "break-glass-reviews", frozenset({"breakglass.review"})),
    Place("Audit", "audit", frozenset({"audit.view"})),
)
NOBODY = Shell(clinic="", person="", links=[], held=frozenset(), sign_out="", choose_clinic="")


def shell_of(request: HttpRequest | None) -> Shell:
    """The frame for this request, from what the front door found out: the database is not asked again."""
    actor, clinic = getattr(request, "actor", None), getattr(request, "clinic", None)
    if request is None or actor is None or actor.is_system:
        return NOBODY
    held: frozenset[str] = getattr(request, "permissions", frozenset())
    choose = _address("choose-clinic") if len(getattr(request, "clinics", [])) > 1 else ""
    name = clinic.name if clinic else ""
    return Shell(name, actor.name, _links(request, held), held, _address("sign-out"), choose)


def _links(request: HttpRequest, held: frozenset[str]) -> list[Link]:
    waiting = {"break-glass-reviews": getattr(request, "reviews_waiting", 0)}
    found = [(place, _address(place.page)) for place in PLACES if place.permissions & held]
    return [
        Link(_words(place, waiting.get(place.page, 0)), address, request.path == address)
        for place, address in found
        if address
    ]


def _words(place: Place, waiting: int) -> str:
    """With how many things wait there, where some do: "Reviews (2)"."""
    return f"{place.words} ({waiting})" if waiting else place.words


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
