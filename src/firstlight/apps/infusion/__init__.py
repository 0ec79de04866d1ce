"""The session: who sits in which bay, what was given, what was observed, and what the monitors sent."""
