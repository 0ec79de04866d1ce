"""Leaving the clinic: what is recorded, missing or outside the protocol. A nurse decides and signs."""
