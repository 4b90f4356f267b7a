"""Where compiled rules are kept, and that preparing compiles all of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import compiled

SOURCES = ("market/rule.py", "measures.py", "scenario/vocabulary.py", "journal.py")
PLAYED = """
from sim import compiled
from sim.engine import Simulation
from sim.policies import POLICIES
from sim.scenario.files import shipped_files
from sim.scenario.load import load_scenario

compiled_before = sorted(compiled.FOLDER.rglob("*.nb?"))
for file in shipped_files():
    for journal in (True, False):
        scenario = load_scenario(file)
        game = Simulation(scenario, 1, {scenario.firm.id: POLICIES["balanced"]}, journal=journal)
        while not game.over:
            game.advance()
        game.observe(game.player)
new = sorted(set(compiled.FOLDER.rglob("*.nb?")) - set(compiled_before))
print(len(compiled_before), *[each.name for each in new])
"""


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )


def test_the_tests_find_everything_compiled() -> None:
    assert compiled.complete()
    assert compiled.progress() > 0.9  # a rule or two are needed so seldom that they can wait


@pytest.mark.parametrize("changed", SOURCES)
def test_other_rules_have_another_folder(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SOURCES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("ONE = 1\n", encoding="utf-8")
    monkeypatch.setattr(compiled, "_MODEL", tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = compiled._folder()
    assert first == compiled._folder()
    (tmp_path / changed).write_text("ONE = 2\n", encoding="utf-8")
    second = compiled._folder()
    assert first is not None
    assert second is not None
    assert first.parent == second.parent
    assert first != second


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give folders away")
def test_the_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    """What lies in it would be run."""
    (tmp_path / "mine").mkdir()
    assert compiled._writable(tmp_path / "mine" / "kernels")
    (tmp_path / "theirs").mkdir()
    os.chown(tmp_path / "theirs", 12345, 12345)
    assert not compiled._writable(tmp_path / "theirs" / "kernels")


@pytest.mark.slow
def test_preparing_compiles_all_that_the_shipped_scenarios_need(tmp_path: Path) -> None:
    """In an empty home: twice, the second time for nothing; then no play compiles anything more."""
    home = {"XDG_CACHE_HOME": str(tmp_path)}
    run("-m", "sim.preparing", **home)
    kept, *more = run("-c", PLAYED, **home).stdout.split()
    assert int(kept) > 0
    assert more == []


@pytest.mark.slow
def test_where_nothing_can_be_kept_it_plays_all_the_same() -> None:
    nowhere = "import sys, tempfile; tempfile.tempdir = '/dev/null'; from sim import compiled; "
    play = (
        "sys.argv = ['escalera', 'run', 'corner-cafe', '--json', '--lang', 'en']; "
        "from sim.cli import main; sys.exit(main())"
    )
    told = run("-c", f"{nowhere}assert compiled.FOLDER is None; {play}", XDG_CACHE_HOME="/dev/null")
    assert told.stderr.startswith("Preparing the simulation for this computer")
    usual = run("-c", f"import sys; {play}")
    assert usual.stderr == ""
    assert told.stdout == usual.stdout
