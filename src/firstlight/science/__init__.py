"""Mathematics that the clinic and its planners lean on: arrays in, results out; no framework, file, clock or global seed."""
