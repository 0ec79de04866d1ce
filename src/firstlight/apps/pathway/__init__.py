"""The way to treatment. For now: consent, as a signed row."""
