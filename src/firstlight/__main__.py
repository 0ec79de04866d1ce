"""`python -m firstlight COMMAND`."""

import sys

from firstlight.config.cli import main

sys.exit(main(sys.argv[1:]))
