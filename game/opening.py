"""Beginning a game or taking one up, and saying plainly when that cannot be done.

Apart from the screens because it loads the model, which the title screen does without.
"""

import sys

from game.screens.base import Place, Screen, Shell
from game.session import Session
from game.settings import Notice, autosave_file
from game.text import Text
from sim.record import RecordError
from sim.scenario.problems import ScenarioError


def start_or_explain(scenario: str, seed: int | None, text: Text) -> Session | None:
    """A new game; or None, and on standard error everything that is wrong with the scenario."""
    try:
        return Session.start(scenario, seed)
    except ScenarioError as error:
        print(text("error.scenario", name=scenario), file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem.read(text.language)}", file=sys.stderr)
    return None


def resume_screen(shell: Shell) -> Screen | None:
    """The saved game where it stood; None if it cannot be read, in which case it is put aside, not lost."""
    saved = autosave_file()
    try:
        session = Session.resume(saved)
    except RecordError:
        aside = saved.with_name("autosave-damaged.json")
        try:
            saved.replace(aside)
        except OSError:
            aside = saved
        shell.tell(Notice("notice.saved_game_unreadable", {"file": str(aside)}))
        return None
    return shell.make(Place.RESULT if session.over else Place.MARKET, session)
