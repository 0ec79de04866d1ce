"""A tab that nobody sees closes its stream. Seen again, it says which reading it saw last and is told all that came since:
nothing is lost and the page is not fetched again. Only where too much came is it looked at anew."""

import sqlite3
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import Clinic

NURSE = "nurse, Amara Okafor"
LISTENS = """
  window.opened = [];
  window.heard = [];
  const Plain = window.EventSource;
  window.EventSource = class extends Plain {
    constructor(address, ...rest) {
      super(address, ...rest);
      window.opened.push(address);
      this.addEventListener("readings", (event) => window.heard.push(Number(event.lastEventId)));
    }
  };
"""
SEEN = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
POINTS = "document.querySelector('[data-lane=pulse] [data-last]').getAttribute('points').trim().split(' ').length"


def test_what_came_while_it_was_hidden_is_all_there_and_the_page_is_not_fetched_again(clinic: Clinic) -> None:
    clinic.monitors_show(bay1=81, bay2=97)
    page = a_session_in_sight(clinic, "HUGHES")
    drawn, before = page.evaluate(POINTS), heard(page)
    hide(page)
    page.wait_for_timeout(6_000)
    assert heard(page) == before, "a hidden tab keeps no stream open"
    newest = stored(clinic, "HUGHES", before[0])[-1]
    asked = requests_of(page)
    show(page)
    until(page, lambda: heard(page)[-1] >= newest)
    page.wait_for_timeout(1_500)
    now = heard(page)
    assert now == [row for row in stored(clinic, "HUGHES", before[0]) if row <= now[-1]]
    assert page.evaluate("window.opened.at(-1)").endswith(f"?after={before[-1]}")
    assert page.evaluate(POINTS) - drawn >= len(set(now) - set(before)) >= 5
    assert [request.url for request in asked if "/live/" not in request.url and "/sign-in/" not in request.url] == []


def test_where_too_much_came_the_page_is_looked_at_again(clinic: Clinic) -> None:
    clinic.monitors_show(bay1=81)
    page = a_session_in_sight(clinic, "HUGHES")
    hide(page)
    page.route(
        "**/live/sessions/**",
        lambda route: route.fulfill(content_type="text/event-stream", body="event: behind\ndata: {}\n\n"),
    )
    with page.expect_request(lambda request: request.headers.get("x-background") == "1" and request.url == page.url):
        show(page)


def a_session_in_sight(clinic: Clinic, family_name: str) -> Page:
    """Its page, with readings coming in and their line on the chart growing."""
    page = clinic.arrives(NURSE)
    page.add_init_script(LISTENS)
    page.goto(f"/sessions/{clinic.seed.sessions[family_name]}/")
    until(page, lambda: len(heard(page)) > 2)
    expect(page.locator(".fl-lane .fl-nodata")).to_have_count(0)
    expect(page.locator("[data-lane=pulse] [data-last]")).to_have_count(1)
    drawn = page.evaluate(POINTS)
    until(page, lambda: page.evaluate(POINTS) > drawn + 1)
    return page


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait for something that the page itself cannot be asked to wait for: its policy evaluates no text."""
    for _ in range(200):
        if so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to that within twenty seconds")


def hide(page: Page) -> None:
    page.evaluate(SEEN, True)


def show(page: Page) -> None:
    page.evaluate(SEEN, False)


def heard(page: Page) -> list[int]:
    """The rows that the page was told of, in the order in which they came."""
    rows: list[int] = page.evaluate("window.heard")
    return rows


def requests_of(page: Page) -> list[Request]:
    """Filled from now on with whatever the page asks for."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    return asked


def stored(clinic: Clinic, family_name: str, first: int) -> list[int]:
    """The rows of the person's own monitor from `first` on, as the database has them."""
    of_session = "SELECT monitor_id FROM infusion_binding WHERE session_id = ? AND ends_at IS NULL"
    rows = f"SELECT id FROM infusion_monitormessage WHERE monitor_id = ({of_session}) AND id >= ? ORDER BY id"
    with sqlite3.connect(clinic.folder / "firstlight.sqlite3") as database:
        found: list[Any] = database.execute(rows, (clinic.seed.sessions[family_name], first)).fetchall()
    return [row for (row,) in found]
