"""The triggers that keep the log append-only, the head it starts from, and the work that comes round."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

from firstlight.apps.audit import triggers
from firstlight.apps.audit.chain import GENESIS

DAY = 86_400
DUE = {
    "copy_audit_head": 3600,
    "verify_audit_chain": 900,
    "verify_audit_chain_whole": DAY,
    "clear_expired_sign_ins": DAY,
    "clear_old_keys": DAY,
    "clear_finished_tasks": DAY,
}


def begin(apps: Any, schema_editor: Any) -> None:
    apps.get_model("audit", "AuditHead").objects.create(pk=1, sequence=0, hash=GENESIS)
    for name, seconds in DUE.items():
        apps.get_model("audit", "DueJob").objects.create(
            pk=name, every_seconds=seconds, due_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
    triggers.create(schema_editor.connection)


def end(apps: Any, schema_editor: Any) -> None:
    triggers.drop(schema_editor.connection)
    apps.get_model("audit", "AuditHead").objects.all().delete()
    apps.get_model("audit", "DueJob").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(begin, end)]
