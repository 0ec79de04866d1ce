"""Say in the log that the database was put back from a backup, so that a gap in what people recorded is explained."""

from firstlight.apps.action import Act, action
from firstlight.apps.audit import queries


@action(verb="database.restored", permission="audit.view")
def note_restore(act: Act, *, made_at: str, entries: int) -> int:
    """`made_at` is when the backup was made (ISO 8601); `entries` how many audit entries it held."""
    act.allow(None)
    act.record(subject=queries.head(), made_at=made_at, entries=entries)
    return entries
