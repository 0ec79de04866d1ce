"""Which of a monitor's readings a nurse may claim for a session: those that belong to nobody, of a time in which the person
was here. Where the two clocks differ the nurse says which one is right."""

from datetime import datetime

from django.db.models import Q

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import Binding, Monitor, Session
from firstlight.apps.infusion.policies.feeds import whose
from firstlight.apps.infusion.policies.moves import check_somebody_came
from firstlight.apps.infusion.queries.belonging import messages_of
from firstlight.apps.refusals import Conflict, Invalid

BOTH = Binding.Clock.BOTH


def claimed_until(session: Session, monitor: Monitor, starts_at: datetime, by_clock: str, now: datetime) -> datetime:
    """Where a claim without an end stops: where the monitor was next joined, else now or when the person left.

    Told by one clock alone it may run on into the session's own join of that monitor.
    """
    joined = Binding.objects.filter(monitor=monitor, starts_at__gt=starts_at)
    if by_clock != BOTH:
        joined = joined.exclude(session=session)
    next_one = joined.order_by("starts_at").values_list("starts_at", flat=True).first()
    return min(filter(None, (next_one, session.left_at, now)))


def check_clock(by_clock: str) -> None:
    """Raises Invalid."""
    if by_clock not in Binding.Clock.values:
        raise Invalid("Say which clock tells whose these readings are.", "by_clock")


def check_claim(session: Session, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises Invalid for a time in which the person was not here, or that ends before it begins."""
    check_somebody_came(session)
    arrived_at, last = session.arrived_at, min(now, session.left_at or now)
    if arrived_at is None or starts_at < arrived_at:
        raise Invalid(
            f"The person was not here before {wall_clock(arrived_at or now)}. Claim from then on.", "starts_at"
        )
    if ends_at > last:
        raise Invalid(f"Nothing can be claimed after {wall_clock(last)}. Choose an earlier end.", "ends_at")
    if ends_at <= starts_at:
        raise Invalid("The claim ends before it begins. Look at the two times.", "ends_at")


def check_nobodys(claim: Binding) -> None:
    """Raises Conflict where any of that time is taken, or any message in it: each belongs to one session."""
    if there := _joined_meanwhile(claim):
        raise Conflict(
            f"Part of that time is taken: {there.monitor} was joined to {whose(there, claim.session)} from "
            f"{wall_clock(there.starts_at)}. Choose a time that ends before it or begins after it.",
            "starts_at",
        )
    others = Binding.objects.filter(monitor=claim.monitor).exclude(by_clock=BOTH).exclude(session=claim.session)
    claimed = [one for one in others if messages_of([claim]).filter(pk__in=messages_of([one])).exists()]
    if claimed:
        raise Conflict(
            f"Some of these readings were claimed for {whose(claimed[0], claim.session)}. Ask there which clock is right.",
            "by_clock",
        )


def _joined_meanwhile(claim: Binding) -> Binding | None:
    """A session has one feed at a time, and a monitor one session; a claim by one clock may lie within its own join."""
    overlapping = Binding.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=claim.starts_at), starts_at__lt=claim.ends_at
    )
    taken = overlapping.filter(Q(monitor=claim.monitor) | Q(session=claim.session))
    if claim.by_clock != BOTH:
        taken = taken.exclude(monitor=claim.monitor, session=claim.session)
    return taken.select_related("session__patient", "session__bay", "bound_by", "monitor").first()
