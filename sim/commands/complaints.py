"""How commands say that something is wrong: on standard error, in a sentence, and with exit status 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sim.scenario.problems import Problem, ScenarioError

_WIDTH = 100


class CommandError(ValueError):
    """A command that cannot be carried out; the message says why and what to do."""


def complain(error: ValueError) -> None:
    """Says what is wrong with the input; anything that is not about the input is raised again."""
    from sim.decisions import DecisionError
    from sim.record import RecordError

    if isinstance(error, ScenarioError):
        for problem in error.problems:
            show(problem, sys.stderr)
    elif isinstance(error, CommandError | DecisionError | RecordError):
        print(f"escalera: {error}", file=sys.stderr)
    else:
        raise error


def show(problem: Problem, stream: TextIO) -> None:
    """A problem, and under it the offending line with a mark under the place."""
    print(problem, file=stream)
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
        reason = error.strerror or "unknown reason"
        raise CommandError(
            f"{path} cannot be written ({reason}). Choose a folder that exists and that you may write to."
        ) from None
