"""The scenarios at hand: those shipped with the program and those in the user's own folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.resources import shipped, user_scenarios
from sim.scenario.problems import Problem, ScenarioError, did_you_mean

if TYPE_CHECKING:
    from sim.scenario.schema import About

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Entry:
    """A scenario to choose: what it says of itself, or what is wrong with its file."""

    path: Path
    own: bool  # from the user's folder
    about: "About | None"
    problems: tuple[Problem, ...] = ()


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
    remedy = did_you_mean(path.name, known, f"There are: {', '.join(sorted(known)) or 'none'}.")
    raise ScenarioError([Problem(str(name_or_path), "there is no such scenario", remedy)])


def shipped_files() -> list[Path]:
    """The scenario files that come with the program, by name."""
    return _files(shipped("scenarios"))


def own_files() -> list[Path]:
    """The scenario files in the user's folder, by name."""
    return _files(user_scenarios())


def entries() -> list[Entry]:
    """Every scenario at hand, the shipped ones first.

    Of a shipped file only the header is read, which is quick; the user's own are checked whole.
    """
    return [entry(path, own=False) for path in shipped_files()] + [entry(path) for path in own_files()]


def entry(path: Path, own: bool = True) -> Entry:
    """A file as an entry, checked whole if it is the user's own."""
    from sim.scenario.load import understand
    from sim.scenario.source import header, parse, read_bytes

    try:
        data = read_bytes(path)
        scenario = understand(parse(data if own else header(data), str(path)))
    except ScenarioError as error:
        return Entry(path, own, None, error.problems)
    return Entry(path, own, scenario.scenario)


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
