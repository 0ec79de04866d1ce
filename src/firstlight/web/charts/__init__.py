"""Charts drawn by the server as SVG: pure functions from figures to places, and templates that write the places down."""
