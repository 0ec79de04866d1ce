"""The reference pages in `docs/`, written from the code and data they describe. A test fails when the two differ."""
