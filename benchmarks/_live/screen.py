"""A nurse's browser on a session's page. The page is the product's own, and so is its handler of readings: a wrapper around
the browser's EventSource, put there before the page, only notes the moment at which that handler was done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium

NOTE_HANDLED = """
(() => {
  const handled = window.benchHandled = [];
  const add = EventTarget.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (kind, handler, ...rest) {
    if (kind !== "readings") return add.call(this, kind, handler, ...rest);
    return add.call(this, kind, (event) => {
      const began = performance.timeOrigin + performance.now();
      handler(event);
      handled.push([Number(event.lastEventId), began, performance.timeOrigin + performance.now()]);
    }, ...rest);
  };
})();
"""
OPEN_WITHIN = 30_000  # ms


class Screen:
    """What the page saw, row by row."""

    def __init__(self, page: Page, faults: list[str]) -> None:
        self._page = page
        self.faults = faults

    def handled(self) -> dict[int, tuple[float, float]]:
        """Stored row to the moments, in seconds since 1970, at which the page's handler began with it and was done."""
        told: list[list[Any]] = self._page.evaluate("window.benchHandled")
        return {int(row): (began / 1000, done / 1000) for row, began, done in told}

    def wait(self, seconds: float) -> None:
        """Let the page live on."""
        self._page.wait_for_timeout(seconds * 1000)


@contextmanager
def on_session(port: int, cookie: str, session: int) -> Iterator[Screen]:
    """The page of a session, open, with its stream open."""
    name, _, value = cookie.partition("=")
    origin = f"http://127.0.0.1:{port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = browser.new_context(
            base_url=origin, locale="en-GB", timezone_id="Europe/London", viewport={"width": 1440, "height": 900},
            extra_http_headers={"X-Forwarded-Proto": "https"},
        )  # fmt: skip
        context.add_cookies([{"name": name, "value": value, "url": f"https://127.0.0.1:{port}/", "secure": True}])
        context.add_init_script(NOTE_HANDLED)
        page, faults = context.new_page(), []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        with page.expect_response(lambda answer: "/live/" in answer.url, timeout=OPEN_WITHIN):
            page.goto(f"/sessions/{session}/")
        page.wait_for_function("document.documentElement.classList.contains('fl-live')", timeout=OPEN_WITHIN)
        try:
            yield Screen(page, faults)
        finally:
            browser.close()
