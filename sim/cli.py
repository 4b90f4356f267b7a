"""The command ``escalera``.

Without arguments it opens the game, and loads nothing else on the way: the window should be there at once.
"""

import sys


def main() -> int:
    """Runs the command that was typed and returns its exit status: 0 done, 1 problems found, 2 bad input."""
    try:
        if len(sys.argv) == 1:
            from sim.commands.window import open_window

            return open_window()
        from sim.commands.app import run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
