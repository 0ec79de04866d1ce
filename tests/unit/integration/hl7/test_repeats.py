"""A control id that comes again is the same message, or a counter that started again."""

from firstlight.integration.hl7.repeats import RESTARTED, ControlIds
from tests.contract.hl7.clinic import feed, oru

ROW = "OBX|1|NM|HR||{}|bpm|||||F"


def test_the_same_message_again_draws_no_warning() -> None:
    ids = ControlIds()
    first = ids.checked(feed(oru(ROW.format(70))))
    assert ids.checked(feed(oru(ROW.format(70)))) == first


def test_other_content_under_an_old_control_id_is_said() -> None:
    ids = ControlIds()
    ids.checked(feed(oru(ROW.format(70))))
    assert RESTARTED in ids.checked(feed(oru(ROW.format(71)))).warnings


def test_it_forgets_the_oldest_first() -> None:
    ids = ControlIds(most=2)
    for control_id in ("1", "2", "3"):
        ids.checked(feed(oru(ROW.format(70)))._replace(control_id=control_id))
    changed = feed(oru(ROW.format(71)))
    assert RESTARTED not in ids.checked(changed._replace(control_id="1")).warnings
    assert RESTARTED in ids.checked(changed._replace(control_id="3")).warnings
