"""The player's settings: one small JSON file in the user's own folder.

Neither a read-only home nor a damaged file stops the game: it goes on with what it could read and says so.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from sim.resources import home
from sim.words import LANGUAGES, Language, system_language

TEXT_SIZES = (100, 125, 150, 175, 200)
THEMES = ("light", "dark", "contrast")
SPEEDS = (1, 2, 4)
CHOICES: dict[str, tuple[object, ...]] = {
    "language": LANGUAGES,
    "text_size": TEXT_SIZES,
    "theme": THEMES,
    "speed": SPEEDS,
    "full_screen": (False, True),
    "reduced_motion": (False, True),
}


def autosave_file() -> Path:
    """The game in progress: the run file that `continue` on the title screen takes up."""
    return home() / "autosave.json"


def run_folder() -> Path:
    """Where finished games are kept when the player asks for it, to be handed in."""
    return home() / "runs"


@dataclass(frozen=True)
class Settings:
    language: Language = "en"
    text_size: int = 100
    theme: str = "light"
    full_screen: bool = False
    reduced_motion: bool = False
    speed: int = 1

    def changed(self, **values: Any) -> "Settings":
        return replace(self, **values)


@dataclass(frozen=True)
class Notice:
    """Something the player should know: the key of a text and its values."""

    key: str
    values: dict[str, str]


def load() -> tuple[Settings, Notice | None]:
    """The settings as saved, each missing or impossible one at its default; a notice if the file was
    unusable.
    """
    settings = Settings(language=system_language())
    file = home() / "settings.json"
    try:
        saved = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return settings, None
    except (OSError, ValueError, RecursionError):
        return settings, Notice("notice.settings_unreadable", {"file": str(file)})
    if not isinstance(saved, dict):
        return settings, Notice("notice.settings_unreadable", {"file": str(file)})
    known = {f.name: saved[f.name] for f in fields(Settings) if _allowed(f.name, saved.get(f.name))}
    return settings.changed(**known), None


def _allowed(name: str, value: object) -> bool:
    return any(type(value) is type(choice) and value == choice for choice in CHOICES[name])


def save(settings: Settings) -> Notice | None:
    """Write the settings; a notice if the folder cannot be written, in which case they last until the end."""
    file = home() / "settings.json"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(settings), indent=2) + "\n", encoding="utf-8")
        draft.replace(file)
    except OSError:
        return Notice("notice.settings_not_saved", {"folder": str(file.parent)})
    return None
