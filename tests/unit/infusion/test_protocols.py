"""A protocol is a file that a named psychiatrist has read: its doubtful values are live nowhere until then."""

import pytest

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol
from firstlight.apps.infusion.actions.approve_protocol_values import approve_protocol_values
from firstlight.apps.infusion.models import ProtocolVersion
from firstlight.apps.infusion.queries import protocol_in, protocol_in_force, session_record
from firstlight.apps.refusals import Conflict, Forbidden, Invalid
from firstlight.clinical.protocol import load
from tests.unit.infusion import day as days
from tests.unit.infusion.day import CODE, Day, at

TEXT = load.packaged_text(CODE)
VERSION = load.parse(TEXT).version


def _next_version(text: str = TEXT) -> str:
    return text.replace(f'version = "{VERSION}"', 'version = "99.0"', 1)


def test_a_bad_file_is_refused_with_the_line_and_the_reason(day: Day) -> None:
    lines = TEXT.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("refuse_systolic_from"))
    lines[place] = lines[place].replace("160", '"high"')
    with pytest.raises(Invalid) as refused:
        adopt_protocol(day.doctor, text="\n".join(lines))
    assert f"line {place + 1}:" in refused.value.message
    assert refused.value.field == "text"


def test_the_text_is_kept_word_for_word(day: Day) -> None:
    assert ProtocolVersion.objects.get(pk=day.protocol_id).text == TEXT


def test_the_same_file_again_is_the_same_version(day: Day) -> None:
    assert adopt_protocol(day.doctor, text=TEXT) == day.protocol_id


def test_other_words_under_a_version_that_exists_are_refused(day: Day) -> None:
    with pytest.raises(Conflict):
        adopt_protocol(day.doctor, text=TEXT + "\n# one more thought\n")


def test_only_a_psychiatrist_adopts_or_approves(day: Day) -> None:
    with pytest.raises(Forbidden):
        adopt_protocol(day.nurse, text=_next_version())
    with pytest.raises(Forbidden):
        approve_protocol_values(day.nurse, protocol_id=day.protocol_id, clinic_id=day.clinic.pk, paths=[])


def test_approval_is_signed_by_a_person_never_by_a_process(day: Day) -> None:
    with pytest.raises(Invalid):
        approve_protocol_values(Actor.system("demo"), protocol_id=day.protocol_id, clinic_id=day.clinic.pk, paths=[])


def test_a_new_version_is_not_in_force_until_all_of_it_is_approved(day: Day) -> None:
    newer = adopt_protocol(day.doctor, text=_next_version())
    in_force = protocol_in_force(day.clinic.pk, CODE)
    assert in_force is not None
    assert in_force.id == day.protocol_id
    paths = [value.path for value in protocol_in(day.clinic.pk, newer).awaiting]
    approve_protocol_values(day.doctor, protocol_id=newer, clinic_id=day.clinic.pk, paths=paths)
    in_force = protocol_in_force(day.clinic.pk, CODE)
    assert in_force is not None
    assert in_force.id == newer


def test_approval_in_one_clinic_is_none_in_another(day: Day) -> None:
    other = days.a_day("Southgate", approved=False)
    assert protocol_in_force(day.clinic.pk, CODE) is not None
    assert protocol_in_force(other.clinic.pk, CODE) is None


def test_a_session_keeps_its_version_when_a_newer_one_comes_into_force(day: Day) -> None:
    session_id = days.under_way(day)
    newer = adopt_protocol(day.doctor, text=_next_version())
    paths = [value.path for value in protocol_in(day.clinic.pk, newer).awaiting]
    approve_protocol_values(day.doctor, protocol_id=newer, clinic_id=day.clinic.pk, paths=paths)
    assert session_record(session_id, at(31)).protocol.version == VERSION


def test_a_value_keeps_the_name_of_whoever_approved_it_first(day: Day) -> None:
    first = protocol_in(day.clinic.pk, day.protocol_id).approvals
    approve_protocol_values(
        day.doctor, protocol_id=day.protocol_id, clinic_id=day.clinic.pk, paths=[first[0].path, first[1].path]
    )
    assert protocol_in(day.clinic.pk, day.protocol_id).approvals == first


def test_a_path_that_the_file_does_not_have_is_refused(day: Day) -> None:
    with pytest.raises(Invalid):
        approve_protocol_values(day.doctor, protocol_id=day.protocol_id, clinic_id=day.clinic.pk, paths=["dose.colour"])
