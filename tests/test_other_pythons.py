"""The same seeds give the same bits whatever the version of Python: other ones that the machine has are tried."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from markets import everything, variant
from test_wheel import ROOT, run_apart

from sim.scenario.load import content_of

MINORS = (11, 12, 13, 14)


def interpreter(minor: int) -> str | None:
    """An interpreter of Python 3.``minor``, on the path or among those that pyenv keeps."""
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"3.{minor}.*/bin/python3"))
    found = [shutil.which(f"python3.{minor}"), *map(str, reversed(kept))]
    return next((each for each in found if each and _works(each, minor)), None)


def _works(command: str, minor: int) -> bool:
    """Whether it is of this version and can make an environment: a shim may stand for nothing."""
    asked = f"import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, {minor}))"
    return subprocess.run([command, "-c", asked], capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("minor", [minor for minor in MINORS if minor != sys.version_info.minor])
def test_another_python_gives_the_same_bytes(minor: int, tmp_path: Path) -> None:
    other = interpreter(minor)
    if other is None:
        pytest.skip(f"this machine has no Python 3.{minor} that can make environments")
    scenario = variant(everything(400), {"time.rounds": 4, "teaching": {}})
    file = tmp_path / "everything.yaml"
    file.write_text(json.dumps(content_of(scenario)), encoding="utf-8")
    run_apart(other, "-m", "venv", tmp_path / "other", cwd=tmp_path)
    python = tmp_path / "other" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run_apart(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("escalera-*.whl")
    run_apart(python, "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    command = ("-m", "sim.cli", "run", file, "--seed", "7", "--json")
    elsewhere = run_apart(python, *command, cwd=tmp_path)
    assert len(json.loads(elsewhere)["rounds"]) == 4
    assert elsewhere == run_apart(sys.executable, *command, cwd=ROOT)
