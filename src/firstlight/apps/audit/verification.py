"""Walking the chain: the first entry that was altered, inserted or removed, and a tail cut since a copied head. The copies
are held against the log, and the log against the copies: neither can be thinned out alone."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Subquery

from firstlight.apps.audit import chain, heads
from firstlight.apps.audit.models import AuditEntry, AuditHead

COPIED = "audit.head.copied"
Copies = dict[int, set[str]]
"""Every hash that was ever copied for an entry, by its number: a later copy never stands in for an earlier one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` is empty when every entry holds; otherwise it says what is wrong with entry `at_entry`."""

    entries: int
    at_entry: int | None = None
    fault: str = ""

    @property
    def sound(self) -> bool:
        return not self.fault


def verify(
    read: Callable[[], heads.Kept] | None = None, *, after: int = 0, tell: Callable[[int, int], None] | None = None
) -> Verdict:
    """Walk every entry in order, or those `after` one that was walked before.

    `read` gives the heads kept outside the database (heads.read); None compares none. `tell` hears how far it is.
    """
    copied = _by_entry(read().copies) if read else {}
    head = AuditHead.objects.get(pk=1)  # before the walk: the log may grow while we read
    start = AuditEntry.objects.filter(pk=after).first()
    before, previous = (start.id, start.hash) if start else (0, chain.GENESIS)
    for entry in _entries(before, head.sequence):
        fault = _fault(entry, before, previous) or _copy_fault(entry, copied)
        if fault:
            return Verdict(before, entry.id if entry.id == before + 1 else before + 1, fault)
        before, previous = entry.id, entry.hash
        if tell:
            tell(before, head.sequence)
    verdict = _end(before, previous, copied, head)
    return _without_line(verdict, _by_entry(read().copies)) if read and verdict.sound else verdict


def _by_entry(copies: Iterable[heads.Copy]) -> Copies:
    found: Copies = {}
    for copy in copies:
        found.setdefault(copy.sequence, set()).add(copy.hash)
    return found


def _entries(after: int, last: int) -> Iterator[AuditEntry]:
    return AuditEntry.objects.filter(id__gt=after, id__lte=last).order_by("id").iterator(chunk_size=2000)


def _fault(entry: AuditEntry, before: int, previous: str) -> str:
    if entry.id != before + 1:
        return f"entry {before + 1} was removed"
    if entry.previous != previous:
        return f"entry {entry.id} does not follow the one before it: it was inserted, or the one before was altered"
    if entry.hash != chain.digest(entry):
        return f"entry {entry.id} was altered"
    return ""


def _copy_fault(entry: AuditEntry, copied: Copies) -> str:
    if copied.get(entry.id, {entry.hash}) != {entry.hash}:
        return f"entry {entry.id} is not the one whose hash was copied outside the database: the chain was rewritten"
    return ""


def _end(last: int, previous: str, copied: Copies, head: AuditHead) -> Verdict:
    if head.sequence > last or any(sequence > last for sequence in copied):
        return Verdict(last, last + 1, f"the tail was cut: entries after {last} are missing")
    if head.hash != previous:
        return Verdict(last, last, f"entry {last} was rewritten: the head holds another hash")
    if stray := _added_outside():
        return Verdict(last, stray, f"entry {stray} was added outside Firstlight: the head stands before it")
    return Verdict(last)


def _added_outside() -> int | None:
    """An entry beyond the head. One statement, so that an entry and its head are seen together or not at all."""
    head = AuditHead.objects.filter(pk=1).values("sequence")
    return AuditEntry.objects.filter(id__gt=Subquery(head)).order_by("id").values_list("id", flat=True).first()


def _without_line(verdict: Verdict, copied: Copies) -> Verdict:
    """Each time the head was copied, the log says so: the copy must be there. (Read after the walk, as one may be new.)"""
    said = AuditEntry.objects.filter(verb=COPIED, id__lte=verdict.entries).order_by("id").values_list("id", "detail")
    lost = [entry for entry, detail in said.iterator() if json.loads(detail)["sequence"] not in copied]
    if not lost:
        return verdict
    return Verdict(
        verdict.entries,
        lost[0],
        f"the copy of the head that entry {lost[0]} speaks of is not in the file of copied heads: {len(lost)} lines were "
        "taken out, or the file was moved without them",
    )
