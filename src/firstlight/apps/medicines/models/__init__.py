"""What the medicines app stores."""

from firstlight.apps.medicines.models.prescription import Prescription, PrescriptionCheck, PrescriptionError

__all__ = ["Prescription", "PrescriptionCheck", "PrescriptionError"]
