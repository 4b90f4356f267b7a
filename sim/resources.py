"""Where things lie: what is shipped with the program, and what belongs to the person who plays."""

import os
from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent


def shipped(*parts: str) -> Path:
    """A file or folder shipped with the program: ``shipped("scenarios", "corner-cafe.yaml")``.

    A wheel carries ``scenarios`` and ``assets`` inside the package; a checkout and an editable install have
    them beside it.
    """
    inside = _PACKAGE / "shipped"
    return (inside if inside.is_dir() else _PACKAGE.parent).joinpath(*parts)


def home() -> Path:
    """The folder of saved games, settings and the user's own scenarios; it may not exist yet.

    The environment variable ESCALERA_HOME puts it elsewhere, on a school's network drive for instance.
    """
    chosen = os.environ.get("ESCALERA_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("escalera", appauthor=False, roaming=False)


def user_scenarios() -> Path:
    """The folder where people put scenario files of their own; it may not exist yet."""
    return home() / "scenarios"
