"""What the scheduling app stores."""

from firstlight.apps.scheduling.models.duty import Duty

__all__ = ["Duty"]
