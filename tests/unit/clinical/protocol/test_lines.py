"""A fault is shown on the line it stands on, however the file is laid out."""

import pytest

from firstlight.clinical.protocol.lines import LineIndex, Path

FILE = '''# a comment with key = 1 and [brackets]
code = "a [b] { c = 1"
[dose]
mg_per_kg = { value = 0.5,
              unit = "mg/kg" }
note = """
hidden = 1
[not_a_table]
"""
cap_mg = 80
[[rows]]
minute = 5
[[rows]]
minute = 10
[rows.inner]
deep = 1
[gates.food.answers]
light.met = true
list = [
  1,
  2,
]
after = 3
this line is not TOML
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("code",), 2),
        (("dose",), 3),
        (("dose", "mg_per_kg"), 4),
        (("dose", "mg_per_kg", "unit"), 4),
        (("dose", "cap_mg"), 10),
        (("rows", 0), 11),
        (("rows", 0, "minute"), 12),
        (("rows", 1, "minute"), 14),
        (("rows", 1, "inner", "deep"), 16),
        (("rows", 1, "kinds"), 13),
        (("gates",), 17),
        (("gates", "food", "label"), 17),
        (("gates", "food", "answers", "light", "met"), 18),
        (("gates", "food", "answers", "after"), 23),
        (("rows", 7, "minute"), 11),
        (("nowhere",), 1),
        (("hidden",), 1),
        (("not_a_table",), 1),
    ],
)
def test_a_path_has_its_line_or_that_of_the_table_around_it(path: Path, line: int) -> None:
    assert LineIndex(FILE).line(path) == line
