"""The clerk's desk and the manager's office, as people walk through them: every page on the way is read by axe, at the width of
a phone, where most goes wrong."""

from playwright.sync_api import Page

from tests.journeys.conftest import Clinic
from tests.journeys.test_every_page_can_be_read_by_everybody import complaints

CLERK, MANAGER = "administrator, Catrin Price", "manager, Siobhan Doyle"


class Walk:
    """Looks at each page and keeps what axe complains of, what runs off the side, and what is too small to press."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []

    def looks(self) -> None:
        self.found += complaints(self.page)
        wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.found += [f"{self.page.url} scrolls sideways by {wider}"] if wider > 0 else []

    def goes(self, *addresses: str) -> None:
        for address in addresses:
            self.page.goto(address)
            self.looks()

    def follows(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()
        self.looks()

    def presses(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()
        self.page.wait_for_load_state()
        self.looks()

    def types(self, **words: str) -> None:
        for field, text in words.items():
            self.page.locator(f"#id_{field}").fill(text)

    def reads(self) -> str:
        return self.page.locator("main").inner_text()


def comes(clinic: Clinic, who: str) -> Walk:
    """Somebody who works in several clinics is in the first of them today."""
    walk = Walk(clinic.window(width=390))
    walk.goes("/demo/sign-in/")
    walk.page.get_by_role("button", name=who).first.click()
    walk.page.locator(".fl-bar__place", has_text="Northgate clinic").wait_for()
    walk.looks()
    return walk


def test_a_clerk_puts_a_record_right_and_nothing_is_lost(clinic: Clinic) -> None:
    walk = comes(clinic, CLERK)
    person = clinic.seed.patients["NOWAK"]
    walk.goes("/patients/", "/patients/?q=nowak", "/patients/register/?q=Alma+Grey", f"/patients/{person}/")
    walk.follows("Add a next of kin")
    walk.presses("Add the next of kin")  # nothing typed yet: the page says what is missing
    assert "Not saved yet" in walk.reads()
    walk.types(name="Ola Nowak", relationship="sister", phone="07700 900456")
    walk.presses("Add the next of kin")
    walk.follows("Correct Ola Nowak")
    walk.types(phone="07700 900789", reason="gave another number today")
    walk.presses("Save the correction")
    walk.follows("End Ola Nowak")
    walk.page.get_by_label("They are no longer the person to call").check()
    walk.types(reason="has moved abroad")
    walk.presses("End the entry")
    assert "gave another number today" in walk.reads()
    assert "Ended: has moved abroad" in walk.reads()
    walk.follows("Add a local number")
    walk.types(value="HED-4711")
    walk.presses("Add the number")
    walk.follows("Correct HED-4711")
    walk.goes(
        *(f"/patients/{person}/{page}/" for page in ("details", "allergies/add", "transfer", "restrict", "merge"))
    )
    assert walk.found == [], "\n".join(walk.found)


def test_a_clerk_moves_a_booking_and_then_cancels_it(clinic: Clinic) -> None:
    board = clinic.arrives("nurse, Amara Okafor")
    walk = comes(clinic, CLERK)
    walk.goes("/today/", f"/patients/{clinic.seed.patients['NOWAK']}/")
    walk.follows("Move the booking of")
    walk.types(planned_start="25:00")
    walk.presses("Move the booking")
    assert "Give the planned start" in walk.reads()
    walk.types(planned_start="23:30", reason="asked for a later train")
    walk.presses("Move the booking")
    walk.follows("Cancel the booking")
    walk.types(reason="telephoned, has a cold")
    walk.presses("Cancel the booking")
    walk.page.get_by_text("Cancelled by Catrin Price").first.wait_for()  # the form was a dialog on the session's page
    walk.looks()
    walk.goes("/today/", "/board/")
    assert "telephoned, has a cold" in walk.reads()
    board.get_by_text("telephoned, has a cold").wait_for(timeout=45_000)
    assert complaints(board) == []
    assert walk.found == [], "\n".join(walk.found)


def test_a_managers_office_shuts_nobody_out(clinic: Clinic) -> None:
    walk = comes(clinic, MANAGER)
    walk.goes("/staff/")
    walk.follows("Amara Okafor")
    nurse = walk.page.url
    walk.goes(
        *(f"{nurse}{page}/" for page in ("details", "leave", "link", "roles/give", "certificates/add")),
        f"{nurse}second-factor/reset/",
        "/staff/join/",
        "/staff/role/",
        "/places/",
        "/places/bays/add/",
        "/places/teams/add/",
        "/places/clinics/add/",
        "/reviews/",
        "/audit/",
        "/audit/?what=patient&who=&patient=",
        "/sign-in/clinic/",
        "/sign-in/second-factor/",
        "/account/password/change/",
        "/nowhere/",
    )
    assert "Siobhan Doyle" in walk.page.locator(".fl-bar__person").inner_text()
    walk.goes("/audit/")
    older = walk.page.get_by_role("link", name="Older").bounding_box()
    assert older is not None
    assert older["height"] >= 24
    walk.follows("Older")
    assert walk.found == [], "\n".join(walk.found)
