"""The pages of sessions, their feeds and their protocols."""
