"""What the database itself holds about bays, people and days, when somebody took one between our look and our write."""

from datetime import date

from django.db import IntegrityError
from django.db.models import UniqueConstraint

from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.policies.bays import BayRow
from firstlight.apps.infusion.policies.bookings import day_taken
from firstlight.apps.refusals import Conflict


def seat_taken(fault: IntegrityError, bay: BayRow) -> Exception:
    """What to raise where somebody could not be given a bay; the fault itself where it is another one."""
    match _broken(fault):
        case "one_session_in_a_bay":
            return Conflict(f"{bay} was taken a moment ago. Look at the board and choose another.", "bay")
        case "one_session_a_person_at_a_time":
            return Conflict(
                "This person was shown to another bay a moment ago, in another session. Open that one instead."
            )
    return fault


def day_booked(fault: IntegrityError, patient_id: int, day: date) -> Exception:
    """The same where a session could not be booked for a day."""
    return day_taken([patient_id], day) if _broken(fault) == "one_session_a_person_a_day" else fault


def _broken(fault: IntegrityError) -> str:
    """The constraint's name. PostgreSQL tells it; SQLite tells the columns: "UNIQUE constraint failed: a.b, a.c"."""
    cause = fault.__cause__
    if told := getattr(getattr(cause, "diag", None), "constraint_name", None):
        return str(told)
    columns = set(str(cause).rpartition(": ")[2].split(", "))
    return next((one.name for one in Session._meta.constraints if columns == _columns(one)), "")


def _columns(constraint: object) -> set[str]:
    fields = constraint.fields if isinstance(constraint, UniqueConstraint) else ()
    columns = {field.name: field.column for field in Session._meta.concrete_fields}
    return {f"{Session._meta.db_table}.{columns[field]}" for field in fields}
