"""What may be written by the pathway app."""
