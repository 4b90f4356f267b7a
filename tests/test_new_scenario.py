"""`escalera scenario new`: a commented file that can be played as it is, and nothing lost on the way."""

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim import Simulation
from sim.commands.draft import Business, Wishes, draft
from sim.linter import played, written
from sim.linter.contest import contest
from sim.scenario.inherit import gather
from sim.scenario.load import load_scenario, read, understand
from sim.words import LANGUAGES, Language
from tests.conftest import Outcome

Escalera = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody at a terminal, who types the given lines."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def sit(typed: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    return sit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("business", Business)
def test_a_new_file_has_no_problems_and_plays(escalera: Escalera, business: Business, language: Language) -> None:
    outcome = escalera("scenario", "new", "mine.yaml", "--business", business, "--language", language)
    assert (outcome.status, outcome.err) == (0, "")
    source = read(Path("mine.yaml"))
    scenario = understand(source)
    assert list(map(str, written.oddities(source, scenario))) == []
    text = Path("mine.yaml").read_text(encoding="utf-8")
    assert text.count("#") > 40
    assert ("trimestres" in text) == (language == "es")
    game = Simulation(scenario, journal=False)
    game.advance()


@pytest.mark.slow
@pytest.mark.parametrize(("customers", "rounds"), [(600, 4), (1500, 8), (5000, 4), (600, 20)])
@pytest.mark.parametrize("business", Business)
def test_robots_find_nothing_odd(business: Business, customers: int, rounds: int) -> None:
    path = Path("mine.yaml")
    text = draft("Mine", path.name, Wishes(business=business, customers=customers, rounds=rounds), "en")
    path.write_text(text, encoding="utf-8")
    source = read(path)
    assert list(map(str, played.oddities(source, understand(source)))) == []


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [5, 8])
@pytest.mark.parametrize("business", Business)
def test_the_lesson_that_is_written_is_true(business: Business, rounds: int) -> None:
    """With the customers that are offered, as the file says; another market may teach something else."""
    text = draft("Mine", "mine.yaml", Wishes(business=business, rounds=rounds), "en")
    assert "With 1500 customers and 5 rounds or more the lesson is true" in text
    lesson = contest(understand(gather(text.encode(), Path("mine.yaml"))), range(1, 7)).lesson
    assert lesson.true, str(lesson.said)


@pytest.mark.parametrize("business", Business)
def test_customers_spend_in_a_week_what_the_guide_says(business: Business) -> None:
    text = draft("Mine", "mine.yaml", Wishes(business=business), "en")
    market = understand(gather(text.encode(), Path("mine.yaml"))).market
    rates = [each.purchase_rate.mean for each in market.segments]
    per_fee = 1 / market.contract.period_weeks
    often = [per_fee, per_fee] if business is Business.SUBSCRIPTION else rates
    spent = [rate * each.basket.mean for rate, each in zip(often, market.segments, strict=True)]
    assert spent == pytest.approx([30, 20], abs=2.5)


@pytest.mark.slow
@pytest.mark.parametrize("times", [0.5, 2, 2.7])
def test_other_prices_keep_the_lesson_as_the_guide_says(times: float) -> None:
    """Services at half their price: twice the customers, who need attention half as often; and so on."""
    text = draft("Mine", "mine.yaml", Wishes(business=Business.SERVICES, rounds=6), "en")
    for setting, factor in (("customers", times), ("basket: {mean", 1 / times), ("contact_rate", 1 / times)):
        found = rf"({setting}: )([\d.]+)"
        text = re.sub(found, lambda hit, factor=factor: f"{hit[1]}{float(hit[2]) * factor:.4g}", text)
    scenario = understand(gather(text.encode(), Path("mine.yaml")))
    assert scenario.market.customers == round(1500 * times)
    lesson = contest(scenario, range(1, 9)).lesson
    assert lesson.true, str(lesson.said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_the_comments_can_be_used(language: Language) -> None:
    """Whoever takes only the hashes away, as the comment says, has a ladder and levers that are well aligned."""
    text = draft("Mine", "mine.yaml", Wishes(), language)
    opened = re.sub(r"^( *)#(?=\w|  +(customer_from|rungs|- {))", r"\1", text, flags=re.M)
    Path("mine.yaml").write_text(opened, encoding="utf-8")
    scenario = load_scenario(Path("mine.yaml"))
    assert [rung.id for rung in scenario.ladder.rungs][-1] == "friend"
    assert scenario.levers.knowledge.available
    assert scenario.levers.cross_selling.available


def test_what_is_asked_for_is_written(escalera: Escalera) -> None:
    title = 'El «café» de Ana: 2 > 1, "sí" & ¿por qué?'
    outcome = escalera("scenario", "new", "--title", title, "--customers", "2000", "--rounds", "5", "--lang", "es")
    assert outcome.out == (
        "Escrito: el-cafe-de-ana-2-1-si-por-que.yaml. "
        "Compruébalo con «escalera scenario check» y juégalo con «escalera play».\n"
    )
    scenario = load_scenario(Path("el-cafe-de-ana-2-1-si-por-que.yaml"))
    assert scenario.scenario.title.read("es") == title
    assert (scenario.market.customers, scenario.time.rounds) == (2000, 5)
    assert scenario.scenario.lesson.read("en").startswith("Captar")


@pytest.mark.parametrize("title", ["", "   ", "two\nlines", "x" * 201, "\x07", "\ud800"])
def test_titles_that_are_none(escalera: Escalera, title: str) -> None:
    outcome = escalera("scenario", "new", "mine.yaml", "--title", title or " ")
    assert outcome.status == 2
    assert outcome.err.startswith("escalera: a title has 1 to 200 letters")
    assert not Path("mine.yaml").exists()


@pytest.mark.parametrize("title", ["一二三", "42", "---", "ñ"])
def test_any_title_gets_an_id(escalera: Escalera, title: str) -> None:
    assert escalera("scenario", "new", "mine.yaml", "--title", title).status == 0
    assert load_scenario(Path("mine.yaml")).scenario.title.read("en") == title


def test_another_file_is_left_alone(escalera: Escalera) -> None:
    Path("mine.yaml").write_text("mine")
    outcome = escalera("scenario", "new", "mine.yaml")
    assert outcome.status == 2
    assert outcome.err == "escalera: mine.yaml is there already and was left alone. Choose another name.\n"
    assert Path("mine.yaml").read_text() == "mine"


def test_a_folder_that_is_not_there(escalera: Escalera) -> None:
    outcome = escalera("scenario", "new", Path("none") / "mine")
    assert outcome.status == 2
    assert "mine.yaml" in outcome.err


def test_a_terminal_is_asked(escalera: Escalera, at_a_terminal: Any) -> None:
    at_a_terminal("Mi gimnasio\nfr\nes\nsubscription\nmany\n700\n\n")
    outcome = escalera("scenario", "new", "--lang", "es")
    assert outcome.status == 0
    assert "No lo he entendido. Escribe una de estas palabras: es, en; o pulsa Intro" in outcome.out
    assert "No lo he entendido. Escribe un número entero de 600 a 100000; o pulsa Intro" in outcome.out
    assert outcome.out.count("No lo he entendido") == 2
    scenario = load_scenario(Path("mi-gimnasio.yaml"))
    assert scenario.market.category == "contract"
    assert (scenario.market.customers, scenario.time.rounds) == (700, 8)


def test_what_is_not_understood_is_told_apart(escalera: Escalera, at_a_terminal: Any) -> None:
    at_a_terminal("Peluquería\n\npeluquería\nservices\nmil\n20\n1.500,5\n1.500\n8,5\n\n")
    out = escalera("scenario", "new", "--lang", "es").out
    assert out.count("Escribe una de estas palabras: shop, services, subscription; o pulsa Intro") == 1
    assert out.count("Escribe un número entero de 600 a 100000; o pulsa Intro") == 3
    assert out.count("Escribe un número entero de 4 a 20; o pulsa Intro") == 1
    assert load_scenario(Path("peluqueria.yaml")).market.customers == 1500


@pytest.mark.parametrize("typed", ["2500", "2.500", "2,500", "2 500"])
def test_thousands_may_be_parted_as_in_the_question(escalera: Escalera, at_a_terminal: Any, typed: str) -> None:
    at_a_terminal(f"Mine\n\n\n{typed}\n\n")
    assert escalera("scenario", "new").status == 0
    assert load_scenario(Path("mine.yaml")).market.customers == 2500


def test_what_was_said_is_not_asked(escalera: Escalera, at_a_terminal: Any) -> None:
    at_a_terminal("")
    said = ("--title", "Mine", "--language", "en", "--business", "shop", "--customers", "800", "--rounds", "6")
    assert escalera("scenario", "new", *said).status == 0


@pytest.mark.parametrize(("answer", "replaced"), [("n", False), ("", False), ("y", True), ("YES", True)])
def test_a_terminal_is_asked_before_a_file_is_replaced(
    escalera: Escalera, at_a_terminal: Any, answer: str, replaced: bool
) -> None:
    Path("mine.yaml").write_text("mine")
    at_a_terminal(f"\n\n\n\n\n{answer}\n")
    assert escalera("scenario", "new", "mine.yaml").status == (0 if replaced else 2)
    assert (Path("mine.yaml").read_text(encoding="utf-8") == "mine") != replaced


def test_whoever_stops_answering_gets_no_file(escalera: Escalera, at_a_terminal: Any) -> None:
    at_a_terminal("Mine\n")
    outcome = escalera("scenario", "new", "mine.yaml")
    assert (outcome.status, outcome.err) == (2, "escalera: nothing was written.\n")
    assert not Path("mine.yaml").exists()
