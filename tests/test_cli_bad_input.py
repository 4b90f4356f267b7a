"""Whatever is wrong with what was typed or given: a clear sentence, exit status 2, no traceback, nothing lost."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from tests.conftest import Outcome

Escalera = Callable[..., Outcome]


def _refused(outcome: Outcome) -> str:
    """The single sentence, or problem, with which a command was refused."""
    assert outcome.status == 2
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    return outcome.err.splitlines()[0]


def test_an_unknown_scenario(escalera: Escalera) -> None:
    assert _refused(escalera("run", "corner-coffee")) == (
        "corner-coffee: there is no such scenario. Did you mean 'corner-cafe'?"
    )


def test_a_broken_scenario(escalera: Escalera, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("scenario: {id: shop, titel: Shop}\n")
    outcome = escalera("run", path)
    assert _refused(outcome) == f"{path}:1:11: scenario.title: is missing. Add it: title."
    assert outcome.err.splitlines()[3] == (
        f"{path}:1:22: scenario.titel: is not a setting of 'scenario'. Did you mean 'title'?"
    )


def test_check_tells_a_file_that_cannot_be_read_from_one_with_problems(escalera: Escalera, tmp_path: Path) -> None:
    assert "there is no such file" in _refused(escalera("scenario", "check", tmp_path / "none.yaml"))


@pytest.mark.parametrize(
    ("plans", "message"),
    [
        ("[{staff: 99000}]", "1:3: round 1: 'staff' opens in round 2 and this is round 1"),
        ("[{retention: 99000}]", "1:2: round 1: the plan spends 99,500 and the budget is 6,000"),
        ("[{}, {staff: 99000}]", "1:6: round 2: the plan spends 99,800 and the budget is 6,000"),
        ("[{retentoin: 100}]", "1:3: round 1: 'retentoin' is not something that can be decided"),
        ("[{retention: lots}]", "1:3: round 1: retention is 'lots', which is not an amount"),
        ("[{retention: -5}]", "1:3: round 1: retention is -5, and it cannot be negative"),
        ("[{retention: .nan}]", "1:3: round 1: retention is nan, which is not an amount"),
        (f"[{{retention: {'9' * 400}}}]", "1:3: round 1: retention is inf, which is not an amount"),
        ("[{}, {promise: 3}]", "1:7: round 2: promise is 3. "),
        ("{retention: 5}", "1:1: the decisions are not a list"),
        ("[1, 2]", "1:2: this round is not a group of amounts"),
        ("[{}, {}, {}, {}]", "1:14: there are decisions for 4 rounds and the scenario has 3"),
        ("[{staff: 1, staff: 2}]", "1:13: [1].staff: is given twice (first in line 1)"),
        ("", "1:1: the file is empty"),
        ("\t[", "1:1: there is a tab here"),
    ],
)
def test_impossible_decisions(escalera: Escalera, shop: Path, tmp_path: Path, plans: str, message: str) -> None:
    path = tmp_path / "plans.yaml"
    path.write_text(plans)
    assert _refused(escalera("run", shop, "--decisions", path)).startswith(f"{path}:{message}")


def test_both_a_robot_and_a_file(escalera: Escalera, shop: Path) -> None:
    message = _refused(escalera("run", shop, "--policy", "balanced", "--decisions", shop))
    assert message == "escalera: both --policy and --decisions are given. Choose who decides: a robot or a file."


def test_a_run_file_cut_in_half(escalera: Escalera, shop: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    assert escalera("run", shop, "--save", run).status == 0
    run.write_bytes(run.read_bytes()[: run.stat().st_size // 2])
    expected = f"escalera: {run}: it is cut short or damaged. Use a copy that is whole."
    assert _refused(escalera("replay", run)) == expected
    assert _refused(escalera("export", run, "--table", "rounds", "-o", tmp_path / "x.csv")) == expected
    assert not (tmp_path / "x.csv").exists()


def test_a_run_that_does_not_come_out_as_recorded(escalera: Escalera, shop: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    escalera("run", shop, "--save", run, "--seed", "7")
    run.write_text(run.read_text().replace('"seed": 7', '"seed": 8'))
    assert _refused(escalera("replay", run)) == (
        f"escalera: {run}: round 1 does not come out as recorded. The file was changed after the run."
    )


def test_exports_that_cannot_be(escalera: Escalera, shop: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    escalera("run", shop, "--save", run)
    assert _refused(escalera("export", run, "--table", "purchases", "-o", "x.csv")).startswith(
        "escalera: there is no table called 'purchases'. "
    )
    assert "neither a .csv nor a .parquet" in _refused(escalera("export", run, "--table", "moves", "-o", "x.xls"))


@pytest.mark.parametrize("option", ["--save", "--out"])
def test_a_place_that_cannot_be_written(escalera: Escalera, shop: Path, option: str) -> None:
    place = shop / "inside-a-file"
    message = _refused(escalera("run", shop, option, place))
    assert message.startswith(f"escalera: {place} cannot be written (Not a directory).")


def test_a_robot_that_does_not_exist(escalera: Escalera) -> None:
    message = _refused(escalera("run", "corner-cafe", "--policy", "balancd"))
    said = "escalera: there is no robot and no strategy of this scenario called 'balancd'. Did you mean 'balanced'?"
    assert " ".join(message.split()) == said


RUN = "Example: escalera run corner-cafe --policy all-retention --seed 7 --json"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], f"SCENARIO is missing. A shipped scenario's name, or a scenario file. {RUN}"),
        (
            ["scenario", "check"],
            "FILE is missing. Scenario files. Example: escalera scenario check my-shop.yaml another.yaml",
        ),
        (["run", "corner-cafe", "seed"], f"there is a word too many in 'escalera run corner-cafe seed'. {RUN}"),
        (
            ["run", "corner-cafe", "--policy"],
            "--policy needs a value: write it after it. "
            f"Who decides for the player's firm: a robot, or a strategy of the scenario. {RUN}",
        ),
        (
            ["scenario", "list", "--foo"],
            "'escalera scenario list' has no option --foo. Its options are: --lang, --help.",
        ),
        (["--colour"], "'escalera' has no option --colour. Its options are: --version, --help."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_that_do_not_fit_a_command(escalera: Escalera, arguments: list[str], message: str) -> None:
    assert _refused(escalera(*arguments)) == f"escalera: {message}"


@pytest.mark.parametrize(
    ("arguments", "english", "spanish"),
    [
        (
            ["run", "--sede", "7"],
            "'escalera run' has no option --sede. Did you mean '--seed'?",
            "«escalera run» no tiene ninguna opción --sede. ¿Querías decir «--seed»?",
        ),
        (
            ["scenario", "new", "--rounds=99"],
            "'99' is no use for --rounds. Write a whole number from 4 to 20.",
            "«99» no sirve para --rounds. Escribe un número entero entre 4 y 20.",
        ),
        (
            ["run", "corner-cafe", "--json=3"],
            "--json takes no value. Write it alone: --json",
            "--json no lleva ningún valor. Escríbelo solo: --json",
        ),
        (
            ["scenario", "new", "--business", "shp"],
            "'shp' is no use for --business. Did you mean 'shop'?",
            "«shp» no sirve para --business. ¿Querías decir «shop»?",
        ),
        (
            ["play", "corner-cafe", "--lang", "fr"],
            "'fr' is no use for --lang. Choose one of: es, en.",
            "«fr» no sirve para --lang. Elige una de estas: es, en.",
        ),
        (
            ["play", "corner-cafe", "--size", "big"],
            "'big' is not a size. Write it as 1280x720.",
            "«big» no es un tamaño. Escríbelo como 1280x720.",
        ),
    ],
    ids=["option", "number", "no-value", "choice", "language", "size"],
)
def test_options_are_refused_in_the_readers_language(
    escalera: Escalera, monkeypatch: pytest.MonkeyPatch, arguments: list[str], english: str, spanish: str
) -> None:
    assert _refused(escalera(*arguments)) == f"escalera: {english}"
    if "--lang" not in arguments:
        assert _refused(escalera(*arguments, "--lang", "es")) == f"escalera: {spanish}"
    monkeypatch.setenv("LANGUAGE", "es")
    assert _refused(escalera(*arguments)) == f"escalera: {spanish}"


def _groups(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        yield from _groups(command, (*path, name)) if hasattr(command, "commands") else [((*path, name), command)]


def test_every_option_that_cannot_take_any_word_says_what_it_takes(
    escalera: Escalera, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from sim.commands.app import app  # not before the command is there

    monkeypatch.chdir(tmp_path)
    takers = [
        (path, param.opts[-1])
        for path, command in _groups(get_command(app))
        for param in command.params
        if param.param_type_name == "option" and not param.is_flag
    ]
    refused = []
    for path, option in takers:
        outcome = escalera(*path, "x", option, "¿")
        if f"'¿' is no use for {option}. " in outcome.err:
            refused.append(option)
        assert "Error" not in outcome.err
    assert set(refused) == {"--lang", "--seed", "--plays", "--language", "--business", "--customers", "--rounds"}


@pytest.mark.parametrize(
    ("arguments", "english", "spanish"),
    [
        (
            ["scenaro", "check", "x.yaml"],
            "there is no command called 'scenaro'. Did you mean 'scenario'?",
            "no hay ningún comando que se llame «scenaro». ¿Querías decir «scenario»?",
        ),
        (
            ["scenario", "chek", "x.yaml"],
            "there is no command called 'chek'. Did you mean 'check'?",
            "no hay ningún comando que se llame «chek». ¿Querías decir «check»?",
        ),
        (
            ["abrir"],
            "there is no command called 'abrir'. There are: play, run, replay, export, scenario.",
            "no hay ningún comando que se llame «abrir». Hay estos: play, run, replay, export, scenario.",
        ),
    ],
    ids=["command", "of-scenario", "unlike-any"],
)
def test_a_command_that_does_not_exist(
    escalera: Escalera, monkeypatch: pytest.MonkeyPatch, arguments: list[str], english: str, spanish: str
) -> None:
    assert _refused(escalera(*arguments)) == f"escalera: {english}"
    monkeypatch.setenv("LANGUAGE", "es")
    assert _refused(escalera(*arguments)) == f"escalera: {spanish}"


@pytest.mark.parametrize("command", [["scenario", "check"], ["scenario", "preview"], ["run"]], ids=" ".join)
def test_a_file_name_with_spaces_and_without_quotes(
    escalera: Escalera, shop: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    shop.rename(shop.with_name("mi peluquería.yaml"))
    monkeypatch.chdir(shop.parent)
    assert _refused(escalera(*command, "mi", "peluquería.yaml")) == (
        "escalera: the file 'mi peluquería.yaml' has spaces in its name. "
        'Put quotes around it: "mi peluquería.yaml".'
    )
    monkeypatch.setenv("LANGUAGE", "es")
    assert _refused(escalera(*command, "mi", "peluquería.yaml")) == (
        "escalera: el archivo «mi peluquería.yaml» lleva espacios en el nombre. "
        'Ponlo entre comillas: "mi peluquería.yaml".'
    )


def test_words_that_make_up_no_file_are_taken_one_by_one(
    escalera: Escalera, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.parent)
    outcome = escalera("scenario", "check", "--no-play", "mi", "shop.yaml")
    assert outcome.err.startswith("mi: there is no such scenario.")
    assert outcome.out.startswith("shop.yaml")


def test_a_file_without_its_ending(escalera: Escalera, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.parent)
    shop.rename("mi-peluqueria.yaml")
    assert _refused(escalera("scenario", "check", "mi-peluqueria")) == (
        "mi-peluqueria: there is no such scenario. Did you mean 'mi-peluqueria.yaml'?"
    )


# -- as a process of its own: languages, displays, homes, signals ----------------------------------------------


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SDL_VIDEODRIVER", "SDL_AUDIODRIVER")
    }
    return subprocess.run(
        [sys.executable, "-m", "sim.cli", *arguments],
        env={**kept, "LANG": "en_GB.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("spoken", "heard"), [((), {"LANGUAGE": "es"}), (("--lang", "es"), {})], ids=["system", "option"]
)
def test_help_is_in_spanish_from_its_headings_to_its_example(
    spoken: tuple[str, ...], heard: dict[str, str]
) -> None:
    said = _process("run", *spoken, "--help", **heard).stdout
    for words in (
        "Uso: escalera run",
        " Argumentos ",
        " Opciones ",
        "Mostrar esta ayuda.",
        "Ejemplo: escalera run",
    ):
        assert words in said
    for words in ("Usage", "Options ", "Show", "default"):
        assert words not in said
    assert _process("run", *spoken, **heard).stderr.startswith(
        "escalera: falta SCENARIO. El nombre de un escenario"
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems always have a display")
@pytest.mark.parametrize(
    ("arguments", "instead"),
    [([], "corner-cafe"), (["play", "leaky-gym"], "leaky-gym")],
    ids=["title", "play"],
)
def test_no_display(arguments: list[str], instead: str) -> None:
    done = _process(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.endswith(f"escalera run {instead}\n")
    assert done.stdout == ""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems always have a display")
def test_no_display_for_a_file_of_ones_own(shop: Path) -> None:
    """What is said to be written instead can be written as it is."""
    file = shop.rename(shop.with_name("my shop.yaml"))
    said = _process("play", str(file)).stderr
    assert shlex.split(said.partition("play with: ")[2]) == ["escalera", "run", str(file)]


def test_no_pygame(tmp_path: Path) -> None:
    (tmp_path / "pygame.py").write_text("raise ModuleNotFoundError('No module named pygame', name='pygame')")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", ""), str(Path.cwd())])
    done = _process(PYTHONPATH=path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "pygame is missing" in done.stderr
    assert "escalera run corner-cafe" in done.stderr


def test_running_needs_no_display_no_sound_and_no_home() -> None:
    done = _process("run", "corner-cafe", "--json", ESCALERA_HOME="/proc/nowhere", SDL_AUDIODRIVER="none")
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_interrupted_it_ends_cleanly_and_keeps_the_old_run(shop: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    run.write_text("the old run")
    longer = shop.read_text().replace("customers: 120", "customers: 200000").replace("rounds: 3", "rounds: 60")
    shop.write_text(longer)
    process = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", "run", str(shop), "--save", str(run)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert run.read_text() == "the old run"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.json", "shop.yaml"]
