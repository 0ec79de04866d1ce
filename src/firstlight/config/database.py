"""Which database: PostgreSQL by its address, or one SQLite file. Both answer only for what is safely on the disk."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;"
# A machine that loses power says no goodbye. Seconds, but the user timeout in ms.
POSTGRESQL_OPTIONS = {
    "application_name": "firstlight",
    "connect_timeout": 3,
    # Ours: else a page or the listener waits a quarter of an hour on a server that is gone, and nobody is refused.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    # The server's: else the open transaction of a listener that is gone keeps the writer's lock for two hours.
    "options": "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10000",
}


def database_from(url: str | None, data_dir: Path) -> dict[str, Any]:
    """Django's settings for `postgresql://user:password@host:port/name`, or for firstlight.sqlite3 in `data_dir`.

    What follows a question mark (`?sslmode=verify-full`) is told to PostgreSQL's library, before our own choices. Raises
    ValueError for any other scheme.
    """
    if not url:
        return _sqlite(data_dir / "firstlight.sqlite3")
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,  # each request has a thread of its own, which would keep its connection until it is tidied away
        "OPTIONS": {**POSTGRESQL_OPTIONS, **asked},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL lets pages read while the listener writes; FULL means that a committed reading survives a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_PRAGMAS},
        "TEST": {"NAME": path.with_name("test.sqlite3")},
    }
