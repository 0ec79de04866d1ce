"""What may be written by the audit app."""
