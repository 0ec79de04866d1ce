"""A clinician writes a version of a protocol: every fault on its line, every change with its sources, and adopts only what
was checked. Sessions keep the version they were booked under."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firstlight.apps.infusion.forms.protocols import MOST_BYTES, digest_of
from firstlight.apps.infusion.models import ProtocolApproval, ProtocolVersion
from firstlight.apps.infusion.queries import protocol_in, protocol_in_force
from firstlight.clinical.protocol import load
from tests.unit.infusion import day as days
from tests.unit.infusion.day import CODE, standing_at
from tests.unit.infusion_pages.conftest import SignIn
from tests.unit.infusion_pages.test_papers_and_leaving import get, send

TEXT = load.packaged_text(CODE)
SECOND = TEXT.replace('version = "1"', 'version = "2"', 1).replace("cap_mg = { value = 80", "cap_mg = { value = 60")
CHANGED = SECOND.replace("systolic_above = { value = 140", "systolic_above = { value = 130")


@pytest.fixture
def doctor(signed_in: SignIn) -> Client:
    return signed_in("doctor")


def adopts(client: Client, address: str, text: str, minute: float = 1) -> tuple[int, str]:
    return send(client, address, minute, text=text, checked=digest_of(text), adopt="yes")


def second(day: days.Day, client: Client, minute: float = 1) -> int:
    """Version 2 of the protocol, adopted through the page and approved by nobody yet."""
    assert adopts(client, f"/protocols/{day.protocol_id}/edit/", SECOND, minute)[0] == 302
    return ProtocolVersion.objects.get(code=CODE, version="2").pk


class TestWriting:
    def test_a_new_version_begins_from_the_words_of_the_old(self, day: days.Day, doctor: Client) -> None:
        text = get(doctor, f"/protocols/{day.protocol_id}/edit/", 1)
        assert "cap_mg = { value = 80" in text
        assert "Adopt this version" not in text

    def test_each_fault_stands_with_its_line_and_the_words_on_it_and_nothing_typed_is_lost(
        self, day: days.Day, doctor: Client
    ) -> None:
        spoiled = SECOND.replace("cap_mg = { value = 60", 'cap_mg = { value = "sixty"').replace(
            "urgent_minutes = { value = 5", "urgent_minutes = { value = 1"
        )
        lines = spoiled.split("\n")
        place = next(number for number, line in enumerate(lines, start=1) if line.startswith("cap_mg ="))
        status, text = send(doctor, f"/protocols/{day.protocol_id}/edit/", 1, text=spoiled, check="yes")
        assert status == 422
        assert "2 faults" in text
        assert f"<b>Line {place}</b>: dose.cap_mg.value: this must be a number" in text
        assert "a set must turn urgent later than it turns amber" in text
        assert text.count("sixty") == 2
        assert "Adopt this version" not in text

    def test_a_check_shows_what_changes_with_sources_and_in_the_sample_session(
        self, day: days.Day, doctor: Client
    ) -> None:
        status, text = send(doctor, f"/protocols/{day.protocol_id}/edit/", 1, text=CHANGED, check="yes")
        assert status == 200
        assert "Changed values, 2" in text
        assert '<b>80</b> mg<br><span class="fl-quiet">FL, proposed' in text
        assert "<b>60</b> mg" in text
        assert "138/84 is above the limits for age 52." in text
        assert f'name="checked" value="{digest_of(CHANGED)}"' in text

    def test_words_changed_after_the_check_are_checked_again_before_they_are_adopted(
        self, day: days.Day, doctor: Client
    ) -> None:
        address = f"/protocols/{day.protocol_id}/edit/"
        status, text = send(doctor, address, 1, text=CHANGED, checked=digest_of(SECOND), adopt="yes")
        assert status == 200
        assert "Changed values, 2" in text
        assert not ProtocolVersion.objects.filter(version="2").exists()

    def test_faulty_words_are_never_adopted_whatever_the_page_says(self, day: days.Day, doctor: Client) -> None:
        bad = SECOND.replace("[dose]", "[doze]")
        assert adopts(doctor, f"/protocols/{day.protocol_id}/edit/", bad)[0] == 422
        assert ProtocolVersion.objects.count() == 1

    def test_a_version_number_that_exists_is_refused_and_the_words_are_kept(
        self, day: days.Day, doctor: Client
    ) -> None:
        status, text = adopts(doctor, f"/protocols/{day.protocol_id}/edit/", TEXT + "\n# a thought\n")
        assert status == 422
        assert "give this file a new version number" in text
        assert "# a thought" in text

    def test_lines_that_a_browser_ends_its_own_way_are_the_same_words(self, day: days.Day, doctor: Client) -> None:
        status, _ = send(
            doctor, "/protocols/adopt/", 1, text=TEXT.replace("\n", "\r\n"), checked=digest_of(TEXT), adopt="yes"
        )
        assert status == 302
        assert ProtocolVersion.objects.count() == 1

    def test_a_file_takes_the_place_of_the_text(self, day: days.Day, doctor: Client) -> None:
        file = SimpleUploadedFile("second.toml", SECOND.encode(), "text/plain")
        with standing_at(1):
            words = {"request_key": str(uuid.uuid4()), "text": "", "file": file, "check": "yes"}
            answer = doctor.post(f"/protocols/{day.protocol_id}/edit/", words)
        assert answer.status_code == 200
        assert "cap_mg = { value = 60" in answer.content.decode()

    @pytest.mark.parametrize(
        ("content", "reason"), [(b"\xff\xfe\x00", "no text file"), (b"#" * (MOST_BYTES + 1), "too large")]
    )
    def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
        self, day: days.Day, doctor: Client, content: bytes, reason: str
    ) -> None:
        file = SimpleUploadedFile("x.toml", content, "text/plain")
        with standing_at(1):
            answer = doctor.post("/protocols/adopt/", {"request_key": str(uuid.uuid4()), "file": file})
        assert answer.status_code == 422
        assert reason in answer.content.decode()

    def test_nothing_at_all_is_refused(self, day: days.Day, doctor: Client) -> None:
        status, text = send(doctor, "/protocols/adopt/", 1, text=" ", check="yes")
        assert status == 422
        assert "Paste the whole text of the file" in text

    def test_a_protocol_without_one_to_begin_from_shows_its_sample_session(self, day: days.Day, doctor: Client) -> None:
        text = load.packaged_text("nasal-esketamine-28")
        status, page = send(doctor, "/protocols/adopt/", 1, text=text, check="yes")
        assert status == 200
        assert "2 × 28 mg = 56 mg" in page
        assert adopts(doctor, "/protocols/adopt/", text)[0] == 302

    @pytest.mark.parametrize("who", ["nurse", "pharmacist"])
    def test_only_a_psychiatrist_writes(self, day: days.Day, signed_in: SignIn, who: str) -> None:
        client = signed_in(who)
        with standing_at(1):
            assert client.get(f"/protocols/{day.protocol_id}/edit/").status_code == 403
        assert "Write a new version" not in get(client, f"/protocols/{day.protocol_id}/", 1)


class TestReading:
    def test_two_versions_are_compared_both_ways_by_whoever_may_look(
        self, day: days.Day, doctor: Client, nurse: Client
    ) -> None:
        newer = second(day, doctor)
        assert f"/protocols/{day.protocol_id}/compare/{newer}/" in get(nurse, f"/protocols/{newer}/", 2)
        text = get(nurse, f"/protocols/{day.protocol_id}/compare/{newer}/", 2)
        assert text.index("<b>80</b> mg") < text.index("<b>60</b> mg")
        back = get(nurse, f"/protocols/{newer}/compare/{day.protocol_id}/", 2)
        assert back.index("<b>60</b> mg") < back.index("<b>80</b> mg")

    def test_a_version_compared_with_itself_differs_in_nothing(self, day: days.Day, nurse: Client) -> None:
        text = get(nurse, f"/protocols/{day.protocol_id}/compare/{day.protocol_id}/", 1)
        assert "No value differs." in text
        assert "The sample session would be the same." in text

    def test_the_sample_session_is_shown_part_by_part(self, day: days.Day, nurse: Client) -> None:
        text = get(nurse, f"/protocols/{day.protocol_id}/sample/", 1)
        assert text.index("<h2>Dose</h2>") < text.index("<h2>Observations asked for</h2>")
        assert "Minute 30: urgent" in text

    def test_the_file_is_shown_word_for_word_with_its_lines(self, day: days.Day, nurse: Client) -> None:
        text = get(nurse, f"/protocols/{day.protocol_id}/file/", 1)
        place = TEXT.split("\n").index('code = "iv-racemic-0.5-40"') + 1
        assert f'<li id="line-{place}"><code>code = &#34;iv-racemic-0.5-40&#34;</code></li>' in text

    def test_a_protocol_that_is_not_there_says_where_to_go(self, day: days.Day, nurse: Client) -> None:
        for page in ("999/", "999/file/", "999/sample/", f"{day.protocol_id}/compare/999/"):
            with standing_at(1):
                assert nurse.get(f"/protocols/{page}").status_code == 404


class TestApproving:
    def test_values_unchanged_from_an_approved_version_say_so_and_are_approved_together(
        self, day: days.Day, doctor: Client
    ) -> None:
        newer = second(day, doctor)
        address = f"/protocols/{newer}/"
        assert "As in version 1, Priya Raman" in get(doctor, address, 2)
        assert send(doctor, f"{address}approve/", 2, which="unchanged")[0] == 422
        assert send(doctor, f"{address}approve/", 2, which="unchanged", read="on")[0] == 302
        assert [value.path for value in protocol_in(day.clinic.pk, newer).awaiting] == ["dose.cap_mg"]
        assert send(doctor, f"{address}approve/", 3, which="ticked", paths=["dose.cap_mg"])[0] == 302
        in_force = protocol_in_force(day.clinic.pk, CODE)
        assert in_force is not None
        assert in_force.id == newer

    def test_all_are_approved_together_only_by_saying_that_each_was_read(self, day: days.Day, doctor: Client) -> None:
        newer = second(day, doctor)
        status, text = send(doctor, f"/protocols/{newer}/approve/", 2, which="all")
        assert status == 422
        assert "Read every value" in text
        assert not ProtocolApproval.objects.filter(protocol_id=newer).exists()
        assert send(doctor, f"/protocols/{newer}/approve/", 2, which="all", read="on")[0] == 302
        assert protocol_in(day.clinic.pk, newer).in_force

    def test_a_session_under_way_keeps_its_version_and_the_next_booking_takes_the_new_one(
        self, day: days.Day, doctor: Client
    ) -> None:
        session_id = days.under_way(day)
        newer = second(day, doctor, 31)
        assert send(doctor, f"/protocols/{newer}/approve/", 32, which="all", read="on")[0] == 302
        assert days.row(session_id).protocol_id == day.protocol_id
        other = days.booked(day, days.a_patient(day, "Hill"), bay=1)
        assert days.row(other).protocol_id == newer
