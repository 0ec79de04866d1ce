"""A clinician who compares two versions sees each change once, and nothing else."""

from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.differences import differences
from firstlight.clinical.protocol.protocol import Protocol


def test_a_version_does_not_differ_from_itself(protocol: Protocol) -> None:
    assert differences(protocol, protocol) == ()


def test_moving_lines_about_changes_nothing(text: str, protocol: Protocol) -> None:
    assert differences(protocol, load.parse("# a new first line\n" + text)) == ()


def test_a_changed_figure_is_shown_with_both_values(text: str, protocol: Protocol) -> None:
    (change,) = differences(protocol, load.parse(text.replace("cap_mg = { value = 80", "cap_mg = { value = 60")))
    assert change.before is not None
    assert change.after is not None
    assert (change.path, change.before.value, change.after.value) == ("dose.cap_mg", "80", "60")


def test_a_changed_confidence_is_a_change(text: str, protocol: Protocol) -> None:
    surer = text.replace(
        'cap_mg = { value = 80, unit = "mg", source = "FL", confidence = "proposed" }',
        'cap_mg = { value = 80, unit = "mg", source = "FL", confidence = "sourced" }',
    )
    assert [change.path for change in differences(protocol, load.parse(surer))] == ["dose.cap_mg"]


def test_a_set_added_and_a_set_dropped_are_each_named(text: str, protocol: Protocol) -> None:
    closer = load.parse(text.replace("minutes = [10, 20, 30]", "minutes = [10, 15, 30]"))
    added, dropped = differences(protocol, closer)
    assert (added.path, added.before) == ("observations.giving.start.15", None)
    assert (dropped.path, dropped.after, dropped.label) == (
        "observations.giving.start.20",
        None,
        "Set 20 min after the start",
    )
