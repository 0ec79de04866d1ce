"""Every way in and out is in the log, and trying too often shuts the door for a while."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.models import Staff
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def try_password(client: Client, email: str, password: str) -> int:
    return client.post(reverse("sign-in"), {"login": email, "password": password}).status_code


def log() -> list[tuple[str, int | None]]:
    rows = AuditEntry.objects.filter(verb__startswith="sign_in.").order_by("id")
    return [(row.verb, row.subject_id) for row in rows]


def test_signing_in_and_out_is_in_the_log(client: Client, with_password: Staff) -> None:
    assert try_password(client, with_password.email, given.PASSWORD) == 302
    assert client.get(reverse("patients")).status_code == 200
    client.post(reverse("sign-out"))
    assert client.get(reverse("patients")).status_code == 302
    assert log() == [("sign_in.began", with_password.pk), ("sign_in.ended", with_password.pk)]


def test_signing_out_is_a_press_and_never_a_link(client: Client, with_password: Staff) -> None:
    client.force_login(with_password)
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.get(reverse("patients")).status_code == 200


def test_a_failed_sign_in_is_in_the_log_without_what_was_typed(client: Client, with_password: Staff) -> None:
    assert try_password(client, with_password.email, "wrong but secret") == 200
    assert try_password(client, "mypassword@by.mistake", "x") == 200
    assert log() == [("sign_in.failed", with_password.pk), ("sign_in.failed", None)]
    kept = "".join(AuditEntry.objects.values_list("detail", flat=True))
    assert "secret" not in kept
    assert "mypassword" not in kept


def test_the_answer_does_not_tell_whether_somebody_works_here(client: Client, with_password: Staff) -> None:
    answers = [
        client.post(reverse("sign-in"), {"login": email, "password": "wrong"}).content.decode()
        for email in (with_password.email, "nobody@example.org")
    ]
    told = [answer[answer.index('class="fl-summary"') :].split("</ul>")[0] for answer in answers]
    assert told[0] == told[1]


def test_too_many_tries_shut_the_door_even_to_the_right_password(client: Client, with_password: Staff) -> None:
    tries = [try_password(client, with_password.email, "wrong") for _ in range(5)]
    assert tries == [200, 200, 200, 200, 429]
    page = client.post(reverse("sign-in"), {"login": with_password.email, "password": given.PASSWORD})
    assert page.status_code == 429
    assert "locked from here for 15 minutes" in page.content.decode()
    assert ("sign_in.locked_out", with_password.pk) in log()
    assert client.get(reverse("patients")).status_code == 302


def test_nobody_keeps_another_out_from_elsewhere(client: Client, with_password: Staff) -> None:
    """Wrong passwords for one person's address, from so many others that none of them is locked out itself."""
    for number in range(30):
        elsewhere = Client(REMOTE_ADDR=f"198.51.100.{number}")
        assert try_password(elsewhere, with_password.email, "wrong") == 200
    assert try_password(client, with_password.email, given.PASSWORD) == 302
    assert client.get(reverse("patients")).status_code == 200


def test_one_address_has_no_more_tries_however_many_accounts_it_tries(with_password: Staff) -> None:
    from_one = Client(REMOTE_ADDR="198.51.100.7")
    for number in range(60):
        try_password(from_one, f"somebody{number}@example.org", "wrong")
    assert try_password(from_one, with_password.email, given.PASSWORD) != 302


def test_capital_letters_buy_no_more_tries(client: Client, with_password: Staff) -> None:
    spellings = [with_password.email, with_password.email.upper(), with_password.email.title()]
    tries = [try_password(client, spellings[n % 3], "wrong") for n in range(5)]
    assert tries[-1] == 429


def test_the_door_opens_again_after_a_while(client: Client, with_password: Staff) -> None:
    for _ in range(5):
        try_password(client, with_password.email, "wrong")
    tried = AccessAttempt.objects.get()
    tried.attempt_time -= timedelta(minutes=16)
    tried.save()
    cache.clear()
    assert try_password(client, with_password.email, given.PASSWORD) == 302


def test_a_leaver_cannot_sign_in(client: Client, with_password: Staff) -> None:
    with_password.is_active = False
    with_password.save()
    try_password(client, with_password.email, given.PASSWORD)
    assert client.get(reverse("patients")).status_code == 302


def test_a_new_password_signs_out_every_other_screen(client: Client, with_password: Staff) -> None:
    client.force_login(with_password)
    assert client.get(reverse("patients")).status_code == 200
    with_password.set_password("another long river 9")
    with_password.save()
    assert client.get(reverse("patients")).status_code == 302


def test_going_on_after_signing_in_leads_only_to_pages_of_ours(client: Client, with_password: Staff) -> None:
    typed = {"login": with_password.email, "password": given.PASSWORD, "next": "https://elsewhere.example/"}
    assert "elsewhere" not in client.post(reverse("sign-in"), typed).headers["Location"]


def test_the_password_never_comes_back_to_the_page(client: Client, with_password: Staff) -> None:
    page = client.post(
        reverse("sign-in"), {"login": with_password.email, "password": "a typed secret"}
    ).content.decode()
    assert "a typed secret" not in page
    assert with_password.email in page
