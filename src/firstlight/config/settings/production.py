"""A service for real patients, all from environment variables. It refuses to start half-configured."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from firstlight.config.settings.base import *  # noqa: F403
from firstlight.config.settings.base import data_settings


def _required(name: str, why: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}")
    return value


HOSTS = "the host names people use, separated by commas"
DEBUG = False
SECRET_KEY = _required("FIRSTLIGHT_SECRET_KEY", "a long random text, kept the same between restarts")
if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("FIRSTLIGHT_SECRET_KEY is shorter than 40 characters: anybody could forge a sign-in")
ALLOWED_HOSTS = [name.strip() for name in _required("FIRSTLIGHT_HOSTS", HOSTS).split(",") if name.strip()]
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(f"FIRSTLIGHT_HOSTS names no host: {HOSTS}")
DATA_DIR = Path(_required("FIRSTLIGHT_DATA_DIR", "a folder for the audit head copies and, on SQLite, the database"))
globals().update(data_settings(DATA_DIR, os.environ.get("DATABASE_URL")))
if os.environ.get("FIRSTLIGHT_AUDIT_HEADS_FILE"):
    AUDIT_HEADS_FILE = Path(os.environ["FIRSTLIGHT_AUDIT_HEADS_FILE"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sign-in"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
