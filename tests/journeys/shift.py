"""What the people of a shift do, in words: given, when, then. Every step is walked by keyboard alone."""

from playwright.sync_api import Page, expect

from tests.journeys import keyboard
from tests.journeys.conftest import Clinic

BASELINE = ("126", "78", "72", "98", "air", "14", "5", "0", "36.7")
IN_RECOVERY = ("128", "80", "70", "98", "air", "14", "5", "0")


def given_somebody_at_a_screen(clinic: Clinic, who: str) -> Page:
    """Signed in without a mouse."""
    page = clinic.window()
    page.goto("/demo/sign-in/")
    keyboard.press(page, who)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def when_they_open(page: Page, family_name: str) -> None:
    """From the board."""
    keyboard.press(page, family_name)
    expect(page.get_by_role("heading", level=1)).to_contain_text(family_name)


def when_they_record(page: Page, button: str, saves_as: str | None = None) -> None:
    """Open a recording form over the page and save it as it stands."""
    open_form(page, button)
    save_form(page, saves_as or button)


def open_form(page: Page, button: str) -> None:
    keyboard.press(page, button)
    expect(page.locator("#form-dialog[open] [data-form]")).to_be_visible()


def save_form(page: Page, button: str) -> None:
    keyboard.press(page, button)
    expect(page.locator("#form-dialog[open]")).to_have_count(0)


def when_they_take_a_set(page: Page, values: tuple[str, ...], *, letter: str = "", weight: str = "") -> None:
    """`o` goes to the first field, Enter to the next, Ctrl Enter saves."""
    page.locator("body").press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("o")
    for value in values:
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    if letter:
        page.keyboard.type(letter)
    if weight:
        keyboard.fill(page, "Weight", weight)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fl-messages")).to_contain_text("Set saved")


def when_they_answer(page: Page, gate: str, how: object) -> None:
    """Open a gate's form, answer it, save it."""
    open_form(page, f"Answer: {gate}")
    how(page)  # type: ignore[operator]
    save_form(page, "Save answer")


def then_the_phase_is(page: Page, words: str) -> None:
    expect(page.locator(".fl-phases__phase--now")).to_contain_text(words)


def yes(page: Page) -> None:
    keyboard.pick(page, "Yes", "yes")


def no(page: Page) -> None:
    keyboard.pick(page, "Yes", "no")
