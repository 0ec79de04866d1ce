"""What the pathway app stores."""

from firstlight.apps.pathway.models.consent import Consent

__all__ = ["Consent"]
