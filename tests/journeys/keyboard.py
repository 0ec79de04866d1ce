"""Walking by keyboard alone: Tab until the thing with these words has the focus, then press. The mouse is never used."""

from playwright.sync_api import Error, Page

MOST_TABS = 160
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const label = e.labels && e.labels.length ? [...e.labels].map(l => l.innerText).join(" ") : "";
  const legend = e.closest("fieldset")?.querySelector("legend")?.innerText || "";
  const own = e.tagName === "SELECT" ? "" : e.textContent || "";
  return [label, e.getAttribute("aria-label") || "", own, e.name || "", legend].join(" | ").replace(/\\s+/g, " ");
}"""


def reach(page: Page, words: str) -> None:
    """Tab forward until the focus is on what carries these words (its label, its text or its name)."""
    for _ in range(MOST_TABS):
        if words in _focused(page):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {words!r} on {page.url}")


def _focused(page: Page) -> str:
    """What has the focus, in words; nothing while one page gives way to the next."""
    try:
        return str(page.evaluate(FOCUSED))
    except Error:
        page.wait_for_load_state()
        return ""


def press(page: Page, words: str) -> None:
    """Reach a link or a button and press Enter."""
    reach(page, words)
    page.keyboard.press("Enter")


def fill(page: Page, words: str, text: str) -> None:
    """Reach a field and type over what is in it."""
    reach(page, words)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def choose(page: Page, words: str, starts_with: str) -> None:
    """Reach a list and choose by typing the first letters, as the keyboard does."""
    reach(page, words)
    page.keyboard.type(starts_with)


def tick(page: Page, words: str) -> None:
    """Reach a box and press Space."""
    reach(page, words)
    page.keyboard.press("Space")


def pick(page: Page, group: str, value: str) -> None:
    """Reach a group of choices and walk its arrows to the one with this value."""
    reach(page, group)
    for _ in range(8):
        if page.evaluate("document.activeElement.value") == value:
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {value!r} in {group!r}")
