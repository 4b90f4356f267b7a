"""Work on many things at once: order, failures, and an end on demand."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.parallel import Crew, Failure
from sim.words import SentenceError, sentence

ROOT = Path(__file__).resolve().parents[2]


def square(number: int) -> int:
    """The square; some numbers make trouble of different kinds."""
    if number == 13:
        raise SentenceError(sentence("file.empty"))
    if number == 14:
        raise RuntimeError("broken")
    if number == 99:
        os._exit(1)
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_a_failure_takes_only_its_place(workers: int) -> None:
    heard: list[None] = []
    with Crew(workers) as crew:
        found = crew.spread(square, [3, 13, 14, 5], lambda: heard.append(None))
        assert crew.spread(square, [4]) == [16]
        assert crew.spread(square, []) == []
    assert found[0] == 9
    assert found[3] == 25
    assert len(heard) == 4
    assert found[1] == Failure(sentence("file.empty"))
    assert isinstance(found[2], Failure)
    assert "RuntimeError: broken" in found[2].said.read("es")


def test_a_worker_that_dies_is_told() -> None:
    with Crew(2) as crew:
        assert crew.spread(square, [99, 2, 3, 4])[0] == Failure(sentence("parallel.ended"))
        assert crew.spread(square, [2, 3]) == [Failure(sentence("parallel.ended"))] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_an_interruption_ends_the_workers_at_once_and_quietly(tmp_path: Path) -> None:
    script = tmp_path / "work.py"
    script.write_text(
        "import os, time\nfrom sim.parallel import Crew\n\n"
        "def nap(_: int) -> None:\n    os.write(1, b'working\\n')\n    time.sleep(60)\n\n"
        "if __name__ == '__main__':\n    with Crew(2) as crew:\n        crew.spread(nap, [1, 2, 3, 4])\n"
    )
    process = subprocess.Popen(
        [sys.executable, script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "working\n"
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to everyone at the terminal
    _, err = process.communicate(timeout=30)
    assert err.count("Traceback") == err.count("KeyboardInterrupt\n")  # its own; workers are silent
    while _anybody_left(process.pid):
        time.sleep(0.1)
    assert time.monotonic() - began < 20


def _anybody_left(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
