"""Rules of care: pure functions over frozen facts. Nothing here reads a clock, a database or a screen."""
