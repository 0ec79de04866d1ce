"""Part c: ten large trusts at once. 2,000 monitors, each on a connection of its own, speak once a second: nothing is lost, and
each hears in time that its message is safe."""

from typing import Any

from benchmarks._live import machine
from benchmarks._live.clinic import Clinic, account, astray
from benchmarks._live.figures import none_of
from benchmarks._live.program import program, read, tell

MONITORS = 2_000


def measure(clinic: Clinic, seconds: float) -> dict[str, Any]:
    """The part's figures."""
    to, first = clinic.folder / "sent.json", clinic.newest()
    sending = ("--monitors", MONITORS, "--seconds", seconds, "--to", to)
    with clinic.open("c") as house, program("steady", "--port", house.mllp, *sending) as senders:
        tell(f"c: {MONITORS:,} monitors send for {seconds:g} s …")
        listener = machine.ours()["listener"]
        used = machine.processor_seconds(listener)
        senders.wait()
        used = machine.processor_seconds(listener) - used
        memory = machine.memory_mb(listener)
    sent = read(to)
    counted = account(sent["sent_at"], sent["acknowledged"], clinic.stored_after(first))
    report = sent["report"]
    return {
        "monitors": MONITORS,
        "seconds": seconds,
        "messages": counted | {"held_back": report["held_back"], "sent_again": report["sent_again"]},
        "lost_or_doubled": none_of(astray(counted) + report["held_back"], "message"),
        "broken_connections": none_of(report["broken_connections"], "connection"),
        "round_trip_ms": report["round_trip_ms"],
        "cores_used": {"listener": round(used / seconds, 2), "senders": round(report["cpu_seconds"] / seconds, 2)},
        "listener_memory": memory,
    }
