"""How commands say that something is wrong: on standard error, in a sentence, and with exit status 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sim.scenario.problems import Problem, ScenarioError
from sim.words import Language, SentenceError, reason, sentence

_WIDTH = 100


class CommandError(SentenceError):
    """A command that cannot be carried out."""


def complain(error: ValueError, language: Language) -> None:
    """Says what is wrong with the input; anything that is not about the input is raised again."""
    if isinstance(error, ScenarioError):
        for problem in error.problems:
            show(problem, language, sys.stderr)
    elif isinstance(error, SentenceError):
        print(f"escalera: {error.read(language)}", file=sys.stderr)
    else:
        raise error


def show(problem: Problem, language: Language, stream: TextIO) -> None:
    """A problem, and under it the offending line with a mark under the place."""
    print(problem.read(language), file=stream)
    if not problem.source.strip():
        return
    start = max(0, problem.column - _WIDTH // 2) if len(problem.source) > _WIDTH else 0
    line = problem.source.replace("\t", " ")[start : start + _WIDTH]
    number = f"{problem.line:>6} | "
    print(f"{number}{line}\n{'^':>{len(number) + problem.column - start}}", file=stream)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns a file or folder that cannot be written into a sentence."""
    try:
        yield
    except OSError as error:
        raise CommandError(sentence("command.unwritable", path=str(path), reason=reason(error))) from None
