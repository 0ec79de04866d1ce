"""What a nurse typed survives a mistake, a question, a dropped connection, a sign-in that ended, and a colleague who saved
at the same moment."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Clinic

NURSE, COLLEAGUE = "nurse, Amara Okafor", "nurse, Tom Whitfield"
SIGNED_OUT = "You were signed out"


def given_a_nurse_with_a_set_half_typed(clinic: Clinic, **values: str) -> Page:
    page = clinic.arrives(NURSE)
    page.goto(f"/sessions/{clinic.seed.sessions['HUGHES']}/")
    for field, text in values.items():
        page.locator(f"#set_{field}").fill(text)
    return page


def when_she_saves(page: Page) -> None:
    page.get_by_role("button", name="Save set").click()


def then_saved(page: Page) -> None:
    expect(page.locator(".fl-messages")).to_contain_text("Set saved")


def test_an_impossible_value_is_refused_beside_its_field_and_the_rest_stays(clinic: Clinic) -> None:
    page = given_a_nurse_with_a_set_half_typed(clinic, pulse="800", spo2="97", moaas="5")
    when_she_saves(page)
    expect(page.locator(".fl-entry__field--pulse .fl-field__error")).to_contain_text("must be a number from")
    expect(page.locator("#set_pulse")).to_have_value("800")
    expect(page.locator("#set_spo2")).to_have_value("97")
    page.locator("#set_pulse").fill("82")
    when_she_saves(page)
    then_saved(page)
    expect(page.locator("#set_pulse")).to_have_value("")


def test_an_unlikely_value_is_asked_about_once_and_then_saved_as_confirmed(clinic: Clinic) -> None:
    page = given_a_nurse_with_a_set_half_typed(clinic, pulse="188", moaas="5")
    when_she_saves(page)
    question = page.get_by_label(re.compile(r"Pulse 188\. Is that right\?"))
    question.check()
    when_she_saves(page)
    then_saved(page)
    page.get_by_text("Show these readings as a table").click()
    expect(page.locator(".fl-readings-table")).to_contain_text("confirmed when asked")


def test_a_dropped_connection_keeps_the_set_to_send_again(clinic: Clinic) -> None:
    page = given_a_nurse_with_a_set_half_typed(clinic, pulse="84", spo2="97")
    page.context.set_offline(True)
    when_she_saves(page)
    expect(page.locator("[data-form-status]")).to_contain_text("Nothing that you typed is lost")
    expect(page.locator("#set_pulse")).to_have_value("84")
    page.context.set_offline(False)
    when_she_saves(page)
    then_saved(page)


def test_a_sign_in_that_ended_keeps_the_set_until_she_has_signed_in_again(clinic: Clinic) -> None:
    page = given_a_nurse_with_a_set_half_typed(clinic, pulse="85", spo2="96")
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    when_she_saves(page)
    expect(page.locator("#sign-in-dialog")).to_contain_text(SIGNED_OUT)
    again = page.context.new_page()
    again.goto("/demo/sign-in/")
    again.get_by_role("button", name=NURSE).click()
    again.wait_for_url("**/board/")
    page.get_by_role("button", name="I have signed in again").click()
    expect(page.locator("#set_pulse")).to_have_value("85")
    when_she_saves(page)
    then_saved(page)


def test_without_scripts_a_refused_form_comes_back_as_it_was_typed(clinic: Clinic) -> None:
    page = clinic.arrives(NURSE, scripts=False)
    page.goto(f"/sessions/{clinic.seed.sessions['HUGHES']}/moves/stop/")
    page.get_by_label("Happened at").fill("25:99")
    page.get_by_label("Reason").fill("headache, severe")
    page.get_by_role("button", name="Record stop").click()
    expect(page.locator(".fl-summary")).to_contain_text("Give the time as hours and minutes")
    expect(page.get_by_label("Reason")).to_have_value("headache, severe")


def test_without_scripts_filling_from_the_monitor_copies_and_saves_nothing(clinic: Clinic) -> None:
    clinic.monitors_show(bay1=86)
    page = clinic.arrives(NURSE)
    expect(page.locator("#bay-1 [data-value=pulse] [data-figure]")).to_have_text(re.compile("^8[678]$"))
    plain = clinic.arrives(NURSE, scripts=False)
    plain.goto(f"/sessions/{clinic.seed.sessions['HUGHES']}/")
    plain.locator("#set_moaas").fill("5")
    plain.get_by_role("button", name="Fill from").click()
    expect(plain.locator("#set_pulse")).to_have_value(re.compile("^8[678]$"))
    expect(plain.locator("#set_moaas")).to_have_value("5")
    plain.get_by_role("button", name="Save set").click()
    then_saved(plain)
    plain.get_by_text("Show these readings as a table").click()
    expect(plain.locator(".fl-readings-table")).to_contain_text("from Monitor 1, accepted")


def test_a_colleagues_entry_appears_in_place_with_their_name_and_takes_nothing_away(clinic: Clinic) -> None:
    page = given_a_nurse_with_a_set_half_typed(clinic, pulse="86")
    other = clinic.arrives(COLLEAGUE)
    other.goto(f"/sessions/{clinic.seed.sessions['HUGHES']}/")
    other.locator("#set_moaas").fill("4")
    when_she_saves(other)
    then_saved(other)
    expect(page.locator(".fl-who__list li").first).to_contain_text("Tom Whitfield RN saved a set")
    expect(page.locator("#set_pulse")).to_have_value("86")
    when_she_saves(page)
    then_saved(page)
    expect(other.locator(".fl-who__list li").first).to_contain_text("Amara Okafor RN saved a set")


def test_two_nurses_who_press_pause_at_once_record_it_once_and_the_second_is_told(clinic: Clinic) -> None:
    pages = [clinic.arrives(who) for who in (NURSE, COLLEAGUE)]
    for page in pages:
        page.goto(f"/sessions/{clinic.seed.sessions['HUGHES']}/moves/pause/")
    pages[0].get_by_role("button", name="Record pause").click()
    expect(pages[0].locator(".fl-phases__phase--now")).to_contain_text("Paused")
    pages[1].get_by_label("Reason").fill("patient asked")
    pages[1].get_by_role("button", name="Record pause").click()
    expect(pages[1].locator(".fl-summary")).to_contain_text("Already paused by Amara Okafor RN")
    expect(pages[1].get_by_label("Reason")).to_have_value("patient asked")


def test_a_form_sent_when_nobody_is_signed_in_any_more_is_on_the_page_to_send_again(clinic: Clinic) -> None:
    """Without scripts, and hours after the last sign-in here: nothing is known of who it was, so nothing is kept of it."""
    page = clinic.arrives(NURSE, scripts=False)
    page.goto(f"/patients/{clinic.seed.patients['HUGHES']}/allergies/add/")
    page.locator("#id_substance").fill("Penicillin")
    page.locator("#id_reaction").fill("rash all over")
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    page.get_by_role("button", name="Add the allergy").click()
    expect(page.get_by_role("heading", name="Sign in first", level=1)).to_be_visible()
    expect(page.get_by_role("cell", name="rash all over")).to_be_visible()
    again = page.context.new_page()
    again.goto("/demo/sign-in/")
    again.get_by_role("button", name=NURSE).click()
    again.wait_for_url("**/board/")
    page.get_by_role("button", name="I have signed in: send it").click()
    page.get_by_role("button", name="Send it again").click()  # the new sign-in made its own token
    expect(page.locator(".fl-messages")).to_contain_text("Allergy added")
