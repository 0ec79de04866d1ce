"""What may be written by the people app."""
