"""The live stream: rows as they are stored, to every browser that looks, and no state of its own worth keeping."""
