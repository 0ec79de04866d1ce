"""Part b: the most that is stored and acknowledged, second after second, by senders that cost next to nothing, and what
stands in the way of more: the listener's core, the senders', the database's, or the disk."""

from typing import Any

import psutil

from benchmarks._live import machine
from benchmarks._live.clinic import Clinic
from benchmarks._live.figures import at_least, load, none_of
from benchmarks._live.program import Program, program, read, tell

LIMITS = {"sqlite": 8_000.0, "postgresql": 5_000.0}
SENDERS, OUTSTANDING, WARM_UP = 50, 64, 2.0
BUSY = 0.9  # of a core: a process that uses more of it has nothing left to give


def measure(clinic: Clinic, seconds: float) -> dict[str, Any]:
    """The part's figures."""
    to, first = clinic.folder / "flood.json", clinic.newest()
    syncs = machine.syncs_per_second(clinic.folder)
    flood = ("--senders", SENDERS, "--outstanding", OUTSTANDING, "--warm-up", WARM_UP, "--seconds", round(seconds))
    with clinic.open("b") as house, program("flood", "--port", house.mllp, *flood, "--to", to) as senders:
        tell(f"b: {SENDERS} senders send all that is answered, for {seconds:g} s …")
        senders.hear()
        used = _used(clinic, senders)
        senders.finish()
    sent = read(to)
    stored = clinic.service.rows(
        f"SELECT count(*), count(DISTINCT control_id) FROM infusion_monitormessage WHERE id > {first}"
    )
    rate = sent["measured"] / sent["seconds"]
    shares = {name: round(cpu / sent["seconds"], 2) for name, cpu in used["cores"].items()}
    return {
        "acknowledged_per_second": at_least(
            rate, LIMITS["postgresql" if clinic.cluster else "sqlite"], "messages a second"
        ),
        "slowest_second": min(sent["each_second"]),
        "seconds": round(sent["seconds"], 2),
        "messages": {"sent": sent["sent"], "acknowledged": sent["acknowledged"], "stored": stored[0][0]},
        "lost_or_doubled": none_of(_astray(sent, *stored[0]), "message"),
        "cores_used": shares,
        "microseconds_a_message": {name: round(cpu / sent["measured"] * 1e6, 1) for name, cpu in used["cores"].items()},
        "bottleneck": _bottleneck(shares),
        "disk": _disk(clinic, syncs, used["written"] / sent["measured"], rate),
    }


def _used(clinic: Clinic, senders: Program) -> dict[str, Any]:
    """Seconds of cores, and bytes written, between the senders' two words."""
    families = {role: one for role, one in machine.ours().items() if role in {"listener", "web"}}
    families["senders"] = machine.family(senders.process.pid)
    if clinic.cluster and clinic.cluster.process:
        families["database"] = machine.family(clinic.cluster.process.pid)
    writers = families.get("database", families["listener"])
    before = {name: machine.processor_seconds(family) for name, family in families.items()}
    written = _written(writers)
    senders.hear()
    return {
        "cores": {name: machine.processor_seconds(family) - before[name] for name, family in families.items()},
        "written": _written(writers) - written,
    }


def _written(processes: list[psutil.Process]) -> int:
    """Bytes that these sent to the disk; what other accounts' processes did cannot always be read."""
    total = 0
    for process in processes:
        try:
            total += process.io_counters().write_bytes
        except psutil.Error:
            continue
    return total


def _astray(sent: dict[str, Any], rows: int, different: int) -> int:
    """Nothing may be sent and unanswered, answered and not stored, or stored twice."""
    return abs(sent["sent"] - sent["acknowledged"]) + max(0, sent["acknowledged"] - different) + rows - different


def _bottleneck(shares: dict[str, float]) -> str:
    name = max(shares, key=lambda one: shares[one])
    if shares[name] >= BUSY:
        return f"the {name}'s core"
    cores = psutil.cpu_count() or 1
    if sum(shares.values()) > BUSY * cores:
        return "all cores together"
    return "other work on this machine, or the disk" if load() > cores else "the disk, or waiting for each other"


def _disk(clinic: Clinic, syncs: float, written: float, rate: float) -> dict[str, Any]:
    """`syncs_per_second` of 4 kB: nobody could store more messages than that one by one. Bytes are those written."""
    return {
        "syncs_per_second": round(syncs),
        "messages_a_sync_at_this_rate": round(rate / syncs, 1),
        "bytes_written_a_message": round(written),
        "megabytes_written_a_second": round(written * rate / 1e6, 1),
    }
