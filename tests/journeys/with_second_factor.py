"""Settings of a service that asks everybody for a second factor, as production does, on one machine without TLS."""

from firstlight.config.settings.test import *  # noqa: F403

SECOND_FACTOR_REQUIRED = True
