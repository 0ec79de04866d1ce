"""Who did what, and when: the chained log, the due work and the signs of life of our own processes."""
