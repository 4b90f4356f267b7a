"""What all tests share: a home of their own, and the command line."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from sim.cli import main
from sim.preparing import prepare


def pytest_configure(config: pytest.Config) -> None:
    """The model is compiled once, before the workers that share the tests begin."""
    if not hasattr(config, "workerinput"):
        prepare()


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, so that nobody's games and settings are touched."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ESCALERA_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that speaks English, wherever the tests are run."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def escalera(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """The command ``escalera`` with the given arguments, and its help in English."""
    import_module("sim.commands.app")  # whoever is the first to need it decides on the language of help

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["escalera", *map(str, arguments)])
        status = main()
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small scenario, quick to play: three rounds of four weeks, one rival."""
    path = tmp_path / "shop.yaml"
    path.write_text(
        """\
scenario: {id: shop, title: {es: La tienda, en: The shop}}
time: {rounds: 3, weeks_per_round: 4, warm_up: 4}
market: {customers: 120}
firm:
  id: mine
  name: Mine
  budget: 6000
  start: {advertising: 500, staff: 3000}
rivals:
  - {id: north, name: North, start: {advertising: 500, staff: 3000}}
levers: {detail_from_round: 2, promise: {from_round: 2}}
""",
        encoding="utf-8",
    )
    return path
