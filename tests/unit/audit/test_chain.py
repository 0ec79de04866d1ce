"""The audit log: what was written stays as it was written, and whoever changes it is found out."""

from contextlib import suppress

import pytest
from django.db import Error, connection, transaction

from firstlight.apps.action import Act, action
from firstlight.apps.actor import Actor
from firstlight.apps.audit import heads, triggers, verification
from firstlight.apps.audit.actions.copy_head import copy_head
from firstlight.apps.audit.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db
JOBS = Actor.system("jobs")


@pytest.fixture(autouse=True)
def heads_file(settings, tmp_path):
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"
    return settings.AUDIT_HEADS_FILE


@action(verb="test.noted", permission="audit.view")
def note(act: Act, *, words: str) -> int:
    act.allow(None)
    act.record(subject=None, patient_id=7, words=words)
    return 1


@pytest.fixture
def six_entries():
    for number in range(6):
        note(JOBS, words=f"entry {number}")


def tamper(sql: str, *values) -> None:
    """As the owner of the database would, who can take the triggers away."""
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    triggers.create(connection)


def test_an_untouched_log_holds(six_entries):
    assert verification.verify() == verification.Verdict(entries=6)


@pytest.mark.parametrize("column", ["verb", "actor_name", "detail", "subject_type", "hash"])
def test_an_altered_entry_is_found_whichever_column_was_altered(six_entries, column):
    tamper(f"UPDATE audit_auditentry SET {column} = 'x' WHERE id = 3")
    assert verification.verify().at_entry == 3


def test_a_moved_clock_is_found(six_entries):
    tamper("UPDATE audit_auditentry SET at = (SELECT at FROM audit_auditentry WHERE id = 1) WHERE id = 4")
    assert verification.verify().at_entry == 4


def test_a_removed_entry_is_found(six_entries):
    tamper("DELETE FROM audit_auditentry WHERE id = 2")
    assert "entry 2 was removed" in verification.verify().fault


def test_an_inserted_entry_is_found(six_entries):
    entry = AuditEntry.objects.get(pk=6)
    entry.pk = 7
    entry.save(force_insert=True)
    verdict = verification.verify()
    assert not verdict.sound
    assert verdict.at_entry == 7


def test_an_entry_added_past_the_head_with_a_true_hash_is_found(six_entries):
    from firstlight.apps.audit import chain

    last = AuditEntry.objects.get(pk=6)
    forged = AuditEntry(id=7, at=last.at, actor_name="nobody", verb="x", detail="{}", previous=last.hash)
    forged.hash = chain.digest(forged)
    forged.save(force_insert=True)
    assert "outside Firstlight" in verification.verify().fault


def test_a_cut_tail_is_found_by_the_head(six_entries):
    tamper("DELETE FROM audit_auditentry WHERE id > 4")
    assert "tail was cut" in verification.verify().fault


def test_a_tail_cut_with_its_head_set_back_is_found_by_the_copied_head(six_entries):
    copy_head(JOBS)
    fourth = AuditEntry.objects.get(pk=4)
    tamper("DELETE FROM audit_auditentry WHERE id > 4")
    AuditHead.objects.update(sequence=4, hash=fourth.hash)
    assert verification.verify().sound
    assert "tail was cut" in verification.verify(heads.read).fault


def test_a_log_rewritten_whole_is_found_by_the_copied_head(six_entries):
    copy_head(JOBS)
    rewrite_up_to(7)
    assert verification.verify().sound
    assert "rewritten" in verification.verify(heads.read).fault


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_auditentry SET verb = 'x'", "DELETE FROM audit_auditentry", "TRUNCATE audit_auditentry"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(six_entries, sql):
    if sql.startswith("TRUNCATE") and connection.vendor == "sqlite":
        sql = "DELETE FROM audit_auditentry WHERE 1"  # SQLite has no TRUNCATE
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEntry.objects.count() == 6


def pretended(number: int) -> list[object]:
    """An entry of this number as somebody with the database's own tools would write it."""
    last = AuditEntry.objects.get(pk=6)
    return [number, last.at, "nobody", "x", "", "{}", last.hash, last.hash]


INTO = "INTO audit_auditentry (id, at, actor_name, verb, subject_type, detail, previous, hash) VALUES "
EIGHT = "(%s, %s, %s, %s, %s, %s, %s, %s)"


@pytest.mark.parametrize("number", [3, 6, 8])
def test_the_database_takes_an_entry_at_the_end_of_the_log_alone(six_entries, number):
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT {INTO}{EIGHT}", pretended(number))


@pytest.mark.parametrize("moved", [False, True], ids=["the head as it is", "the head moved out of the way"])
def test_no_entry_is_replaced_by_the_way_of_adding_one(six_entries, moved):
    if moved:
        AuditHead.objects.update(sequence=2)
    sqlite = connection.vendor == "sqlite"
    replace = f"INSERT OR REPLACE {INTO}{EIGHT}" if sqlite else f"INSERT {INTO}{EIGHT} ON CONFLICT DO NOTHING"
    update = f"INSERT {INTO}{EIGHT} ON CONFLICT (id) DO UPDATE SET actor_name = 'nobody'"
    for statement in (replace, update):
        with suppress(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, pretended(3))
    assert AuditEntry.objects.get(pk=3).actor_name == "jobs"


def test_a_later_copy_of_the_head_never_stands_in_for_an_earlier_one(six_entries):
    """The log is rewritten from its first entry, and the service's own next copy of the head is of the new one."""
    copy_head(JOBS)
    rewritten = rewrite_up_to(6)
    heads.append(heads.Copy("2026-11-23T09:00:00+00:00", 6, rewritten))
    assert "rewritten" in verification.verify(heads.read).fault


def rewrite_up_to(last: int) -> str:
    """Every entry anew, by somebody else, with hashes that fit; the last of them."""
    from firstlight.apps.audit import chain

    triggers.drop(connection)
    AuditEntry.objects.filter(pk__gt=last).delete()
    previous = chain.GENESIS
    for entry in AuditEntry.objects.order_by("id"):
        entry.actor_name, entry.previous = "somebody else", previous
        entry.hash = previous = chain.digest(entry)
        entry.save()
    AuditHead.objects.update(sequence=last, hash=previous)
    triggers.create(connection)
    return previous


def test_a_file_of_copied_heads_that_was_removed_is_a_fault(six_entries, heads_file):
    copy_head(JOBS)
    assert verification.verify(heads.read).sound
    heads_file.unlink()
    assert "entry 7 speaks of is not in the file" in verification.verify(heads.read).fault


def test_one_line_taken_out_of_it_is_a_fault(six_entries, heads_file):
    for _ in range(3):
        copy_head(JOBS)
    lines = heads_file.read_text().splitlines(keepends=True)
    heads_file.write_text("".join(lines[:1] + lines[2:]))
    assert verification.verify(heads.read).at_entry == 8


def test_a_head_copied_while_the_log_is_walked_is_no_fault(six_entries):
    def read_and_copy_once() -> heads.Kept:
        kept = heads.read()
        if not kept.copies:
            copy_head(JOBS)
        return kept

    assert verification.verify(read_and_copy_once).sound


def test_a_line_torn_by_a_power_cut_is_told_and_spoils_no_other(six_entries, heads_file):
    """It was never finished, so the entry that would speak of it was never made either."""
    copy_head(JOBS)
    with heads_file.open("a") as file:
        file.write('{"at": "2026-')
    copy_head(JOBS)
    kept = heads.read()
    assert ([copy.sequence for copy in kept.copies], kept.unreadable) == ([6, 7], (2,))
    assert verification.verify(heads.read).sound


def test_a_copy_that_was_made_unreadable_is_a_fault(six_entries, heads_file):
    copy_head(JOBS)
    heads_file.write_text(heads_file.read_text()[:40])
    assert "not in the file" in verification.verify(heads.read).fault


def test_a_walk_goes_on_from_where_the_last_one_ended(six_entries):
    walked = []
    assert verification.verify(after=4, tell=lambda done, total: walked.append(done)) == verification.Verdict(entries=6)
    assert walked == [5, 6]
    tamper("UPDATE audit_auditentry SET verb = 'x' WHERE id = 5")
    assert verification.verify(after=4).at_entry == 5
    tamper("DELETE FROM audit_auditentry WHERE id = 4")
    assert verification.verify(after=4).at_entry == 4
