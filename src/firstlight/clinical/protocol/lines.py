"""Where each key of a TOML file stands, so that a fault can be shown on its line.

The standard reader gives values without lines; this reads only the layout: table headers and keys, never values.
"""

import re

Path = tuple[str | int, ...]

_WORDS = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*')
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]")
_KEY = re.compile(r"\s*([\w.\-]+)\s*=")


class LineIndex:
    """The line (from 1) of each table, array row and key of one file."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._rows: dict[Path, int] = {}
        self._table: Path = ()
        self._read(_WORDS.sub(_blank, text))

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it; 1 when nothing is known."""
        return next((self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 1)

    def _read(self, layout: str) -> None:
        depth = 0
        for number, line in enumerate(layout.split("\n"), start=1):
            if depth == 0:
                self._note(line, number)
            depth += sum(line.count(sign) for sign in "[{") - sum(line.count(sign) for sign in "]}")

    def _note(self, line: str, number: int) -> None:
        if header := _HEADER.match(line):
            self._table = self._resolved(header[2], new_row=header[1] == "[[")
            for depth in range(1, len(self._table) + 1):
                self._lines.setdefault(self._table[:depth], number)
        elif key := _KEY.match(line):
            self._lines.setdefault((*self._table, *key[1].split(".")), number)

    def _resolved(self, name: str, *, new_row: bool) -> Path:
        """The path of a header, with the row number put in after each name that is an array of tables."""
        path: Path = ()
        for part in name.split("."):
            path = self._in_row((*path, part))
        if not new_row:
            return path
        array = path[:-1] if isinstance(path[-1], int) else path
        self._rows[array] = self._rows.get(array, -1) + 1
        return (*array, self._rows[array])

    def _in_row(self, path: Path) -> Path:
        return (*path, self._rows[path]) if path in self._rows else path


def _blank(words: re.Match[str]) -> str:
    """Strings and comments as spaces, so that no sign inside them is taken for layout."""
    return re.sub(r"[^\n]", " ", words.group())
