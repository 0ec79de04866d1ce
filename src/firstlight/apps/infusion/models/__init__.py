"""What the infusion app stores."""

from firstlight.apps.infusion.models.administration import GivenEntry
from firstlight.apps.infusion.models.correction import Correction
from firstlight.apps.infusion.models.event import SessionEvent
from firstlight.apps.infusion.models.feed import Binding, Monitor, MonitorMessage, RefusedMessage
from firstlight.apps.infusion.models.gate import GateAnswer
from firstlight.apps.infusion.models.observation import Observation, ObservationSet
from firstlight.apps.infusion.models.protocol import ProtocolApproval, ProtocolVersion
from firstlight.apps.infusion.models.session import Move, Session
from firstlight.apps.infusion.models.summary import PrintedSummary

__all__ = [
    "Binding",
    "Correction",
    "GateAnswer",
    "GivenEntry",
    "Monitor",
    "MonitorMessage",
    "Move",
    "Observation",
    "ObservationSet",
    "PrintedSummary",
    "ProtocolApproval",
    "ProtocolVersion",
    "RefusedMessage",
    "Session",
    "SessionEvent",
]
