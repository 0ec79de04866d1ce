"""People and places: the trust, its clinics and bays, its staff, and the patients they look after."""
