"""The audit log: what was written stays as it was written, and whoever changes it is found out."""

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
    assert "tail was cut" in verification.verify(heads.read()).fault


def test_a_log_rewritten_whole_is_found_by_the_copied_head(six_entries):
    from firstlight.apps.audit import chain

    copy_head(JOBS)
    triggers.drop(connection)
    previous = chain.GENESIS
    for entry in AuditEntry.objects.order_by("id"):
        entry.actor_name, entry.previous = "somebody else", previous
        entry.hash = previous = chain.digest(entry)
        entry.save()
    AuditHead.objects.update(hash=previous)
    assert verification.verify().sound
    assert "rewritten" in verification.verify(heads.read()).fault


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_auditentry SET verb = 'x'", "DELETE FROM audit_auditentry", "TRUNCATE audit_auditentry"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(six_entries, sql):
    if sql.startswith("TRUNCATE") and connection.vendor == "sqlite":
        sql = "DELETE FROM audit_auditentry WHERE 1"  # SQLite has no TRUNCATE
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEntry.objects.count() == 6
