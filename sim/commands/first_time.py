"""The first play on a computer: the model is compiled, and whoever waits is told why."""

import sys

from sim import compiled
from sim.preparing import prepare
from sim.words import Words


def get_ready(words: Words) -> None:
    """Compiles what is not compiled yet."""
    if not compiled.complete():
        print(words("command.preparing"), file=sys.stderr, flush=True)
        prepare()
