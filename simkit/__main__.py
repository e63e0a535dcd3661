"""`python -m simkit` does what `simkit` does."""

import sys

from simkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
