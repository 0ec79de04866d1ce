"""Which database: PostgreSQL by its address, or one SQLite file. Both answer only for what is safely on the disk."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;"


def database_from(url: str | None, data_dir: Path) -> dict[str, Any]:
    """Django's settings for `postgresql://user:password@host:port/name`, or for firstlight.sqlite3 in `data_dir`.

    Raises ValueError for any other scheme.
    """
    if not url:
        return _sqlite(data_dir / "firstlight.sqlite3")
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "firstlight"},
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
