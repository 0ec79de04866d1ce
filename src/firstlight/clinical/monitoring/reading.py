"""What a bedside monitor says, in the clinic's own words and units, before anybody has accepted it. A reading is one
value that the monitor stated; it is not an observation until a nurse takes it into a set under their own name."""

from datetime import datetime
from typing import NamedTuple

UNITS = {
    "systolic": "mmHg",
    "diastolic": "mmHg",
    "mean_pressure": "mmHg",
    "pulse": "/min",
    "spo2": "%",
    "resp_rate": "/min",
    "temperature": "Cel",
    "etco2": "kPa",
    "weight": "kg",
    "height": "cm",
}


class Reading(NamedTuple):
    """One value: `kind` is a key of UNITS, `unit` its unit there, `measured_at` aware and in UTC."""

    kind: str
    value: float
    unit: str
    measured_at: datetime


class FeedMessage(NamedTuple):
    """What one monitor sent at one moment. (monitor, control_id, digest) names it: the same three are the same message.

    `monitor` is what the device calls itself, stable from message to message; `digest` is 16 bytes over the content;
    `tz_assumed` says that a time came without a zone and was read as the site's; `stated_patient` is what the
    message says about whom it is ('NHS 9990000018', 'MR HED12' or ''), which nobody has confirmed.
    """

    monitor: str
    control_id: str
    digest: bytes
    effective_at: datetime
    received_at: datetime
    readings: tuple[Reading, ...]
    tz_assumed: bool
    warnings: tuple[str, ...]
    stated_patient: str


class RefusedMessage(NamedTuple):
    """A message that could not be understood or taken, whole, with what was answered and why.

    `monitor` is what the sender calls itself, as far as it can be told; `told` the text without whom it is about.
    """

    peer: str
    raw: bytes
    code: str
    reason: str
    received_at: datetime
    control_id: str
    monitor: str = ""
    told: str = ""
