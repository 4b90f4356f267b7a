"""The rules of the house: who may import whom, what is global, and that every text is in both languages."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from pydantic import BaseModel
from translations import compiled_texts, texts_of

from sim.resources import shipped
from sim.scenario.files import shipped_files
from sim.scenario.load import load_scenario
from sim.scenario.text import Text
from sim.words import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("sim", "game")
    for path in sorted((ROOT / package).rglob("*.py"))
}
LAYERS = (
    ("sim.compiled", "sim.resources", "sim.words", "sim.parallel", "sim.scenario", "sim.mechanisms"),
    ("sim.decisions", "sim.observation", "sim.journal", "sim.market"),
    ("sim.measures", "sim.reports", "sim.policies", "sim.tables", "sim.checksum", "sim.engine", "sim.record"),
    ("sim.debrief", "sim.lab", "sim.linter", "sim.preparing"),
    ("sim.commands", "sim.cli", "sim.description"),
)
"""The layers of the model, lowest first; a module may import its own layer and those below."""
FOR_THE_GAME = (
    "sim.compiled",
    "sim.resources",
    "sim.words",
    "sim.scenario",
    "sim.decisions",
    "sim.observation",
    "sim.record",
)
"""What the game's modules may import of the model, besides game.session, which alone has the engine."""


def _imports(tree: ast.AST, module: str) -> Iterator[str]:
    """The modules that a part of ``module`` imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively; write the whole name"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def _parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def _needed(module: str) -> set[str]:
    """What a module imports at any moment, and not for annotations only."""
    tree = _parsed(module)
    for_annotations = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in _imports(node, module)
    }
    return {name for name in _imports(tree, module) if name in MODULES} - for_annotations


def _layer(module: str) -> int:
    return next(rank for rank, names in enumerate(LAYERS) if _is_one_of(module, names))


def _is_one_of(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("sim.")])
def test_imports_in_the_model_run_one_way(module: str) -> None:
    imported = {name for name in _imports(_parsed(module), module) if name.split(".")[0] in ("sim", "game")}
    assert not [name for name in imported if name.split(".")[0] == "game"]
    assert not [name for name in imported - {"sim"} if _layer(name) > _layer(module)]


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("game")])
def test_only_the_session_has_the_engine(module: str) -> None:
    imported = {name for name in _imports(_parsed(module), module) if name.split(".")[0] == "sim"}
    if module == "game.session":
        assert "sim.engine" in imported
    else:
        assert not [name for name in imported if not _is_one_of(name, FOR_THE_GAME)]


def test_no_modules_import_each_other_in_a_circle() -> None:
    imports = {module: _needed(module) for module in MODULES}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if module not in done:
            for name in sorted(imports[module]):
                visit(name, (*path, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def test_importing_the_model_loads_no_game_and_no_pygame() -> None:
    names = [name for name in MODULES if name.startswith("sim")]
    code = (
        f"import sys, importlib\nfor name in {names}: importlib.import_module(name)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('pygame', 'pygame_gui', 'game')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_opening_the_game_loads_no_model() -> None:
    code = (
        "import sys, sim.cli, sim.commands.window, game.app\n"
        "print([name for name in ('typer', 'pydantic', 'polars', 'simpy', 'ruamel.yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("module", MODULES)
def test_nothing_global_changes(module: str) -> None:
    tree = _parsed(module)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)]
    assigned = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    for node in assigned:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        application = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "typer.Typer"
        for name in names:
            constant = name.lstrip("_")[:1].isupper() or name.startswith("__")
            assert constant or application, f"{module}:{node.lineno}: {name} is not a constant"


@pytest.mark.parametrize("module", MODULES)
def test_a_file_is_one_subject(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 450
    assert ast.get_docstring(ast.parse(text)) or not text.strip(), f"{module} does not say what it is"


def test_the_readme_shows_pictures_that_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert not [picture for picture in pictures if not (ROOT / picture).is_file()]


# -- texts -------------------------------------------------------------------------------------------------


def _catalog(language: str) -> Catalog:
    with shipped("assets", "translations", language, "LC_MESSAGES", "escalera.po").open("rb") as stream:
        return read_po(stream, locale=language)


def _messages(language: str) -> dict[str, tuple[str, ...]]:
    messages = {}
    for message in _catalog(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            messages[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return messages


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    messages = _messages(language)
    assert messages
    assert not [key for key, strings in messages.items() if not all(text.strip() for text in strings)]
    assert not [message.id for message in _catalog(language) if message.id and message.fuzzy]


def test_every_text_that_the_game_asks_for_is_there() -> None:
    known = set(_messages("en"))
    asked = [
        (module, node.args[0].value)
        for module in MODULES
        for node in ast.walk(_parsed(module))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] == "text"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]
    assert len(asked) > 50
    assert not [(module, key) for module, key in asked if key not in known]


def test_both_languages_have_the_same_texts_with_the_same_blanks() -> None:
    blanks = {
        language: {
            key: {name for text in strings for name in re.findall(r"\{(\w+)", text)}
            for key, strings in _messages(language).items()
        }
        for language in LANGUAGES
    }
    for one, other in pairwise(LANGUAGES):
        assert blanks[one] == blanks[other]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_texts_are_up_to_date(language: str) -> None:
    path = shipped("assets", "translations", language, "LC_MESSAGES", "escalera.mo")
    assert compiled_texts(path) == texts_of(_catalog(language)), (
        "compile with: pybabel compile -d assets/translations -D escalera"
    )


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_shipped_scenarios_are_in_both_languages(path: Path) -> None:
    def texts(value: object, place: str) -> Iterator[tuple[str, Text]]:
        if isinstance(value, Text):
            yield place, value
        elif isinstance(value, BaseModel):
            for name in type(value).model_fields:
                yield from texts(getattr(value, name), f"{place}.{name}")
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from texts(item, f"{place}[{index}]")

    found = list(texts(load_scenario(path), path.stem))
    assert found
    assert not [place for place, text in found if not (text.es and text.en)]
