"""One message may give a kind twice at one time: pulse from the electrodes and from the finger, pressure from the cuff
and from a line. The clinic keeps one, by the tables' order of sources, and says which it passed over. The figures of one
pressure are never mixed from two sources."""

from datetime import datetime

from firstlight.clinical.monitoring.reading import Reading

PRESSURE = frozenset({"systolic", "diastolic", "mean_pressure"})
Candidate = tuple[
    str, int, str, Reading
]  # the instrument as stated, the source's rank, what the sender calls it, the reading


def contested(candidates: list[Candidate]) -> bool:
    """Whether a kind comes twice, or pressure from two sources, at whatever times."""
    kinds = {candidate[3][0] for candidate in candidates}
    if len(kinds) < len(candidates):
        return True
    return bool(kinds & PRESSURE) and len({candidate[1] for candidate in candidates if candidate[3][0] in PRESSURE}) > 1


def preferred(candidates: list[Candidate]) -> tuple[list[Candidate], list[str]]:
    """The candidates that are kept, in their order, and a note for every other value that differs from the kept one."""
    best: dict[tuple[str, datetime], int] = {}
    for _, rank, _, reading in candidates:
        key = _group(reading)
        best[key] = min(rank, best.get(key, rank))
    kept: dict[tuple[str, datetime], Candidate] = {}
    passed_over: list[Candidate] = []
    for candidate in candidates:
        reading = candidate[3]
        place = (reading.kind, reading.measured_at)
        if candidate[1] == best[_group(reading)] and place not in kept:
            kept[place] = candidate
        else:
            passed_over.append(candidate)
    return list(kept.values()), [_note(candidate) for candidate in passed_over if not _is_repeated(candidate, kept)]


def _group(reading: Reading) -> tuple[str, datetime]:
    return ("pressure" if reading.kind in PRESSURE else reading.kind), reading.measured_at


def _is_repeated(candidate: Candidate, kept: dict[tuple[str, datetime], Candidate]) -> bool:
    reading = candidate[3]
    same = kept.get((reading.kind, reading.measured_at))
    return same is not None and same[3] == reading


def _note(candidate: Candidate) -> str:
    _, _, label, reading = candidate
    return f"{label}: {reading.value:g} {reading.unit} is not kept, another source is preferred"
