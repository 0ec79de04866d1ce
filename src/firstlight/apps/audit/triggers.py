"""The database itself refuses to change or remove a line of the audit log, or to add one anywhere but at its end, on both
kinds of database."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE, HEAD = "audit_auditentry", "audit_audithead"
REFUSAL = "the audit log is append-only"

SQLITE = [
    *(
        f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    # INSERT OR REPLACE removes a line without asking the trigger on removing
    f"CREATE TRIGGER audit_at_the_end BEFORE INSERT ON {TABLE} "
    f"WHEN NEW.id IS NOT (SELECT sequence + 1 FROM {HEAD}) OR EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE FUNCTION audit_refuse_elsewhere() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NEW.id IS DISTINCT FROM (SELECT sequence + 1 FROM {HEAD}) THEN RAISE EXCEPTION '{REFUSAL}'; END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER audit_at_the_end BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse_elsewhere()",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
]
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in ("audit_no_update", "audit_no_delete", "audit_at_the_end")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS audit_at_the_end ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_no_truncate ON {TABLE}",
        "DROP FUNCTION IF EXISTS audit_refuse()",
        "DROP FUNCTION IF EXISTS audit_refuse_elsewhere()",
    ],
}


def create(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    _run(connection, POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for an empty database that a backup is restored into."""
    _run(connection, DROP[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
