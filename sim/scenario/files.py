"""Where scenario files are: shipped with the program, in the user's folder, or wherever a path leads."""

from collections.abc import Sequence
from pathlib import Path

from sim.resources import shipped, user_scenarios
from sim.scenario.problems import Problem, ScenarioError, did_you_mean
from sim.words import sentence

SUFFIXES = (".yaml", ".yml")


def find(name_or_path: str | Path) -> Path:
    """The file of a scenario given by its name or by a path; ScenarioError if there is none."""
    path = Path(name_or_path).expanduser()
    if isinstance(name_or_path, Path) or path.suffix in SUFFIXES or len(path.parts) != 1:
        return path
    known = {file.stem: file for file in [*own_files(), *shipped_files()]}
    if path.name in known:
        return known[path.name]
    if _is_file(path):
        return path
    here = next((file for file in (Path(f"{path}{suffix}") for suffix in SUFFIXES) if _is_file(file)), None)
    there_are = sentence("hint.scenarios", known=tuple(sorted(known))) if known else sentence("hint.no_scenarios")
    hint = sentence("hint.nearest", word=str(here)) if here else did_you_mean(path.name, known, there_are)
    raise ScenarioError([Problem(str(name_or_path), sentence("file.no_scenario", hint=hint))])


def parted(words: Sequence[str]) -> str | None:
    """The scenario file here whose name has spaces and lost its quotes, so that it became several words."""
    name = ""
    for word in reversed(words):
        ends = word.endswith(SUFFIXES)
        name = word if ends else f"{word} {name}" if name else ""
        if not ends and name and _is_file(Path(name)):
            return name
    return None


def shipped_files() -> list[Path]:
    """The scenario files that come with the program, by name."""
    return _files(shipped("scenarios"))


def own_files() -> list[Path]:
    """The scenario files in the user's folder, by name."""
    return _files(user_scenarios())


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES and file.is_file())
    except OSError:
        return []  # a folder that is not there, or that may not be read, holds no scenarios


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # a name too long to be one
