"""The number of a row as an address or a hidden field states it. Whatever a browser sends there that is no such number is
none: it is never worth a fault."""

LONGEST = 18  # digits: what every database of ours can hold


def row_id(stated: object) -> int | None:
    """The number; None for anything else."""
    text = str(stated or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
