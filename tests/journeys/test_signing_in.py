"""A joiner's first day, and the day the telephone is lost: password, authenticator app, recovery code and passkey, in a real
browser against a service that asks for a second factor. Every page on the way is read by axe."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Clinic, Seed, _free_port, _python
from tests.journeys.test_every_page_can_be_read_by_everybody import complaints
from tests.security.signing import code_of

SETTINGS = "tests.journeys.with_second_factor"
PASSWORD, ANOTHER = "quiet river under 7 bridges", "amber kettle over 9 hills"
NURSE, MANAGER = "amara@example.org", "grace@example.org"


class Desk:
    """One person at a browser. Each page that is shown is read by axe; what it complains of is kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []

    def sees(self, heading: str) -> None:
        self.page.get_by_role("heading", name=heading, level=1).wait_for()
        self.complaints += complaints(self.page)
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, heading

    def presses(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def follows(self, words: str) -> None:
        self.page.get_by_role("link", name=words).click()

    def types(self, **words: str) -> None:
        for field, text in words.items():
            self.page.locator(f"#id_{field}").fill(text)

    def follows_the_link_and_chooses_a_password(self, path: str) -> None:
        self.page.goto(path)
        self.sees("Choose a password")
        self.types(password1=PASSWORD, password2=PASSWORD)
        self.presses("Set the password")
        self.sees("Your password is set")
        self.follows("Sign in")

    def signs_in(self, email: str) -> None:
        self.sees("Sign in")
        self.types(login=email, password=PASSWORD)
        self.presses("Sign in")

    def adds_an_app(self) -> list[str]:
        """The recovery codes that come with it."""
        self.sees("Add a second way to prove who you are")
        self.follows("Add an authenticator app")
        self.sees("Add an authenticator app")
        secret = self.page.locator("#authenticator_secret").input_value()
        assert self.page.locator("img.fl-square").evaluate("square => square.naturalWidth") > 0
        self.types(code=code_of(secret))
        self.presses("Add the app")
        self.sees("Keep these recovery codes")
        return self.page.locator(".fl-codes li").all_inner_texts()

    def adds_a_passkey(self) -> None:
        self.page.goto("/sign-in/second-factor/")
        self.sees("How you sign in")
        self.follows("Add a passkey")
        self.sees("Add a passkey")
        self.types(name="My telephone")
        self.page.get_by_label("Sign in with this passkey alone").check()
        self.presses("Add the passkey")
        self.sees("What you have now")

    def signs_out(self) -> None:
        self.presses("Sign out")
        self.sees("Sign in")


@pytest.fixture
def service(browser: Browser, migrated: Path, tmp_path: Path) -> Iterator[Clinic]:
    """Reached by a name: passkeys know no numbers for hosts."""
    folder = tmp_path / "service"
    shutil.copytree(migrated, folder)
    made = Clinic(folder, _free_port(), browser, Seed({}, {}, 0, ""), settings=SETTINGS, host="localhost")
    try:
        made.open_doors()
        yield made
    finally:
        made.close()


@pytest.fixture
def links(service: Clinic) -> dict[str, str]:
    """The joining links of a manager and a nurse, as paths."""
    joining = _python(service.folder, "-m", "tests.journeys.joiner", capture=True, settings=SETTINGS)
    said, _ = joining.communicate()
    assert joining.returncode == 0, said.decode()
    told: dict[str, str] = json.loads(said.decode().splitlines()[-1])
    return told


def a_telephone(page: Page) -> None:
    """A passkey of this browser, which answers as if the finger were shown."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    answers = {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | answers})


def test_a_joiner_begins_on_a_telephone_and_comes_back_by_code_and_by_passkey(
    service: Clinic, links: dict[str, str]
) -> None:
    desk = Desk(service.window(width=390))
    a_telephone(desk.page)
    desk.follows_the_link_and_chooses_a_password(links["nurse"])
    desk.signs_in(NURSE)
    codes = desk.adds_an_app()
    desk.adds_a_passkey()
    desk.follows("See them, add another or remove one")
    desk.sees("Your passkeys")
    desk.signs_out()
    desk.signs_in(NURSE)
    desk.sees("Your second factor")
    desk.types(code=codes[0])
    desk.presses("Sign in")
    desk.page.wait_for_url("**/board/")
    desk.signs_out()
    desk.presses("Sign in with a passkey")
    desk.page.wait_for_url("**/board/")
    assert "Amara Okafor" in desk.page.locator(".fl-bar__person").inner_text()
    assert desk.complaints == [], "\n".join(desk.complaints)


def test_a_lost_telephone_is_reset_by_the_manager_and_the_nurse_begins_anew(
    service: Clinic, links: dict[str, str]
) -> None:
    nurse, manager = Desk(service.window()), Desk(service.window())
    for desk, who, email in ((nurse, "nurse", NURSE), (manager, "manager", MANAGER)):
        desk.follows_the_link_and_chooses_a_password(links[who])
        desk.signs_in(email)
        desk.adds_an_app()
    manager.page.goto("/staff/")
    manager.follows("Amara Okafor")
    manager.sees("Amara Okafor")
    manager.follows("Reset the second factor")
    manager.sees("Reset the second factor of Amara Okafor")
    manager.types(reason="came in person, with badge")
    manager.presses("Reset the second factor")
    manager.sees("Amara Okafor")
    nurse.page.goto("/board/")
    nurse.sees("Sign in")
    nurse.signs_in(NURSE)
    nurse.sees("Add a second way to prove who you are")
    assert "Grace Mbeki reset your second factor" in nurse.page.locator(".fl-messages").inner_text()
    assert len(nurse.adds_an_app()) == 10
    nurse.page.goto("/account/password/change/")
    nurse.sees("Change your password")
    nurse.types(oldpassword=PASSWORD, password1=ANOTHER, password2=ANOTHER)
    nurse.presses("Change the password")
    nurse.sees("How you sign in")
    assert re.search(r"Password changed", nurse.page.locator(".fl-messages").inner_text())
    assert nurse.complaints + manager.complaints == [], "\n".join(nurse.complaints + manager.complaints)


def test_a_passkey_that_is_not_used_says_so_and_offers_another_way(service: Clinic, links: dict[str, str]) -> None:
    desk = Desk(service.window())
    session = desk.page.context.new_cdp_session(desk.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True}},
    )
    desk.page.goto("/sign-in/")
    desk.presses("Sign in with a passkey")
    words = desk.page.locator("#passkey-failed")
    words.wait_for()
    assert "use another way" in words.inner_text()
    assert complaints(desk.page) == []


def test_a_spent_link_says_what_to_do(service: Clinic, links: dict[str, str]) -> None:
    desk = Desk(service.window())
    desk.follows_the_link_and_chooses_a_password(links["nurse"])
    desk.page.goto(links["nurse"])
    desk.sees("This link does not work")
    assert desk.complaints == []
