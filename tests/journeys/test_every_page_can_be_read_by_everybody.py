"""Every page of a shift through axe, at the width of a desk and of a phone, with nothing to complain of."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Clinic

NURSE = "nurse, Amara Okafor"
AXE = Axe()


def complaints(page: Page) -> list[str]:
    """What axe says of the page as it stands, in a line each."""
    found = AXE.run(page).response["violations"]
    return [f"{page.url}: {one['id']} at {one['nodes'][0]['target'][0]}: {one['help']}" for one in found]


def the_nurses_pages(clinic: Clinic) -> Iterator[str]:
    infusing, late, checks, booked = (
        clinic.seed.sessions[name] for name in ("ADEYEMI", "FERNANDES", "OYELARAN-BECKWITH", "NOWAK")
    )
    yield from ("/board/", "/today/", "/duty/", "/monitors/", "/monitors/refused/", "/protocols/")
    yield from (f"/protocols/{clinic.seed.protocol}/", f"/patients/{clinic.seed.patients['NOWAK']}/book/", "/nowhere/")
    protocol = f"/protocols/{clinic.seed.protocol}"
    yield from (f"{protocol}/file/", f"{protocol}/sample/", f"{protocol}/compare/{clinic.seed.protocol}/")
    yield from (f"/sessions/{session}/" for session in (infusing, late, checks, booked))
    yield from (f"/sessions/{infusing}/moves/{move}/" for move in ("pause", "stop", "resume", "complete"))
    yield from (
        f"/sessions/{infusing}/{page}/" for page in ("rate", "event", "history", "summary", "monitor", "nurse", "bay")
    )
    yield from (f"/sessions/{checks}/gates/{gate}/" for gate in ("two_identifiers", "escort", "food", "pregnancy"))
    yield from (
        f"/sessions/{checks}/{page}/"
        for page in ("prescription", "consent", "consent/withdraw", "monitor/claim", "monitor/part")
    )
    yield from (f"/sessions/{late}/leaving/", f"/sessions/{booked}/moves/arrive/", f"/sessions/{booked}/monitor/")


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_of_a_nurses_shift_shuts_anybody_out(clinic: Clinic, width: int) -> None:
    page = clinic.arrives(NURSE, width=width)
    found = []
    for address in the_nurses_pages(clinic):
        page.goto(address)
        found += complaints(page)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{address} scrolls sideways by {wider}"] if wider > 0 else []
    assert found == [], "\n".join(found)


def test_signing_in_shuts_nobody_out(clinic: Clinic) -> None:
    page = clinic.window()
    found = []
    for address in ("/sign-in/", "/demo/sign-in/"):
        page.goto(address)
        found += complaints(page)
    assert found == [], "\n".join(found)


def test_a_form_that_came_when_nobody_was_signed_in_shuts_nobody_out(clinic: Clinic) -> None:
    page = clinic.arrives(NURSE, width=390)
    page.goto(f"/patients/{clinic.seed.patients['NOWAK']}/allergies/add/")
    page.locator("#id_substance").fill("Penicillin")
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    page.evaluate("document.querySelector('main form').submit()")
    page.get_by_role("heading", name="Sign in first", level=1).wait_for()
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_psychiatrists_forms_and_an_error_shut_nobody_out(clinic: Clinic) -> None:
    page = clinic.arrives("psychiatrist, Dr Priya Raman")
    checks = clinic.seed.sessions["OYELARAN-BECKWITH"]
    found = []
    for address in (f"/sessions/{checks}/prescription/", f"/sessions/{checks}/consent/", "/protocols/adopt/"):
        page.goto(address)
        found += complaints(page)
    page.get_by_role("button", name="Check these words").click()
    assert page.locator(".fl-summary").is_visible()
    found += complaints(page)
    assert found == [], "\n".join(found)


def test_a_version_in_the_writing_shuts_nobody_out(clinic: Clinic) -> None:
    """A fault on its line, then a check with what changes."""
    page = clinic.arrives("psychiatrist, Dr Priya Raman", width=390)
    page.goto(f"/protocols/{clinic.seed.protocol}/edit/")
    field = page.get_by_label("The file's text")
    words = field.input_value()
    field.fill(words.replace("cap_mg = { value = 80", "cap_mg = { value = -80"))
    page.get_by_role("button", name="Check these words").click()
    assert "dose.cap_mg.value: this must not be below 0" in page.locator(".fl-faults").inner_text()
    found = complaints(page)
    second = words.replace('version = "1"', 'version = "2"', 1).replace(
        "cap_mg = { value = 80", "cap_mg = { value = 60"
    )
    page.get_by_label("The file's text").fill(second)
    page.get_by_role("button", name="Check these words").click()
    assert page.get_by_role("heading", name="Changed values, 1").is_visible()
    found += complaints(page)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0
    page.get_by_role("button", name="Adopt this version").click()
    assert page.get_by_text("unchanged from an approved version").is_visible()
    found += complaints(page)
    assert found == [], "\n".join(found)


def test_an_open_dialog_shuts_nobody_out(clinic: Clinic) -> None:
    page = clinic.arrives(NURSE)
    page.goto(f"/sessions/{clinic.seed.sessions['ADEYEMI']}/")
    page.get_by_role("link", name="Record stop").click()
    page.locator("#form-dialog[open]").wait_for()
    found = complaints(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys-dialog[open]").wait_for()
    found += complaints(page)
    assert found == [], "\n".join(found)
