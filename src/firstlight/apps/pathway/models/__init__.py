"""What the pathway app stores."""

from firstlight.apps.pathway.models.consent import Consent, ConsentError

__all__ = ["Consent", "ConsentError"]
