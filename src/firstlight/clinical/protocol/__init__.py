"""The written plan that a session follows: dose, observations, gates and limits, each value with its source."""
