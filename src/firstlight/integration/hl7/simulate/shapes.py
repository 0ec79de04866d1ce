"""Messages as five makers write them: what differs between them is what a listener must survive. Codes, units, result
states, times and devices stand where each maker puts them; the figures are the simulation's.

GE: PCD-01 in 2.6, device rows, the instrument on each row, time in OBR-7. Philips: 2.4, MDIL codes, no set ids, the
serial number in ORC-18, a time of its own on cuff rows. Mindray: 2.3.1 through a gateway, a wrong number beside the right
name, bare units. Comen: 99COMEN beside MDC, times with a zone, body position. ACME: PCD-01 by a gateway for many beds,
UCUM units, a zone in every time.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from firstlight.integration.hl7.simulate.beds import GATEWAY_EUI64, Bed

CUFF = ("systolic", "diastolic", "mean_pressure")


class Moment(NamedTuple):
    """One moment as monitors write it: the site's local time, and that time with its zone."""

    local: str
    zoned: str


class Sample(NamedTuple):
    """What one bed shows at one moment: values by kind; those of the cuff were measured at `cuff_at`."""

    values: Mapping[str, float]
    at: Moment
    cuff_at: Moment


Shape = Callable[[Bed, Sample, str], str]
Names = Mapping[str, tuple[str, str]]  # kind -> identifier, unit

GE_NAMES: Names = {
    "systolic": ("150021^MDC_PRESS_BLD_NONINV_SYS^MDC", "266016^MDC_DIM_MMHG^MDC"),
    "diastolic": ("150022^MDC_PRESS_BLD_NONINV_DIA^MDC", "266016^MDC_DIM_MMHG^MDC"),
    "mean_pressure": ("150023^MDC_PRESS_BLD_NONINV_MEAN^MDC", "266016^MDC_DIM_MMHG^MDC"),
    "pulse": ("147842^MDC_ECG_HEART_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC"),
    "spo2": ("150456^MDC_PULS_OXIM_SAT_O2^MDC", "262688^MDC_DIM_PERCENT^MDC"),
    "resp_rate": ("151562^MDC_RESP_RATE^MDC", "264928^MDC_DIM_RESP_PER_MIN^MDC"),
    "temperature": ("150344^MDC_TEMP^MDC", "268192^MDC_DIM_DEGC^MDC"),
}
PHILIPS_NAMES: Names = {
    "systolic": ("0002-4a05^NBPs^MDIL", "0004-0f20^mmHg^MDIL"),
    "diastolic": ("0002-4a06^NBPd^MDIL", "0004-0f20^mmHg^MDIL"),
    "mean_pressure": ("0002-4a07^NBPm^MDIL", "0004-0f20^mmHg^MDIL"),
    "pulse": ("0002-480a^Pulse^MDIL", "0004-0aa0^bpm^MDIL"),
    "spo2": ("0002-4bb8^SpO2^MDIL", "0004-0220^%^MDIL"),
    "resp_rate": ("0002-5000^Resp^MDIL", "0004-0ae0^rpm^MDIL"),
    "temperature": ("0002-4b48^Temp^MDIL", "0004-17a0^°C^MDIL"),
}
MINDRAY_NAMES: Names = {
    "systolic": ("150017^MDC_PRESS_BLD_NONINV_SYS^MDC", "mmHg"),
    "diastolic": ("150018^MDC_PRESS_BLD_NONINV_DIA^MDC", "mmHg"),
    "mean_pressure": ("150019^MDC_PRESS_BLD_NONINV_MEAN^MDC", "mmHg"),
    "pulse": ("149530^MDC_PULS_OXIM_PULS_RATE^MDC", "bpm"),
    "spo2": ("150456^MDC_PULS_OXIM_SAT_O2^MDC", "%"),
    "resp_rate": ("151562^MDC_RESP_RATE^MDC", "rpm"),
    "temperature": ("150344^MDC_TEMP^MDC", "C"),
}
COMEN_NAMES: Names = {**GE_NAMES, "pulse": ("149530^MDC_PULS_OXIM_PULS_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC")}
ACME_NAMES: Names = {
    "systolic": (GE_NAMES["systolic"][0], "mm[Hg]^mm[Hg]^UCUM"),
    "diastolic": (GE_NAMES["diastolic"][0], "mm[Hg]^mm[Hg]^UCUM"),
    "mean_pressure": (GE_NAMES["mean_pressure"][0], "mm[Hg]^mm[Hg]^UCUM"),
    "pulse": (GE_NAMES["pulse"][0], "{beat}/min^{beat}/min^UCUM"),
    "spo2": (GE_NAMES["spo2"][0], "%^%^UCUM"),
    "resp_rate": (GE_NAMES["resp_rate"][0], "{breath}/min^{breath}/min^UCUM"),
    "temperature": (GE_NAMES["temperature"][0], "Cel^Cel^UCUM"),
}


def ge(bed: Bed, sample: Sample, control_id: str) -> str:
    """A bedside monitor of the B40 kind; the cuff's age cannot be told from its rows."""
    device, at = bed.eui64, sample.at.local
    order = f"{device}{at}^VSP^{device}^EUI-64"
    rows = [
        f"OBX|{number}|NM|{name}|1.5.1.{number}|{value:g}|{unit}|||||R|||||||{device}^B40_GE\r"
        for number, (name, unit, value) in enumerate(_named(GE_NAMES, sample), start=2)
    ]
    return (
        f"MSH|^~\\&|VSP^{device}^EUI-64|GE Healthcare|||{at}||ORU^R01^ORU_R01|{control_id}|P|2.6|||NE|AL||UNICODE UTF-8|||"
        f"PCD_DEC_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\rPID|||{bed.patient}^^^PID^MR||SIMULATED^PERSON^^^^^L\r"
        f"PV1||R|KETAMINE^^{bed.place}\rOBR|1|{order}|{order}|182777000^monitoring of patient^SCT|||{at}\r"
        f"OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X\r{''.join(rows)}"
    )


def philips(bed: Bed, sample: Sample, control_id: str) -> str:
    """A bedside monitor of the Efficia kind."""
    at, cuff = sample.at.local, sample.cuff_at.local
    rows = [
        f"OBX||NM|{name}||{value:g}|{unit}|||||F|||{cuff if '^NBP' in name else ''}".rstrip("|") + "\r"
        for name, unit, value in _named(PHILIPS_NAMES, sample)
    ]
    return (
        f"MSH|^~\\&|^EfficiaCM||||{at}||ORU^R01^ORU_R01|{control_id}|P|2.4\rPID|||{bed.patient}||^Simulated^\rPV1|||^^\r"
        f"ORC|NW|||||||||||||||||{bed.serial}\rOBR||||MONITOR|||{at}|||\r{''.join(rows)}"
    )


def mindray(bed: Bed, sample: Sample, control_id: str) -> str:
    """Beds behind a gateway that gives the number of the pressure in general with the name of the cuff's."""
    rows = [
        f"OBX|{number}|NM|{name}||{value:g}|{unit}|||||F|||{_time(name, sample).local}\r"
        for number, (name, unit, value) in enumerate(_named(MINDRAY_NAMES, sample), start=1)
    ]
    return (
        f"MSH|^~\\&|Mindray|Gateway|||{sample.at.local}||ORU^R01|{control_id}|P|2.3.1\rPID|||{bed.patient}||Simulated^Person\r"
        f"PV1||I|^^BED{bed.place}\rOBR||||Mindray Monitor|||{sample.at.local}\r{''.join(rows)}"
    )


def comen(bed: Bed, sample: Sample, control_id: str) -> str:
    """A bedside monitor that states its serial number as the sending facility, and the body's position."""
    at = sample.at.zoned
    rows = [
        f"OBX||NM|{name}|1.1.9.{name[:6]}|{value:g}|{unit}|||||F|||{_time(name, sample).zoned}\r"
        for name, unit, value in _named(COMEN_NAMES, sample)
    ]
    return (
        f"MSH|^~\\&|NC_Monitor|{bed.serial}|||{at}||ORU^R01^ORU_R01|{control_id}|P|2.6||||||UNICODE UTF-8\r"
        f"PID|||{bed.patient}||simulated|||M\rPV1||I|^^&{bed.place}|R\rOBR||||1^MON_PARAM^99COMEN|||{at}\r{''.join(rows)}"
        f"OBX||CNE|2453^COMEN_POS_BODY^99COMEN|1.1.9.2453|2821^COMEN_POS_SITTING^99COMEN||||||F|||{at}\r"
    )


def acme(bed: Bed, sample: Sample, control_id: str) -> str:
    """Many beds behind one gateway, which gives its own number and tells the beds apart by their place."""
    gateway, at = f"AcmeInc^{GATEWAY_EUI64}^EUI-64", sample.at.zoned
    rows = [
        f"OBX|{number}|NM|{name}|1.0.1.{number}|{value:g}|{unit}|||||R|||{_time(name, sample).zoned}\r"
        for number, (name, unit, value) in enumerate(_named(ACME_NAMES, sample), start=2)
    ]
    return (
        f"MSH|^~\\&|{gateway}||||{at}||ORU^R01^ORU_R01|{control_id}|P|2.6|||NE|AL|||||"
        f"IHE PCD ORU-R01 2006^HL7^2.16.840.1.113883.9.n.m^HL7\rPID|||{bed.patient}^^^Simulated Hospital^PI||Person^Simulated\r"
        f"PV1||I|KET^^BED{bed.place}\rOBR|1|AB{control_id}^{gateway}|CD{control_id}^{gateway}|"
        f"182777000^monitoring of patient^SNOMED-CT|||{at}\r"
        f"OBX|1||150020^MDC_PRESS_BLD_NONINV^MDC|1.0.1|||||||X|||{at}\r{''.join(rows)}"
    )


SHAPES: dict[str, Shape] = {"ge": ge, "philips": philips, "mindray": mindray, "comen": comen, "acme": acme}


def _named(names: Names, sample: Sample) -> list[tuple[str, str, float]]:
    values = sample.values
    return [(name, unit, values[kind]) for kind, (name, unit) in names.items() if kind in values]


def _time(name: str, sample: Sample) -> Moment:
    return sample.cuff_at if "_NONINV_" in name else sample.at
