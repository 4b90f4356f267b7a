"""What people install: the wheel, in a clean environment, away from the checkout."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run_apart(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it sees nothing of the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_runs_a_shipped_scenario_from_anywhere(tmp_path: Path) -> None:
    run_apart(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("escalera-*.whl")
    venv.create(tmp_path / "clean", with_pip=True)
    scripts = tmp_path / "clean" / ("Scripts" if sys.platform == "win32" else "bin")
    run_apart(scripts / "python", "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    command = (scripts / "escalera", "run", "corner-cafe", "--seed", "7", "--json")
    installed = run_apart(*command, cwd=tmp_path)
    assert len(json.loads(installed)["rounds"]) == 8
    assert installed == run_apart(sys.executable, "-m", "sim.cli", *command[1:], cwd=ROOT)
    assert run_apart(scripts / "escalera", "--version", cwd=tmp_path).startswith("escalera 0.")
    look = (
        "import game.text, game.theme; from game.decoding import decode_apart; from sim.resources import shipped; "
        "drawn = shipped('scenarios', 'corner-cafe.svg').read_bytes(); "
        "print(shipped('assets').is_dir() and decode_apart(drawn, (320, 140)) is not None)"
    )
    printed = run_apart(scripts / "python", "-c", look, cwd=tmp_path)
    assert printed.splitlines()[-1] == "True"
