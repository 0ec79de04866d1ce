"""One person from arrival to leaving, as five members of staff look after her, without a mouse."""

from playwright.sync_api import Page, expect

from tests.journeys import keyboard
from tests.journeys.conftest import Clinic
from tests.journeys.shift import (
    BASELINE,
    IN_RECOVERY,
    given_somebody_at_a_screen,
    no,
    open_form,
    save_form,
    then_the_phase_is,
    when_they_answer,
    when_they_open,
    when_they_record,
    when_they_take_a_set,
    yes,
)


def test_a_whole_session_is_recorded_by_keyboard_alone(clinic: Clinic) -> None:
    clinic.monitors_show(bay6=72)
    nurse = given_somebody_at_a_screen(clinic, "nurse, Amara Okafor")
    when_they_open(nurse, "NOWAK")
    when_she_arrives(nurse)
    when_a_doctor_takes_consent_and_prescribes(clinic)
    when_two_others_check_the_prescription(clinic)
    when_the_gates_are_answered(nurse)
    when_the_monitor_is_joined_at_the_bedside(nurse)
    when_the_drug_is_given(nurse)
    when_she_recovers(nurse)
    when_a_nurse_signs_that_she_may_leave(nurse)
    then_the_record_tells_the_whole_story(nurse)


def when_she_arrives(page: Page) -> None:
    when_they_record(page, "Record arrival")
    then_the_phase_is(page, "Checks")
    when_they_record(page, "Begin checks")
    when_they_take_a_set(page, BASELINE, letter="A", weight="70")
    expect(page.locator(".fl-identity")).to_contain_text("70 kg")


def when_a_doctor_takes_consent_and_prescribes(clinic: Clinic) -> None:
    page = given_somebody_at_a_screen(clinic, "psychiatrist, Dr Priya Raman")
    when_they_open(page, "NOWAK")
    keyboard.press(page, "None on file")
    keyboard.fill(page, "Leaflet", "Ketamine for depression, 4")
    keyboard.fill(page, "Signed by", "Zofia Nowak")
    keyboard.fill(page, "Signed on", clinic.seed.today)
    keyboard.press(page, "Put this consent on file")
    expect(page.locator(".fl-messages")).to_contain_text("Consent on file")
    keyboard.press(page, "Not written yet")
    keyboard.reach(page, "Dose, mg/kg")
    keyboard.press(page, "Sign this prescription")
    expect(page.locator("main")).to_contain_text("Ketamine (racemic) 35.0 mg IV over 40 minutes")


def when_two_others_check_the_prescription(clinic: Clinic) -> None:
    for who in ("pharmacist, Yusuf Sheikh", "nurse, Tom Whitfield"):
        page = given_somebody_at_a_screen(clinic, who)
        when_they_open(page, "NOWAK")
        keyboard.press(page, "35.0 mg, signed by")
        keyboard.press(page, "I have checked it")
        expect(page.locator(".fl-messages")).to_contain_text("Checked by")


def when_the_gates_are_answered(page: Page) -> None:
    when_they_answer(page, "Two identifiers", _two_identifiers)
    when_they_answer(page, "Escort", _escort)
    when_they_answer(page, "Food and drink", lambda form: keyboard.pick(form, "Food and drink", "light"))
    when_they_answer(page, "Alcohol and sedatives", lambda form: keyboard.pick(form, "Alcohol", "none"))
    when_they_answer(page, "Pregnancy", lambda form: keyboard.pick(form, "Could pregnancy", "no"))
    expect(page.locator(".fl-gates__head")).to_contain_text("12 of 12 done")
    when_they_record(page, "Checks complete")
    then_the_phase_is(page, "Ready")


def _two_identifiers(page: Page) -> None:
    keyboard.tick(page, "Name")
    keyboard.tick(page, "Date of birth")


def _escort(page: Page) -> None:
    keyboard.fill(page, "Name of the escort", "Jan Nowak")
    keyboard.fill(page, "Telephone", "07700 900456")


def when_the_monitor_is_joined_at_the_bedside(page: Page) -> None:
    keyboard.press(page, "None joined")
    keyboard.reach(page, "Monitor 6")
    page.keyboard.press("Space")
    keyboard.tick(page, "Name, as the person says it")
    keyboard.tick(page, "Date of birth on the wristband")
    keyboard.tick(page, "The label on the monitor itself")
    keyboard.press(page, "Join this monitor")
    expect(page.locator(".fl-chart__head")).to_contain_text("Monitor live")


def when_the_drug_is_given(page: Page) -> None:
    open_form(page, "Record start")
    keyboard.choose(page, "Second person", "Tom")
    save_form(page, "Record start")
    then_the_phase_is(page, "Infusing, minute 0 of 40")
    open_form(page, "Record pause")
    keyboard.fill(page, "Reason", "asked for a break")
    save_form(page, "Record pause")
    then_the_phase_is(page, "Paused")
    when_they_record(page, "Record resume")
    open_form(page, "Record event")
    keyboard.choose(page, "What happened", "Nausea")
    save_form(page, "Record event")
    when_they_record(page, "Record end", saves_as="Record end of infusion")
    then_the_phase_is(page, "Recovery")


def when_she_recovers(page: Page) -> None:
    when_they_take_a_set(page, IN_RECOVERY)
    for gate, answer in (
        ("Walking", yes),
        ("Fluid", yes),
        ("Cannula", yes),
        ("PADSS", _padss),
        ("Suicidal intent", no),
        ("No driving", yes),
        ("Crisis card", yes),
    ):
        when_they_answer(page, gate, answer)
    when_they_record(page, "Begin leaving checks")
    then_the_phase_is(page, "Leaving")


def _padss(page: Page) -> None:
    for item in ("Vital signs", "Activity", "Pain", "Bleeding", "Drinking"):
        keyboard.pick(page, item, "2")


def when_a_nurse_signs_that_she_may_leave(page: Page) -> None:
    keyboard.press(page, "Sign fit to leave")
    sign = "Sign fit to leave as Amara Okafor RN"
    keyboard.press(page, sign)
    refused = page.locator(".fl-summary")
    expect(refused).to_contain_text("Time since the end: say why")
    keyboard.fill(page, "Why the person leaves all the same: Time since the end", "Her own wish; escort has her")
    keyboard.fill(page, "Why the person leaves all the same: Next appointment", "Booked by telephone tomorrow")
    keyboard.press(page, sign)
    expect(page.locator(".fl-phases__phase--now")).to_contain_text("Left")


def then_the_record_tells_the_whole_story(page: Page) -> None:
    keyboard.press(page, "To read or print")
    summary = page.locator("main")
    for words in (
        "NOWAK, Zofia",
        "asked for a break",
        "Nausea",
        "Second check at the start",
        "Signed fit to leave",
        "Jan Nowak",
    ):
        expect(summary).to_contain_text(words)
