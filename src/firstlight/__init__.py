"""Firstlight runs the clinic, proves whether it works and plans the network."""

__version__ = "0.1.0"
