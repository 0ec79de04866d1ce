"""What is prescribed and checked. For now: the prescription of one session, as signed rows."""
