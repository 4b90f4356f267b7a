"""The same scenario, seed and decisions give the same bytes, whatever the processor and whoever looks."""

import builtins
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from sim import Simulation, load_scenario
from sim.policies import POLICIES
from sim.record import RunRecord
from sim.scenario.vocabulary import PolicyName

OFFERED = [feature for feature in __cpu_dispatch__ if __cpu_features__[feature]]
"""What this processor can do beyond NumPy's common ground, all of which can be switched off."""

TESTS = Path(__file__).parents[1]
COMMAND = ("run", "corner-cafe", "--seed", "7", "--json")


def _run(**environment: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "sim.cli", *COMMAND],
        env={**os.environ, **environment},
        capture_output=True,
        timeout=120,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def reference() -> bytes:
    """What the run prints, as a process of its own."""
    return _run()


def test_twice_the_same_bytes(reference: bytes) -> None:
    assert _run(PYTHONHASHSEED="12345") == reference


@pytest.mark.skipif(not OFFERED, reason="this processor offers nothing to switch off")
def test_the_same_bytes_without_the_processors_features(reference: bytes) -> None:
    assert _run(NPY_DISABLE_CPU_FEATURES=" ".join(OFFERED)) == reference


EVERYTHING = """
from markets import small, variant
from sim import Simulation
from sim.scenario.vocabulary import LEVERS

money = [lever.id for lever in LEVERS.values() if lever.head is not None]
everything = {f"levers.{lever}.available": True for lever in LEVERS}
everything |= {f"{who}.start.{lever}": 300.0 for lever in money for who in ("firm", "rivals.*")}
game = Simulation(variant(small(600, rounds=2, weeks=13), everything | {"levers.detail_from_round": 1}), 7)
while not game.over:
    game.advance()
print(game.checksums, [sorted(game.history(firm)[-1].items()) for firm in game.firms])
"""


def _everything(**environment: str) -> bytes:
    path = {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    return subprocess.run(
        [sys.executable, "-c", EVERYTHING],
        env={**os.environ, **path, **environment},
        capture_output=True,
        check=True,
    ).stdout


@pytest.mark.skipif(not OFFERED, reason="this processor offers nothing to switch off")
def test_nor_with_every_mechanism_at_work() -> None:
    assert _everything() == _everything(NPY_DISABLE_CPU_FEATURES=" ".join(OFFERED))


@pytest.mark.slow
def test_the_same_bytes_compiled_for_the_plainest_processor(reference: bytes, tmp_path: Path) -> None:
    plain = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "", "XDG_CACHE_HOME": str(tmp_path)}
    assert _run(**plain) == reference
    assert _everything(**plain) == _everything()


@pytest.mark.skipif(not OFFERED, reason="this processor offers nothing to switch off")
def test_switching_features_off_changes_what_numpy_computes() -> None:
    """Without this, the test above could not fail."""
    code = "import numpy as np; print(np.exp(np.linspace(0, 1, 99999, dtype=np.float32)).tobytes().hex()[:200000])"

    def bits(**environment: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, check=True
        ).stdout

    assert bits() != bits(NPY_DISABLE_CPU_FEATURES=" ".join(OFFERED))


def test_headless_replayed_and_stepped_by_weeks_are_one_run(reference: bytes) -> None:
    report = json.loads(reference)
    scenario = load_scenario("corner-cafe")
    stepped = Simulation(scenario, 7)
    for each in report["rounds"]:
        stepped.decide(stepped.player, each["decision"])
        while not stepped.advance_week():
            stepped.observe(stepped.player)  # looking changes nothing
            stepped.observe(stepped.firms[1])
    checksums = [each["checksum"] for each in report["rounds"]]
    assert list(stepped.checksums) == checksums
    assert list(RunRecord.of(stepped).replay().checksums) == checksums


def test_other_random_generators_are_left_alone() -> None:
    scenario = load_scenario("corner-cafe")
    np.random.seed(1)
    before = np.random.get_state()[1].tolist()
    first = Simulation(scenario, 7, {scenario.firm.id: POLICIES[PolicyName.BALANCED]}).advance()
    assert np.random.get_state()[1].tolist() == before
    np.random.seed(2)
    second = Simulation(scenario, 7, {scenario.firm.id: POLICIES[PolicyName.BALANCED]}).advance()
    assert first.measures == second.measures


def test_another_seed_is_another_run() -> None:
    scenario = load_scenario("corner-cafe")
    one, other = Simulation(scenario, 1), Simulation(scenario, 2)
    one.advance()
    other.advance()
    assert one.checksums != other.checksums


def test_the_sum_of_another_python_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """From Python 3.12 on the built-in sum adds floats more exactly; nothing here may rest on it."""

    def run() -> tuple[object, ...]:
        game = Simulation(load_scenario("corner-cafe"), 7, {"esquina": POLICIES[PolicyName.BALANCED]})
        game.advance()
        game.advance()
        return game.checksums, [dict(each) for each in game.history("norte")], game.result().score

    plain_sum, used = builtins.sum, []

    def exact_sum(values: Iterable[float], start: float = 0) -> float:
        items = list(values)
        used.append(len(items))
        return math.fsum(items) if any(isinstance(item, float) for item in items) else plain_sum(items, start)

    before = run()
    monkeypatch.setattr(builtins, "sum", exact_sum)
    assert run() == before
    assert used
    tenths = [0.1] * 10
    assert sum(tenths) == 1.0
