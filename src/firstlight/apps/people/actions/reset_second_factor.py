"""Somebody lost their second factor. It is taken away, every screen of theirs is signed out, and they add another when
they next sign in."""

from allauth.mfa.models import Authenticator

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people import anothers_sign_in, policies
from firstlight.apps.people.models import Staff
from firstlight.apps.people.queries import member_of


@action(verb="staff.second_factor.reset", permission="staff.manage")
def reset_second_factor(act: Act, *, staff_id: int, clinic_id: int, reason: str) -> int:
    """Whoever asks must have been recognised: `reason` says how.

    Raises Forbidden for oneself, for somebody who also works where the actor is no manager, and after making their link.
    """
    act.allow(clinic_id)
    why = policies.check_reason(reason)
    policies.check_not_oneself(act.actor, member_of(clinic_id, staff_id), "resets the second factor of")
    staff = Staff.objects.select_for_update(no_key=True).get(pk=staff_id)
    policies.check_here(staff)
    anothers_sign_in.check_manages_everywhere(act.actor, staff, act.name.permission)
    anothers_sign_in.check_second_manager(act.actor, staff, anothers_sign_in.LINK)
    taken, _ = Authenticator.objects.filter(user=staff).delete()
    staff.second_factor_reset_at = clock.now()
    staff.save()
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name(), reason=why, taken_away=taken)
    return staff.pk
