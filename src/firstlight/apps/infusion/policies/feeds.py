"""When a monitor's feed may be joined to a session: compared at the bedside by a nurse, and free."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import Binding, Monitor, MonitorMessage, Session
from firstlight.apps.infusion.queries.from_rows import signed
from firstlight.apps.infusion.queries.whose import number_in
from firstlight.apps.refusals import Conflict, Invalid, NeedsConfirmation

SAID_LATELY = timedelta(minutes=30)


def check_compared(compared: Mapping[str, bool]) -> dict[str, bool]:
    """What the nurse says they compared. Raises Invalid until it is enough to know the person and the monitor."""
    said = {what: bool(compared.get(what)) for what in ("name", "birth_date", "nhs_number", "monitor_label")}
    if not said["name"] or not (said["birth_date"] or said["nhs_number"]):
        raise Invalid(
            "At the bedside, compare the name and the birth date or NHS number with the wristband, and tick what you compared.",
            "name",
        )
    if not said["monitor_label"]:
        raise Invalid("Read the label on the monitor itself and tick that it is this one.", "monitor_label")
    return said


def check_unbound(monitor: Monitor, session: Session) -> None:
    """Raises Conflict naming the session that has this monitor, or the monitor that this session has."""
    open_ones = Binding.objects.filter(ends_at__isnull=True).select_related(
        "session__patient", "session__bay", "monitor", "bound_by"
    )
    if there := open_ones.filter(monitor=monitor).first():
        raise Conflict(f"{monitor} is joined to {whose(there, session)}. Part it there first.", "monitor")
    if here := open_ones.filter(session=session).first():
        raise Conflict(f"{here.monitor} is joined to this session already, {_since(here)}. Part it first.", "monitor")


def check_place(monitor: Monitor, session: Session) -> None:
    """Raises Conflict for a monitor that stands in another clinic."""
    if monitor.clinic_id not in (None, session.clinic_id):
        raise Conflict(f"{monitor} stands in another clinic. Ask a manager to place it here first.", "monitor")


def check_stated_patient(monitor: Monitor, session: Session, now: datetime, confirmed: bool) -> str:
    """What the monitor last said about whom it is. Asks once where that is not this person."""
    stated = _stated(monitor, now)
    if stated and not confirmed and not _is(stated, session):
        raise NeedsConfirmation(
            {
                "stated_patient": f'The monitor says that its patient is "{stated}", which is not a number of '
                f"{session.patient}. Look at the wristband and at the monitor. Is it this person all the same?"
            }
        )
    return stated


def check_not_in_use(monitor: Monitor) -> None:
    """Raises Conflict while its feed is joined to a session."""
    if there := Binding.objects.filter(monitor=monitor, ends_at__isnull=True).select_related("bound_by").first():
        raise Conflict(f"{monitor} is joined to a session {_since(there)}. Part it there before it moves.")


def _stated(monitor: Monitor, now: datetime) -> str:
    since = now - SAID_LATELY
    lately = Q(effective_at__gt=since) | Q(behind=True, received_at__gt=since)
    said = MonitorMessage.objects.filter(lately, monitor=monitor).exclude(stated_patient="")
    return said.order_by("-received_at", "-id").values_list("stated_patient", flat=True).first() or ""


def _is(stated: str, session: Session) -> bool:
    number, patient = number_in(stated), session.patient
    held = patient.local_identifiers.filter(entered_in_error=False).values_list("value", flat=True)
    return number in {value.replace(" ", "").upper() for value in held} | {patient.nhs_number}


def whose(binding: Binding, asking: Session) -> str:
    """ "the session of BROWN in Bay 2, by Amara Okafor RN at 13:05"."""
    if binding.session_id == asking.pk:
        return f"this session, {_since(binding)}"
    bay = f" in {binding.session.bay}" if binding.session.bay else ""
    return f"the session of {binding.session.patient.family_name.upper()}{bay}, {_since(binding)}"


def _since(binding: Binding) -> str:
    return f"by {signed(binding.bound_by) or 'the system'} at {wall_clock(binding.bound_at)}"
