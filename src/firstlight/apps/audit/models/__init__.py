"""What the audit app stores."""

from firstlight.apps.audit.models.due_job import DueJob
from firstlight.apps.audit.models.entry import AuditEntry, AuditHead
from firstlight.apps.audit.models.heartbeat import Heartbeat
from firstlight.apps.audit.models.request_key import RequestKey

__all__ = ["AuditEntry", "AuditHead", "DueJob", "Heartbeat", "RequestKey"]
