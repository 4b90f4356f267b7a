"""`python -m game` opens the title screen."""

import sys

from game.app import run

if __name__ == "__main__":
    sys.exit(run())
