"""A session's version rises with every write to it, whoever's table the row is in, so that a screen knows it is behind."""

from collections.abc import Collection

from django.db.models import F, QuerySet

from firstlight.apps.action import Act
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.states import ENDED


def keep(act: Act, session: Session, *fields: str, **detail: object) -> None:
    """Save the named fields of a locked session with its next version; leave the audit entry and tell the clinic."""
    session.version += 1
    session.save(update_fields=[*fields, "version"])
    act.record(subject=session, patient_id=session.patient_id, clinic_id=session.clinic_id, **detail)
    act.changed(session.clinic_id)


def touch(session_id: int) -> None:
    """Raise the version of a session whose row is not held here."""
    Session.objects.filter(pk=session_id).update(version=F("version") + 1)


def touch_ahead(*, patient_ids: Collection[int], clinic_id: int) -> None:
    """Raise the versions of a person's sessions in this clinic that have not ended: a paper of theirs changed."""
    _touch(Session.objects.filter(patient_id__in=patient_ids, clinic_id=clinic_id).exclude(state__in=ENDED))


def touch_under(*, protocol_id: int, clinic_id: int) -> None:
    """Raise the versions of the sessions in this clinic that go by a protocol and have not ended."""
    _touch(Session.objects.filter(protocol_id=protocol_id, clinic_id=clinic_id).exclude(state__in=ENDED))


def touch_waiting(clinic_id: int) -> None:
    """Raise the versions of the clinic's sessions whose drug has not begun: who is on duty bears on their gates."""
    _touch(Session.objects.filter(clinic_id=clinic_id, started_at__isnull=True).exclude(state__in=ENDED))


def _touch(sessions: QuerySet[Session]) -> None:
    """Their rows are taken in the one order in which `locking` takes several, so that two people cannot block each other."""
    held = sessions.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    Session.objects.filter(pk__in=list(held)).update(version=F("version") + 1)
