"""The same work on many things, on all cores.

Workers are new processes on every system, and share nothing: the work and the things must be picklable.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from typing import Self, TypeVar

from sim.words import Sentence, SentenceError, sentence

Thing = TypeVar("Thing")
Result = TypeVar("Result")


_IGNORING = (signal.signal, (signal.SIGINT, signal.SIG_IGN))
"""What workers do first: Ctrl-C is for whoever started them."""


@dataclass(frozen=True)
class Failure:
    """Stands where a result is missing, and says why."""

    said: Sentence


class Crew:
    """Workers who stay together from one pile of things to the next: ``with Crew() as crew: crew.spread(...)``."""

    def __init__(self, workers: int | None = None) -> None:
        """So many ``workers``, by default one for each core; a single one works here."""
        count = workers or os.cpu_count() or 1
        self._others = set(active_children())
        self._pool = None if count == 1 else ProcessPoolExecutor(count, get_context("spawn"), *_IGNORING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool is None:
            return
        if kind is not None:  # interrupted: what they are at is of no use any more
            for worker in set(active_children()) - self._others:
                worker.terminate()
        self._pool.shutdown(cancel_futures=True)

    def spread(
        self,
        work: Callable[[Thing], Result],
        things: Sequence[Thing],
        progress: Callable[[], None] = lambda: None,
    ) -> list[Result | Failure]:
        """What ``work`` makes of each of the ``things``, in their order.

        ``progress`` is called after each thing. One that fails is a Failure, and the others go on.
        """
        if self._pool is None:
            return list(_here(work, things, progress))
        try:
            with _deaf():  # workers that are just being born hear nothing either
                futures = [self._pool.submit(_attempt, work, thing) for thing in things]
        except BrokenProcessPool:
            return [Failure(sentence("parallel.ended")) for _ in things]
        for _ in as_completed(futures):
            progress()
        return [_outcome(future) for future in futures]


def _here(
    work: Callable[[Thing], Result], things: Sequence[Thing], progress: Callable[[], None]
) -> Iterator[Result | Failure]:
    for thing in things:
        yield _attempt(work, thing)
        progress()


def _attempt(work: Callable[[Thing], Result], thing: Thing) -> Result | Failure:
    try:
        return work(thing)
    except SentenceError as error:
        return Failure(error.said)
    except Exception as error:  # whatever went wrong in one play, the others go on and the failure is told
        return Failure(sentence("parallel.failed", error=f"{type(error).__name__}: {error}"))


def _outcome(future: "Future[Result | Failure]") -> Result | Failure:
    try:
        return future.result()
    except BrokenProcessPool:
        return Failure(sentence("parallel.ended"))
    except Exception as error:  # what came of it could not be sent
        return Failure(sentence("parallel.failed", error=f"{type(error).__name__}: {error}"))


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C goes unheard for a moment; whoever is started meanwhile never hears it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
