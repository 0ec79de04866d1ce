"""What may be written by the scheduling app."""
