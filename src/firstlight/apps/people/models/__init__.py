"""What the people app stores."""

from firstlight.apps.people.models.break_glass import BreakGlass
from firstlight.apps.people.models.care import CareAt
from firstlight.apps.people.models.competency import Competency
from firstlight.apps.people.models.identity import Allergy, KeptEntry, LocalIdentifier, NextOfKin
from firstlight.apps.people.models.merge import Merge
from firstlight.apps.people.models.patient import Patient
from firstlight.apps.people.models.places import Bay, Clinic, Trust
from firstlight.apps.people.models.staff import RoleHeld, Staff, Team

__all__ = [
    "Allergy",
    "Bay",
    "BreakGlass",
    "CareAt",
    "Clinic",
    "Competency",
    "KeptEntry",
    "LocalIdentifier",
    "Merge",
    "NextOfKin",
    "Patient",
    "RoleHeld",
    "Staff",
    "Team",
    "Trust",
]
