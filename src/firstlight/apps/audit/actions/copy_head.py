"""Copy the head of the chain outside the database. Done hourly by the jobs process and before a backup."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.audit import heads, queries


@action(verb="audit.head.copied", permission="audit.view")
def copy_head(act: Act) -> int:
    """Append where the chain ends now to the file of copies; the entry made of it is the next one."""
    act.allow(None)
    head = queries.head()
    heads.append(heads.Copy(clock.now().isoformat(), head.sequence, head.hash))
    act.record(subject=head, sequence=head.sequence)
    return head.sequence
