"""What may be written by the infusion app."""
