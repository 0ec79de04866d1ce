"""What may be written by the medicines app."""
