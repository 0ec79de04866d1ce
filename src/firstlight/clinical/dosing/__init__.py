"""From weight to milligrams, from milligrams to a pump rate, and from recorded rates to what was given."""
