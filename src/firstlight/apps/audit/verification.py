"""Walking the chain: the first entry that was altered, inserted or removed, and a tail cut since a copied head."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Subquery

from firstlight.apps.audit import chain, heads
from firstlight.apps.audit.models import AuditEntry, AuditHead


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` is empty when every entry holds; otherwise it says what is wrong with entry `at_entry`."""

    entries: int
    at_entry: int | None = None
    fault: str = ""

    @property
    def sound(self) -> bool:
        return not self.fault


def verify(copies: Iterable[heads.Copy] = ()) -> Verdict:
    """Walk every entry in order. `copies` are heads kept outside the database (heads.read)."""
    copied = {copy.sequence: copy.hash for copy in copies}
    head = AuditHead.objects.get(pk=1)  # before the walk: the log may grow while we read
    before, previous = 0, chain.GENESIS
    for entry in _entries(head.sequence):
        fault = _fault(entry, before, previous) or _copy_fault(entry, copied)
        if fault:
            return Verdict(before, entry.id if entry.id == before + 1 else before + 1, fault)
        before, previous = entry.id, entry.hash
    return _end(before, previous, copied, head)


def _entries(last: int) -> Iterator[AuditEntry]:
    return AuditEntry.objects.filter(id__lte=last).order_by("id").iterator(chunk_size=2000)


def _fault(entry: AuditEntry, before: int, previous: str) -> str:
    if entry.id != before + 1:
        return f"entry {before + 1} was removed"
    if entry.previous != previous:
        return f"entry {entry.id} does not follow the one before it: it was inserted, or the one before was altered"
    if entry.hash != chain.digest(entry):
        return f"entry {entry.id} was altered"
    return ""


def _copy_fault(entry: AuditEntry, copied: dict[int, str]) -> str:
    if copied.get(entry.id, entry.hash) != entry.hash:
        return f"entry {entry.id} is not the one whose hash was copied outside the database: the chain was rewritten"
    return ""


def _end(last: int, previous: str, copied: dict[int, str], head: AuditHead) -> Verdict:
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
