"""Meeting bedside monitors: one that is heard for the first time gets a row at once, unplaced until somebody places it.
However many are met together, that is one question and one write, so that a whole ward may be switched on at once."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db import connection

from firstlight.apps.infusion.models import Monitor

MOST_UNPLACED = 5_000  # monitors nobody has placed yet: a sender cannot fill the table with invented names
SQLITE_FIND = "SELECT identifier, id FROM infusion_monitor WHERE identifier IN (SELECT value FROM json_each(%s))"
POSTGRES_FIND = "SELECT identifier, id FROM infusion_monitor WHERE identifier = ANY(%s)"
SQLITE_INSERT = (
    "INSERT INTO infusion_monitor (identifier, label, first_heard_at) VALUES (%s, '', %s) ON CONFLICT DO NOTHING"
)
POSTGRES_INSERT = (
    "INSERT INTO infusion_monitor (identifier, label, first_heard_at) "
    "SELECT identifier, '', heard FROM unnest(%s::text[], %s::timestamptz[]) AS met (identifier, heard) "
    "ON CONFLICT DO NOTHING"
)


class TooManyMonitors(Exception):
    """More unplaced monitors than this database takes; somebody must place or refuse them first."""


def meet(heard_at: Mapping[str, datetime]) -> dict[str, int]:
    """The row's id of every monitor, by what it calls itself; rows are made for those that have none.

    Raises TooManyMonitors where too many are new. Another listener may meet the same ones meanwhile: each gets one row.
    """
    met = _find(list(heard_at))
    new = {identifier: at for identifier, at in heard_at.items() if identifier not in met}
    if not new:
        return met
    if len(new) > _room():
        raise TooManyMonitors(f"{MOST_UNPLACED} monitors at most may wait to be placed")
    _insert(new)
    return met | _find(list(new))


def without_room(identifiers: Sequence[str]) -> set[str]:
    """Those of these that have no row and can be given none now; the first ones get what room there is."""
    met = _find(list(identifiers))
    new = [identifier for identifier in dict.fromkeys(identifiers) if identifier not in met]
    return set(new[_room() :])


def unheard(identifiers: Sequence[str]) -> set[str]:
    """Those of these that have no row."""
    return set(identifiers) - set(_find(list(identifiers)))


def set_aside() -> set[str]:
    """Those that somebody said are not ours."""
    return set(Monitor.objects.filter(set_aside_at__isnull=False).values_list("identifier", flat=True))


def _room() -> int:
    """How many more may wait to be placed."""
    return max(0, MOST_UNPLACED - Monitor.objects.filter(clinic__isnull=True, set_aside_at__isnull=True).count())


def _find(identifiers: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FIND, [identifiers])
        else:
            cursor.execute(SQLITE_FIND, [json.dumps(identifiers)])  # a list has no limit there that parameters have
        return dict(cursor.fetchall())


def _insert(new: Mapping[str, datetime]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_INSERT, [list(new), list(new.values())])
        else:
            cursor.executemany(SQLITE_INSERT, [(name, as_text(at)) for name, at in new.items()])


def as_text(at: datetime) -> str:
    """As Django stores a moment on SQLite: UTC, without a zone."""
    return str(at.astimezone(UTC).replace(tzinfo=None))
