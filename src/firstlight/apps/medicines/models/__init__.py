"""What the medicines app stores."""

from firstlight.apps.medicines.models.prescription import Prescription, PrescriptionCheck

__all__ = ["Prescription", "PrescriptionCheck"]
