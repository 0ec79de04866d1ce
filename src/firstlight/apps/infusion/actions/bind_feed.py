"""A nurse at the bedside joins a monitor's feed to a session, having compared the person, the wristband and the
monitor's label. Never by bay number alone."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_monitor, locked_session
from firstlight.apps.infusion.models import Binding


@action(verb="feed.bound", permission="monitor.bind")
def bind_feed(
    act: Act, *, session_id: int, monitor_id: int, compared: dict[str, bool], stated_patient_confirmed: bool = False
) -> int:
    """The id of the binding. `compared` has name, birth_date, nhs_number and monitor_label, each true where compared.

    Raises Invalid until enough is compared, Conflict where monitor or session is joined already, and asks once
    (NeedsConfirmation) where the monitor says that its patient is somebody else.
    """
    session, monitor = locked_session(session_id), locked_monitor(monitor_id)
    act.allow(session.clinic_id)
    policies.check_in_a_bay(session)
    policies.check_place(monitor, session)
    policies.check_unbound(monitor, session)
    said = policies.check_compared(compared)
    now = clock.now()
    stated = policies.check_stated_patient(monitor, session, now, stated_patient_confirmed)
    if monitor.clinic_id is None:
        monitor.clinic_id, monitor.set_aside_at = session.clinic_id, None
        monitor.save(update_fields=["clinic", "set_aside_at"])
    binding = Binding.objects.create(
        session=session,
        monitor=monitor,
        starts_at=now,
        bound_at=now,
        bound_by_id=act.actor.staff_id,
        confirmed=said | {"stated_patient": stated, "stated_patient_confirmed": stated_patient_confirmed},
    )
    keep(act, session, monitor_id=monitor.pk, compared=said, stated_patient=stated)
    return binding.pk
