"""A test run: the demonstration's sign-in is off unless a test turns it on, and work is done at once."""

import os
import tempfile
from pathlib import Path

from firstlight.config.settings.base import *  # noqa: F403
from firstlight.config.settings.base import data_settings

DEBUG = False
SECRET_KEY = "only for tests, never for people"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATA_DIR = Path(os.environ.get("FIRSTLIGHT_DATA_DIR") or tempfile.mkdtemp(prefix="firstlight-test-"))
globals().update(data_settings(DATA_DIR, os.environ.get("DATABASE_URL")))
SECOND_FACTOR_REQUIRED = False  # the tests of it turn it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
