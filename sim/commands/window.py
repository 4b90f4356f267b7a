"""Opening the game from the command line."""

import os
import sys
import tempfile
from importlib import import_module
from shlex import quote

from sim.words import Language, Words, sentence, system_language, words


def open_window(
    scenario: str | None = None,
    lang: Language | None = None,
    seed: int | None = None,
    size: tuple[int, int] | None = None,
) -> int:
    """Opens the game's window, on a scenario if one is given; returns the exit status.

    The game is looked up by name, because the model never depends on it.
    """
    # without it the system's window library adds a line of its own to the sentence about a missing display
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    try:
        game = import_module("game.app")
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("pygame"):
            raise
        said = sentence("command.no_pygame", error=str(error), scenario=quote(scenario or "corner-cafe"))
        print(f"escalera: {said.read(lang or system_language())}", file=sys.stderr)
        return 2
    if scenario is not None:
        _get_ready(scenario, words(lang or system_language()))
    return int(game.run(scenario=scenario, lang=lang, seed=seed, size=size))


def _get_ready(scenario: str, words: Words) -> None:
    """The first time on a computer a scenario waits for the model; a broken one is told of at once."""
    from sim import compiled

    if compiled.complete():
        return
    from sim.commands.first_time import get_ready
    from sim.scenario.load import load_scenario
    from sim.scenario.problems import ScenarioError

    try:
        load_scenario(scenario)
    except ScenarioError:
        return  # the game says what is wrong with it
    get_ready(words)
