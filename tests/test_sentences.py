"""Whatever the model and its commands say exists in Spanish and in English, and nothing is said outside them."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from pydantic import BaseModel

from sim import Simulation, load_scenario
from sim.decisions import DecisionError
from sim.record import RecordError, RunRecord
from sim.resources import shipped
from sim.scenario.load import check
from sim.scenario.problems import ScenarioError
from sim.scenario.schema import Scenario
from sim.scenario.settings import group_in
from sim.scenario.vocabulary import MEASURES
from sim.tables import NAMES
from sim.words import LANGUAGES, THIN, Language, Sentence, reason, sentence, system_language, words
from tests.conftest import Outcome

Escalera = Callable[..., Outcome]

SIM = Path(__file__).resolve().parent.parent / "sim"
TREES = {path.relative_to(SIM).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(SIM.rglob("*.py"))}
ASKING = ("sentence", "words", "words.count", "_HELP")
"""What is called with the key of a text."""
COMPLAINING = re.compile(r"\w*(Error|Misfit|Problem|BadParameter)$")
"""What is made to tell a person that something is wrong."""
FAMILIES = (
    *("setting", "guide", "new", "limits.unit", "reason", "scenarios", "show", "run", "level", "lever", "measure"),
    *("preview.column", "preview.part", "preview.row"),
)
"""Beginnings of keys that the code puts together."""
FOR_PROGRAMMERS = ("AttributeError", "GameOverError", "KeyError", "NoJournalError", "RuntimeError")
"""Errors that only someone who writes code can cause; they may speak English."""


def _catalogue(language: Language) -> dict[str, tuple[str, ...]]:
    with shipped("assets", "translations", language, "LC_MESSAGES", "escalera.po").open("rb") as stream:
        messages = [message for message in read_po(stream, locale=language) if message.id]
    return {
        each.id if isinstance(each.id, str) else each.id[0]: (each.string,)
        if isinstance(each.string, str)
        else tuple(each.string)
        for each in messages
    }


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _asked() -> list[tuple[str, str, ast.Call]]:
    """Where, for which key and how the model asks for a text, of those keys that are written out."""
    return [
        (f"{file}:{call.lineno}", call.args[0].value, call)
        for file, tree in TREES.items()
        for name, call in _calls(tree)
        if name in ASKING and call.args and isinstance(call.args[0], ast.Constant) and file != "words.py"
    ]


def _groups(group: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    if group not in seen:
        seen.add(group)
        for field in group.model_fields.values():
            inner = group_in(field.annotation)
            if inner is not None:
                _groups(inner, seen)
    return seen


GROUPS = sorted(_groups(Scenario, set()), key=lambda group: group.__name__)


# -- the catalogues ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_model_is_there_with_the_blanks_that_are_filled(language: Language) -> None:
    catalogue, asked = _catalogue(language), _asked()
    assert len(asked) > 150
    wrong = []
    for place, key, call in asked:
        given = {keyword.arg for keyword in call.keywords}
        if ast.unparse(call.func) == "words.count":
            given.add("n")
        texts = catalogue.get(key, ())
        one_and_many = "n" in given
        if len(texts) != 1 + one_and_many or any(_blanks(text) != given for text in texts):
            wrong.append((place, key))
    assert wrong == []


def test_every_text_for_the_model_is_asked_for() -> None:
    asked = {key for _, key, _ in _asked()}
    beginnings = {key.partition(".")[0] for key in asked} - {"list"}
    unused = [key for key in _catalogue("en") if key.partition(".")[0] in beginnings and key not in asked]
    assert [key for key in unused if not key.startswith(tuple(f"{family}." for family in FAMILIES))] == []


def test_no_text_for_the_model_is_english_in_both_languages() -> None:
    spanish, english = _catalogue("es"), _catalogue("en")
    beginnings = {key.partition(".")[0] for _, key, _ in _asked()}
    same = [key for key, texts in english.items() if key.partition(".")[0] in beginnings and spanish[key] == texts]
    assert [key for key in same if re.search(r"[a-z]", re.sub(r"\{\w+\}", "", english[key][0]))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_scenario_must_have_and_its_units_have_words(language: Language) -> None:
    catalogue = _catalogue(language)
    for group in GROUPS:
        for name, field in group.model_fields.items():
            key = f"setting.{group.__name__.lower()}.{name}"
            assert (key in catalogue) == field.is_required(), key
            if language == "en" and field.is_required():
                assert catalogue[key][0].lower() == (field.description or "").lower()
            extra = field.json_schema_extra
            unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
            assert unit in ("", "share") or f"limits.unit.{unit.replace(' ', '_')}" in catalogue, unit


# -- nothing outside the catalogues ------------------------------------------------------------------------


def _said_by_itself(node: ast.AST) -> Iterator[str]:
    """The texts of several words in an expression, besides those that are asked for by their key."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in (*ASKING, "_example"):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[a-z]+ +[a-z{]", node.value):
        yield node.value
    for inner in ast.iter_child_nodes(node):
        yield from _said_by_itself(inner)


@pytest.mark.parametrize("file", TREES)
def test_complaints_to_a_person_are_sentences_of_the_catalogues(file: str) -> None:
    calls = [(name.rpartition(".")[2], call) for name, call in _calls(TREES[file])]
    complaints = [
        (call.lineno, said)
        for name, call in calls
        if COMPLAINING.fullmatch(name) and name not in FOR_PROGRAMMERS
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]
        for said in _said_by_itself(argument)
    ]
    assert complaints == []
    bare = [call.lineno for name, call in calls if name in ("ValueError", "PydanticCustomError")]
    assert len(bare) == (file == "scenario/fields.py")  # where misfits are handed to pydantic


@pytest.mark.parametrize("file", [file for file in TREES if file.startswith("commands/")])
def test_commands_print_nothing_of_their_own(file: str) -> None:
    tree = TREES[file]
    documentation = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    }
    assert [said for said in _said_by_itself(tree) if said not in documentation] == []


# -- reading them ------------------------------------------------------------------------------------------


def test_a_sentence_speaks_english_by_itself_and_either_language_when_asked() -> None:
    said = sentence("schema.short_list", n=1, least=3)
    assert str(said) == "has 1 item and needs 3. Add what is missing."
    assert said.read("es") == "tiene 1 elemento y necesita 3. Añade lo que falta."
    assert sentence("schema.short_list", n=2, least=3).read("es").startswith("tiene 2 elementos")


def test_sentences_within_sentences_numbers_and_lists_are_of_the_same_language() -> None:
    hint = sentence("hint.tables", known=NAMES)
    said = sentence("command.no_table", table="purchases", hint=hint)
    assert said.read("es").endswith(
        "Las tablas son: rounds, segments, customers, values, tenures, lorenz, "
        "relationship_types, transactions, moves."
    )
    assert sentence("yaml.too_deep", most=12_000).read("es").startswith(f"hay más de 12{THIN}000 grupos")
    assert sentence("yaml.too_deep", most=1200).read("es").startswith("hay más de 1200 grupos")


def test_numbers_on_paper() -> None:
    spanish, english = words("es"), words("en")
    assert spanish.number(-18420.5, 1) == f"-18{THIN}420,5"
    assert english.number(-18420.5, 1) == "-18,420.5"
    assert [spanish.figure(value) for value in (2.0, 0.5)] == ["2", "0,5"]
    assert (spanish.percent(0.64), english.percent(0.64)) == ("64\N{NO-BREAK SPACE}%", "64%")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "es_ES"}, "es"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "es:en"}, "es"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: Language
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


def test_the_reasons_of_the_system_are_told_in_both_languages() -> None:
    said = reason(PermissionError(13, "Permission denied"))
    assert isinstance(said, Sentence)
    assert (str(said), said.read("es")) == ("Permission denied", "no tienes permiso")
    assert reason(OSError(9999, "The disk is on holiday")) == "The disk is on holiday"
    assert str(reason(OSError())) == "unknown reason"


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ({"adverts": 1}, "«adverts» no es algo que se pueda decidir. ¿Querías decir «advertising»?"),
        ({"staff": "mucho"}, "staff es «mucho», que no es una cantidad. Escribe una, como 1200."),
        ({"staff": -5}, "staff es -5 y no puede ser negativo. Escribe 0 o más."),
        (
            {"staff": 1},
            "«staff» se abre en la ronda 2 y esta es la ronda 1. "
            "Hasta entonces decide «retention» como una sola suma.",
        ),
        ({"retention": 50_000}, f"el plan gasta 50{THIN}500 y el presupuesto es de 6000. Quita 44{THIN}500."),
        (
            {"retention": 1, "staff": 1},
            "has dado a la vez «retention» y su palanca «staff». Decide una sola suma, o palanca por palanca.",
        ),
    ],
)
def test_a_refused_decision_in_spanish(shop: Path, decision: dict[str, float], message: str) -> None:
    game = Simulation(load_scenario(shop))
    with pytest.raises(DecisionError) as caught:
        game.decide(game.player, decision)
    assert caught.value.read("es") == message


def test_a_run_file_that_cannot_be_used_in_spanish(shop: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    with pytest.raises(RecordError) as caught:
        RunRecord.load(run)
    assert caught.value.read("es") == (
        f"{run}: no existe ese archivo. Comprueba su nombre y la carpeta en la que está."
    )
    game = Simulation(load_scenario(shop))
    game.advance()
    RunRecord.of(game).save(run)
    run.write_text(re.sub('"checksum": "[0-9a-f]{64}"', f'"checksum": "{"0" * 64}"', run.read_text()))
    with pytest.raises(RecordError) as caught:
        RunRecord.load(run).replay()
    assert caught.value.read("es") == (
        "la ronda 1 no sale como quedó registrada. El archivo se cambió después de la partida."
    )
    run.write_text(run.read_text().replace('"checksum": "', '"checksum": "x'))
    with pytest.raises(RecordError) as caught:
        RunRecord.load(run)
    assert caught.value.read("es") == (
        f"{run}: se cambió o se dañó: rounds.0.checksum no está como lo escribe Escalera. Usa el archivo original."
    )


def test_an_unknown_scenario_in_spanish() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("corner-coffee")
    assert caught.value.problems[0].read("es") == (
        "corner-coffee: no hay ningún escenario con ese nombre. ¿Querías decir «corner-cafe»?"
    )


def test_one_and_many_where_the_game_is_short(tmp_path: Path) -> None:
    path = tmp_path / "short.yaml"
    path.write_text(
        "scenario: {id: a, title: A}\ntime: {rounds: 1, weeks_per_round: 1}\n"
        "events: [{id: fair, round: 1, week: 2, kind: demand, text: Fair}]\n"
    )
    assert [problem.read("es").partition("]")[2] for problem in check(path)] == [
        ".week: una ronda tiene 1 semana. Elige esa.",
    ]
    assert [str(problem).partition("]")[2] for problem in check(path)] == [
        ".week: a round has 1 week. Choose that one.",
    ]


# -- the commands ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_speaks_the_language_asked_for(
    escalera: Escalera, shop: Path, home: Path, language: Language
) -> None:
    (home / "scenarios").mkdir()
    (home / "scenarios" / "broken.yaml").write_text("scenario:")
    run, lang = shop.with_name("mine.json"), ("--lang", language)
    outcomes = {
        "La tienda, semilla 1, según el plan «mitad y mitad»": escalera("run", shop, "--save", run, *lang),
        "jugadas otra vez": escalera("replay", run, *lang),
        "escrito": escalera("export", run, "--table", "rounds", "-o", run.with_suffix(".csv"), *lang),
        "Primeros pasos": escalera("scenario", "list", *lang),
        "120 clientes": escalera("scenario", "show", shop, *lang),
        "ningún problema": escalera("scenario", "check", "--no-play", shop, *lang),
        "¿Querías decir «corner-cafe»?": escalera("run", "corner-cofee", *lang),
        "has dado a la vez": escalera("run", shop, "--policy", "fixed", "--decisions", run, *lang),
    }
    for spanish, outcome in outcomes.items():
        said = outcome.out + outcome.err
        assert (spanish in said) == (language == "es"), said
        assert not re.search(rf"\b({'|'.join(map(re.escape, FAMILIES))})\.[a-z]", said), said


def test_without_being_asked_a_command_speaks_the_language_of_the_system(
    escalera: Escalera, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    assert "Resultado: " in escalera("run", shop).out
    assert "Result: " in escalera("run", shop, "--lang", "en").out
    assert "no existe ese archivo" in escalera("replay", shop.with_name("none.json")).err


def test_a_round_that_cannot_be_is_marked_in_its_file_in_spanish(
    escalera: Escalera, shop: Path, tmp_path: Path
) -> None:
    plans = tmp_path / "plans.yaml"
    plans.write_text("[{}, {promise: 3}]")
    outcome = escalera("run", shop, "--decisions", plans, "--lang", "es")
    message = f"{plans}:1:7: ronda 2: promise es 3. Elige un valor de 0 (prudente) a 1 (audaz)."
    assert outcome.err.splitlines()[0] == message


def test_the_measures_of_goals_are_named(escalera: Escalera, shop: Path) -> None:
    shown = escalera("scenario", "show", shop, "--lang", "es").out
    for measure in load_scenario(shop).goals:
        assert words("es")(f"measure.{measure.measure}") in " ".join(shown.split())
    assert all(words("es").has(f"measure.{measure}") for measure in MEASURES)
