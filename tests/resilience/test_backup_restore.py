"""A backup put back is the clinic as it was: everything, nothing else, and provably so. On both databases."""

import hashlib
import json
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.services import Service, Templates

LOG = "SELECT id, at, actor_name, verb, detail, hash FROM audit_auditentry ORDER BY id"


@pytest.fixture
def backup(service: Service, tmp_path: Path) -> Path:
    """Of a service in which something was done."""
    service.must("audit", "verify")
    service.must("backup", str(tmp_path / "backup"))
    return tmp_path / "backup"


@pytest.fixture
def another(service: Service, templates: Templates, tmp_path: Path) -> Service:
    """A second machine with the same kind of database, and nothing in it yet."""
    return Service(tmp_path / "another", templates.server.make() if service.url else "")


def manifest(backup: Path) -> dict[str, object]:
    with tarfile.open(backup) as tar:
        found = tar.extractfile("manifest.json")
        assert found is not None
        return dict(json.loads(found.read()))


def test_a_backup_put_back_on_another_machine_holds_everything(
    service: Service, backup: Path, another: Service
) -> None:
    before = service.rows(LOG)
    said = another.must("restore", str(backup))
    assert "all 2 audit entries hold" in said

    after = another.rows(LOG)
    assert after[: len(before)] == before
    assert [row[3] for row in after[len(before) :]] == ["database.restored"]
    another.must("audit", "verify")
    another.must("migrate", "--check")


def test_the_manifest_says_what_the_copy_is(service: Service, backup: Path) -> None:
    (sequence, head), *_ = service.rows("SELECT sequence, hash FROM audit_audithead")
    said = manifest(backup)
    assert (said["audit_sequence"], said["audit_hash"]) == (sequence, head)
    assert said["kind"] == ("postgresql" if service.url else "sqlite")


def test_only_its_owner_can_read_a_backup(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_backup_is_never_written_through_a_link_nor_into_a_file_that_others_may_read(
    service: Service, tmp_path: Path
) -> None:
    """Somebody who may write into the folder of backups laid it there, or a backup that was cut off left it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"")
    (tmp_path / "backup.part").symlink_to(elsewhere)
    service.must("backup", str(tmp_path / "backup"))
    assert elsewhere.read_bytes() == b""
    assert not (tmp_path / "backup").is_symlink()

    (tmp_path / "second.part").touch(mode=0o666)
    service.must("backup", str(tmp_path / "second"))
    assert stat.S_IMODE((tmp_path / "second").stat().st_mode) == 0o600


def test_a_backup_never_takes_the_place_of_another(service: Service, backup: Path) -> None:
    before = backup.read_bytes()
    done = service.run("backup", str(backup))
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert backup.read_bytes() == before


def test_a_database_that_holds_anything_is_not_replaced_unasked(service: Service, backup: Path) -> None:
    before = service.rows(LOG)
    done = service.run("restore", str(backup))
    assert done.returncode == 1
    assert "add --replace" in done.stderr
    assert service.rows(LOG) == before


def test_what_was_done_after_the_backup_is_set_aside_and_not_deleted(service: Service, backup: Path) -> None:
    service.must("audit", "verify")
    later = service.rows(LOG)
    said = service.must("restore", "--replace", str(backup))
    assert "is kept" in said or "are kept" in said
    assert service.rows(LOG) != later
    assert kept_log(service) == later


def kept_log(service: Service) -> list[tuple[object, ...]]:
    if not service.url:
        (kept,) = service.folder.glob("firstlight-before-restore-*.sqlite3")
        with closing(sqlite3.connect(kept)) as database:
            return database.execute(LOG).fetchall()
    ((schema,),) = service.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before_restore_%'")
    return service.rows(LOG.replace("audit_auditentry", f"{schema}.audit_auditentry"))


def test_heads_copied_after_the_backup_do_not_make_the_restored_log_look_cut(service: Service, backup: Path) -> None:
    service.must("backup", str(backup.with_name("later")))  # copies the head again
    service.must("restore", "--replace", str(backup))
    service.must("audit", "verify")
    (aside,) = service.folder.glob("audit-heads-before-restore-*.jsonl")
    assert len(aside.read_text().splitlines()) == 2


def test_a_damaged_file_changes_nothing(service: Service, backup: Path) -> None:
    whole = bytearray(backup.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    backup.write_bytes(whole)
    before = service.rows(LOG)

    done = service.run("restore", "--replace", str(backup))
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert "altered or damaged" in done.stderr
    assert service.rows(LOG) == before


@pytest.mark.parametrize("content", [b"", b"not a backup", b"\0" * 4096])
def test_a_file_that_is_no_backup_is_named_as_such(templates: Templates, tmp_path: Path, content: bytes) -> None:
    service = templates.sqlite(tmp_path / "service")
    (tmp_path / "file").write_bytes(content)
    done = service.run("restore", "--replace", str(tmp_path / "file"))
    assert done.returncode == 1
    assert "is not a backup made by Firstlight" in done.stderr


def test_a_log_rewritten_inside_a_backup_is_found_at_once(templates: Templates, tmp_path: Path) -> None:
    """The checksum is made to fit again, as somebody who means to deceive would."""
    service, backup = templates.sqlite(tmp_path / "service"), tmp_path / "backup"
    service.must("audit", "verify")
    service.must("backup", str(backup))
    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "inside", filter="data")
    forge(tmp_path / "inside")
    with tarfile.open(backup, "w") as tar:
        for path in sorted((tmp_path / "inside").iterdir()):
            tar.add(path, path.name)

    done = Service(tmp_path / "another").run("restore", str(backup))
    assert done.returncode == 1
    assert "does NOT hold: entry 1 was altered" in done.stderr


def test_copied_heads_damaged_inside_a_backup_are_found(templates: Templates, tmp_path: Path) -> None:
    service, backup = templates.sqlite(tmp_path / "service"), tmp_path / "backup"
    service.must("backup", str(backup))
    whole = backup.read_bytes()
    backup.write_bytes(whole.replace(b'"sequence": 0, "hash": "0', b'"sequence": 0, "hash": "1'))
    assert backup.read_bytes() != whole
    done = Service(tmp_path / "another").run("restore", str(backup))
    assert done.returncode == 1
    assert "altered or damaged" in done.stderr


def forge(inside: Path) -> None:
    with closing(sqlite3.connect(inside / "database")) as database, database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE audit_auditentry SET actor_name = 'Somebody else' WHERE id = 1")
    said = json.loads((inside / "manifest.json").read_text())
    said["sha256"] = hashlib.sha256((inside / "database").read_bytes()).hexdigest()
    (inside / "manifest.json").write_text(json.dumps(said))


def test_a_running_firstlight_keeps_its_database(service: Service, backup: Path) -> None:
    before = service.rows(LOG)
    with connected(service):
        done = service.run("restore", "--replace", str(backup))
    assert done.returncode == 1
    assert "Firstlight is running" in done.stderr
    assert service.rows(LOG) == before


@contextmanager
def connected(service: Service) -> Iterator[None]:
    """As a process of Firstlight is."""
    if service.url:
        with psycopg.connect(service.url, application_name="firstlight"):
            yield
        return
    with closing(sqlite3.connect(service.database)) as database:
        database.execute("SELECT count(*) FROM audit_auditentry").fetchone()
        yield


def test_a_backup_made_while_the_clinic_works_is_of_one_moment(
    service: Service, another: Service, tmp_path: Path
) -> None:
    """A writer keeps two tables equal in every transaction; no copy may ever show them different."""
    with written_to_all_the_time(service) as written:
        service.must("backup", str(tmp_path / "backup"))
    assert written() > 0

    another.must("restore", str(tmp_path / "backup"))
    (counts,) = another.rows("SELECT (SELECT count(*) FROM one), (SELECT count(*) FROM two)")
    assert counts[0] == counts[1] > 0


@contextmanager
def written_to_all_the_time(service: Service) -> Iterator[Callable[[], int]]:
    ended, begun, count = threading.Event(), threading.Event(), 0

    def write() -> None:
        nonlocal count
        opened = psycopg.connect(service.url) if service.url else sqlite3.connect(service.database, timeout=30)
        with closing(opened) as database:
            for table in ("one", "two"):
                database.execute(f"CREATE TABLE {table} (number integer)")
            database.commit()
            while not ended.wait(0.002):  # SQLite's lock has no queue: who never rests keeps everybody else out
                database.execute("INSERT INTO one VALUES (1)")
                database.execute("INSERT INTO two VALUES (1)")
                database.commit()
                count += 1
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(30)
    try:
        yield lambda: count
    finally:
        ended.set()
        writer.join()


def test_a_backup_of_one_database_does_not_go_into_the_other(templates: Templates, tmp_path: Path) -> None:
    service = templates.sqlite(tmp_path / "service")
    service.must("backup", str(tmp_path / "backup"))
    other = Service(tmp_path / "other", templates.server.make())
    done = other.run("restore", str(tmp_path / "backup"))
    assert done.returncode == 1
    assert "this is a backup of sqlite, and the database here is postgresql" in done.stderr
