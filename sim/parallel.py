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
from typing import TypeVar

from sim.words import Sentence, SentenceError, sentence

Thing = TypeVar("Thing")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Failure:
    """Stands where a result is missing, and says why."""

    said: Sentence


def spread(
    work: Callable[[Thing], Result],
    things: Sequence[Thing],
    workers: int | None = None,
    progress: Callable[[], None] = lambda: None,
) -> list[Result | Failure]:
    """What ``work`` makes of each of the ``things``, in their order.

    ``workers`` is the number of processes, by default one for each core; a single one works here. ``progress`` is
    called after each thing. One that fails is a Failure, and the others go on; an interruption ends them all.
    """
    count = min(workers or os.cpu_count() or 1, len(things))
    if count <= 1:
        return list(_here(work, things, progress))
    return _beside(work, things, count, progress)


def _here(
    work: Callable[[Thing], Result], things: Sequence[Thing], progress: Callable[[], None]
) -> Iterator[Result | Failure]:
    for thing in things:
        yield _attempt(work, thing)
        progress()


def _beside(
    work: Callable[[Thing], Result], things: Sequence[Thing], count: int, progress: Callable[[], None]
) -> list[Result | Failure]:
    others = set(active_children())
    pool = ProcessPoolExecutor(count, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        with _deaf():  # workers that are just being born hear nothing either
            futures = [pool.submit(_attempt, work, thing) for thing in things]
        for _ in as_completed(futures):
            progress()
        return [_outcome(future) for future in futures]
    except BaseException:
        for worker in set(active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _attempt(work: Callable[[Thing], Result], thing: Thing) -> Result | Failure:
    try:
        return work(thing)
    except SentenceError as error:
        return Failure(error.said)
    except Exception as error:
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
