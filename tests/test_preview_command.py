"""`escalera scenario preview`: what it shows on a terminal and on its page, and how it ends."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from sim.commands.blocks import Counts, Findings, Heading, Paragraph, Spread, Table
from sim.commands.page import page
from tests.conftest import Outcome

Escalera = Callable[..., Outcome]

STRATEGIES = """\
teaching:
  strategies:
    - id: both
      name: {es: Las dos cosas, en: Both <of> them}
      role: taught
      plan: [{shares: {acquisition: 0.4, retention: 0.6}}, {from_round: 2, shares: {staff: 0.7}, promise: 0.5}]
"""


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_it_shows_what_robots_found_in_both_languages(escalera: Escalera, shop: Path, tmp_path: Path) -> None:
    pages = {language: tmp_path / f"page.{language}.html" for language in ("en", "es")}
    with shop.open("a", encoding="utf-8") as stream:
        stream.write(STRATEGIES)
    shown = {
        language: escalera(
            "scenario", "preview", shop, "--html", pages[language], "--lang", language, "--plays", 60
        )
        for language in pages
    }
    assert [outcome.status for outcome in shown.values()] == [0, 0]
    english, spanish = (_flat(shown[language].out) for language in ("en", "es"))
    for heading in ("In short", "How hard it is", "What wins", "Goals", "Levers", "Time for a class", "Concepts"):
        assert heading in english
    assert "The shop: what robots found 60 games with 3 seeds" in english
    assert "La tienda: lo que han visto los robots 60 partidas con 3 semillas" in spanish
    assert "Both <of> them" in english
    assert "Las dos cosas" in spanish
    assert re.search(r"In short \W+ It can be played: the robots played 60 games to the end\.", english)
    assert re.search(r"En resumen \W+ Se puede jugar: los robots han jugado 60 partidas hasta el final\.", spanish)
    assert english.count("Both <of> them") > english.count("'Both <of> them'") > 0  # in tables, and in verdicts
    assert "'both'" not in english
    assert "60 of 60 games played" in shown["en"].err
    assert "60 de 60 partidas jugadas" in shown["es"].err
    for language, file in pages.items():
        html = file.read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in html
        assert not re.search(r"https?:|src=|@import|<script", html)
        told = _flat(unescape(re.sub(r"<[^>]+>", " ", html)))
        assert ("Both <of> them" if language == "en" else "Las dos cosas") in told
        assert f"{'Page written' if language == 'en' else 'Página guardada'}: {file}" in shown[language].out


def test_nothing_is_compared_with_a_lesson_that_is_not_written(escalera: Escalera, shop: Path) -> None:
    shown = _flat(escalera("scenario", "preview", shop, "--plays", 53).out)
    assert "No strategy has the role 'taught'" in shown
    assert "points worst best" in shown
    assert "behind" not in shown


def test_concepts_are_a_line_where_the_file_lists_none_and_a_table_where_it_does(
    escalera: Escalera, shop: Path
) -> None:
    bare = _flat(escalera("scenario", "preview", shop, "--plays", 53).out)
    assert "Concepts The file lists none under scenario.concepts. It does not need to. How" in bare
    text = shop.read_text(encoding="utf-8")
    shop.write_text(text.replace("{id: shop,", "{id: shop, concepts: [A1],"), encoding="utf-8")
    listed = _flat(escalera("scenario", "preview", shop, "--plays", 53).out)
    assert re.search(r"concept in the games seen in .*\bA1 .* in the player's hands", listed)


def test_a_file_with_problems_is_not_played(escalera: Escalera, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("scenario: {id: shop, title: Shop}\nmarket: {custmers: 100}\n")
    outcome = escalera("scenario", "preview", broken)
    assert outcome.status == 1
    assert "Did you mean 'customers'?" in outcome.out
    assert outcome.err == ""
    missing = escalera("scenario", "preview", tmp_path / "missing.yaml", "--lang", "es")
    assert missing.status == 2
    assert missing.out == ""
    assert "missing.yaml" in missing.err


def test_too_few_games_are_refused_at_once(escalera: Escalera, shop: Path) -> None:
    outcome = escalera("scenario", "preview", shop, "--plays", 20)
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.err == (
        "escalera: 20 games are too few to say anything about this scenario. Choose 53 or more.\n"
    )
    assert escalera("scenario", "preview", shop, "--plays", 1, "--lang", "es").err == (
        "escalera: 1 partida es poco para decir algo de este escenario. Elige 53 o más.\n"
    )


def test_a_page_that_cannot_be_written_is_refused_before_playing(
    escalera: Escalera, shop: Path, tmp_path: Path
) -> None:
    outcome = escalera("scenario", "preview", shop, "--html", tmp_path / "nowhere" / "page.html")
    assert outcome.status == 2
    assert "games played" not in outcome.err
    assert str(tmp_path / "nowhere") in outcome.err
    assert escalera("scenario", "preview", shop, "--html", tmp_path / "page.html", "--plays", 20).status == 2
    assert not (tmp_path / "page.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_interrupted_it_ends_cleanly_and_writes_no_page(shop: Path, tmp_path: Path) -> None:
    html = tmp_path / "page.html"
    process = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", "scenario", "preview", str(shop), "--plays", "400", "--html", str(html)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        start_new_session=True,
    )
    assert process.stderr
    first = process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to everyone at the terminal
    out, err = process.communicate(timeout=120)
    assert first == "40 of 400 games played\n"
    assert process.returncode == 130
    assert (out, "Traceback" in err) == ("", False)
    assert not html.exists()


def test_a_page_shows_every_block() -> None:
    blocks = [
        Heading("One & two"),
        Paragraph("Some <text>"),
        Findings((("fine", "all well"), ("look", "look here"))),
        Table(("plan", "points"), (("a < b", "1"),)),
        Heading("Three"),
        Spread((("a", 10.0, 20.0, 30.0),)),
        Counts((("0–10", 0), ("10–20", 4))),
    ]
    html = page("Title <1>", "sub & title", blocks, "en")
    assert html.count("<section>") == html.count("</section>") == 2
    assert "<title>Title &lt;1&gt;</title>" in html
    assert '<td>a &lt; b</td><td class="figure">1</td>' in html
    assert "left:10.0%;width:20.0%" in html
    assert "height:100px" in html
    assert '<li class="look"><span aria-hidden="true">!</span>look here</li>' in html
