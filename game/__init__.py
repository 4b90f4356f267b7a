"""The game: windows, screens and widgets. All it knows of the simulated world comes through game.session."""
