"""What can be wrong with a scenario file, said so that its author can put it right."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.words import Language, Sentence, sentence


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it."""

    file: str
    said: Sentence
    line: int | None = None  # from 1; None: the file as a whole
    column: int = 1
    path: str = ""  # the setting, as in market.segments[students].share
    source: str = ""  # the offending line as written
    odd: bool = False  # legal, and yet hardly meant: a warning

    def read(self, language: Language) -> str:
        """The place and the sentence."""
        place = self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"
        kind = f"{sentence('check.warning').read(language)}: " if self.odd else ""
        setting = f"{self.path}: " if self.path else ""
        return f"{place}: {kind}{setting}{self.said.read(language)}"

    def __str__(self) -> str:
        return self.read("en")


class ScenarioError(ValueError):
    """A scenario that cannot be used, with all its problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is most likely a misspelling of."""
    plain = {name.replace("_", "-"): name for name in known}
    near = difflib.get_close_matches(word.lower().replace("_", "-").replace(" ", "-"), plain, n=1)
    return plain[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str], otherwise: Sentence) -> Sentence:
    """What to do about an unknown word: take the nearest one, or ``otherwise``."""
    near = nearest(word, known)
    return sentence("hint.nearest", word=near) if near else otherwise
