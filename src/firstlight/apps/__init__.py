"""What is stored, who may do what, and when: one Django app per area of the clinic's work."""
