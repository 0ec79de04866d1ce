"""The bays board at a shift's start: what is read from across the room, what a silent monitor looks like, and what still
works when scripts do not."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import expect

from tests.journeys.conftest import Clinic

NURSE = "nurse, Amara Okafor"


def test_a_nurse_reads_the_clinic_at_a_glance(clinic: Clinic) -> None:
    clinic.monitors_show(bay1=81, bay2=98, bay3=76, bay5=74)
    page = clinic.arrives(NURSE)
    expect(page.locator("#bay-1")).to_contain_text("HUGHES, Megan (Ms)")
    expect(page.locator("#bay-1")).to_contain_text("Infusing")
    expect(page.locator("#bay-1 [data-value=cadss6]")).to_contain_text("accepted by a nurse")
    expect(page.locator("#bay-3")).to_contain_text("Overdue")
    expect(page.locator("#bay-5")).to_contain_text("Pregnancy")
    expect(page.locator("#bay-6")).to_contain_text("NOWAK, Zofia (Miss)")
    expect(page.locator(".fl-note")).to_contain_text(
        "Bedside monitor alarms come first. Firstlight records, shows and prompts."
    )


def test_a_reading_reaches_the_board_ringed_with_its_age(clinic: Clinic) -> None:
    page = clinic.arrives(NURSE)
    expect(page.locator("#bay-1")).to_contain_text("No data")
    clinic.monitors_show(bay1=88)
    pulse = page.locator("#bay-1 [data-value=pulse]")
    expect(pulse.locator("[data-figure]")).to_have_text(re.compile("^(88|89|90)$"))
    expect(pulse).to_contain_text("from monitor, not accepted")
    expect(pulse.locator(".fl-age")).to_have_text(re.compile(r"^0:\d\d$"))


def test_a_silent_monitor_turns_its_tile_stale_and_takes_the_figures_away(clinic: Clinic) -> None:
    speaking = clinic.monitors_show(bay1=83)
    page = clinic.arrives(NURSE)
    expect(page.locator("#bay-1 [data-value=pulse]")).to_be_visible()
    speaking.terminate()
    expect(page.locator("#bay-1 .fl-tile__band--stale")).to_contain_text("STALE", timeout=40_000)
    expect(page.locator("#bay-1 .fl-value--nodata")).to_contain_text("No data")
    expect(page.locator("#bay-1 [data-value=pulse]")).to_have_count(0)


def test_a_lost_server_makes_the_whole_screen_stale_and_it_comes_back_by_itself(clinic: Clinic) -> None:
    clinic.monitors_show(bay1=83)
    page = clinic.arrives(NURSE)
    expect(page.locator("#bay-1 [data-value=pulse] [data-figure]")).to_have_text(re.compile(r"^8\d$"))
    clinic.shut_doors()
    banner = page.locator("#connection")
    expect(banner).to_be_visible(timeout=30_000)
    expect(banner).to_contain_text("This screen is STALE since")
    expect(page.locator("#bay-1 [data-value=pulse] [data-figure]")).to_have_text("No data")
    clinic.open_doors()
    expect(banner).to_be_hidden(timeout=40_000)
    expect(page.locator("#bay-1 [data-value=pulse] [data-figure]")).to_have_text(re.compile(r"^8\d$"))


def test_a_proxy_that_finds_nobody_behind_it_costs_no_more_than_a_restart(clinic: Clinic) -> None:
    """A browser gives up a stream that was answered with an error. The page asks on, well before it would turn STALE."""
    speaking = clinic.monitors_show(bay1=83)
    page = clinic.arrives(NURSE)
    expect(page.locator("#bay-1 [data-value=pulse] [data-figure]")).to_have_text(re.compile(r"^8\d$"))
    clinic.shut_doors()
    with bad_gateway(clinic.port) as asked:
        until = time.monotonic() + 30
        while sum(address.startswith("/live/clinic/") for address in asked) < 3:
            assert time.monotonic() < until, asked
            page.wait_for_timeout(100)
        expect(page.locator("#connection")).to_be_hidden()
    speaking.terminate()
    clinic.open_doors()
    clinic.monitors_show(bay1=97)
    expect(page.locator("#bay-1 [data-value=pulse] [data-figure]")).to_have_text(re.compile(r"^9\d$"))


@contextmanager
def bad_gateway(port: int) -> Iterator[list[str]]:
    """What a proxy says while the web process is away; the addresses that it was asked for."""
    asked: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(HTTPStatus.BAD_GATEWAY)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", port), Proxy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield asked
        finally:
            server.shutdown()
            thread.join()


def test_without_scripts_the_board_is_the_same_page_and_says_when_it_was_drawn(clinic: Clinic) -> None:
    page = clinic.arrives(NURSE, scripts=False)
    expect(page.locator("#bay-2")).to_contain_text("ADEYEMI, Daniel (Mr)")
    as_at, stale = page.locator(".fl-note__as-at"), page.locator("#bay-4 .fl-tile__band--stale")
    expect(as_at).to_have_text(re.compile(r"As at \d\d:\d\d:\d\d\. Refresh"))
    for _ in range(30):  # a feed is stale some seconds after its last word; such a page tells it when it is asked again
        as_at.get_by_role("link", name="Refresh").click()
        if stale.count():
            break
        page.wait_for_timeout(1_000)
    expect(stale).to_contain_text("STALE")
    expect(page.locator("#bay-2")).to_contain_text("ADEYEMI")
    page.locator("#bay-2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ADEYEMI")


def test_a_tablet_and_a_phone_keep_every_chair_in_its_order_without_sideways_scrolling(clinic: Clinic) -> None:
    for width in (1024, 390):
        page = clinic.arrives(NURSE, width=width)
        order = page.locator(".fl-tile__bay b").all_inner_texts()
        assert order == ["1", "2", "3", "4", "5", "6"]
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
