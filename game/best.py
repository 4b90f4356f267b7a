"""The player's best result in each version of each scenario: one small JSON file in the user's own folder.

A player is measured against nobody else. Neither a read-only home nor a damaged file stops the game.
"""

import json
from collections.abc import Mapping

from game.settings import Notice
from sim.resources import home
from sim.scenario.schema import About

MOST_BYTES = 1_000_000


def best_results() -> Mapping[str, float]:
    """The best score so far under each `key`; what is not a score is passed over."""
    try:
        with (home() / "best.json").open(encoding="utf-8") as stream:
            saved = json.loads(stream.read(MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    scores = saved.items() if isinstance(saved, dict) else ()
    return {name: float(score) for name, score in scores if type(score) in (int, float) and 0 <= score <= 100}


def key(about: About) -> str:
    """Under which name the results of a scenario are kept: a new version is a new game."""
    return f"{about.id} {about.version}"


def keep(about: About, score: float) -> Notice | None:
    """Write a result down if it is the best so far; a notice if the folder cannot be written."""
    best = dict(best_results())
    if score <= best.get(key(about), -1.0):
        return None
    best[key(about)] = score
    file = home() / "best.json"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(best, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(file)
    except OSError:
        return Notice("notice.best_not_saved", {"folder": str(file.parent)})
    return None
