"""The pages of people and places, and of signing in."""
