"""The game: windows, screens and widgets. All it knows of the simulated world comes through game.session."""

import os

os.environ.setdefault(
    "PYGAME_HIDE_SUPPORT_PROMPT", "1"
)  # before anything imports pygame: it greets on standard output
