"""Which faults mean that the database cannot store now, and which that one message cannot be stored."""

import sqlite3

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from firstlight.integration.hl7.store import ClinicStore


@pytest.mark.parametrize(
    ("fault", "lost"),
    [
        (OperationalError("the server closed the connection"), True),
        (InterfaceError("connection already closed"), True),
        (sqlite3.OperationalError("database or disk is full"), True),
        (OSError(28, "No space left on device"), True),
        (OSError(5, "Input/output error"), True),
        (ConnectionResetError(104, "Connection reset by peer"), True),
        (TimeoutError("timed out"), True),
        (FileNotFoundError(2, "No such file or directory"), False),
        (PermissionError(13, "Permission denied"), False),
        (DataError("invalid byte sequence"), False),
        (IntegrityError("null value"), False),
        (ValueError("embedded null"), False),
    ],
)
def test_a_lost_or_full_database_is_told_from_a_message_that_cannot_be_stored(fault: Exception, lost: bool) -> None:
    assert ClinicStore().is_lost(fault) is lost
