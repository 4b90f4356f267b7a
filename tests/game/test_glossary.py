"""The terms of a scenario can be looked up before the game and in it."""

from pathlib import Path

import pygame
import pytest
from driving import press, show

from game.app import App
from game.glossary import glossary
from game.screens.briefing import BriefingScreen
from game.screens.help import HelpScreen
from game.screens.market import MarketScreen
from game.session import Session
from game.settings import Settings
from game.text import Text
from game.widgets.label import Label
from sim.scenario.files import shipped_files
from sim.scenario.load import load_scenario
from sim.scenario.teaching import TERMS
from sim.words import LANGUAGES, Language


def said(app: App) -> list[str]:
    assert app.screen.ui is not None
    return [widget.text for widget in app.screen.ui.widgets() if isinstance(widget, Label)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_that_a_glossary_may_have_is_explained(language: Language) -> None:
    scenario = load_scenario("corner-cafe")
    every = scenario.model_copy(update={"teaching": scenario.teaching.model_copy(update={"glossary": TERMS})})
    text = Text(language)
    terms = glossary(every, text)
    assert len(terms) == len(TERMS)
    assert all(name and tip and "." not in name.split(" ")[0] for name, tip in terms)


def test_the_briefing_and_f1_explain_the_terms_of_the_scenario(app: App, tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text("scenario: {id: terms, title: Terms}\nteaching: {glossary: [friend, staff, trust]}\n")
    session = Session.start(file)
    terms = glossary(session.scenario, app.text)
    assert [name for name, _ in terms] == [
        app.text(key) for key in ("stage.friend", "lever.staff", "measure.trust")
    ]
    for screen in (BriefingScreen(app, session), MarketScreen(app, session)):
        show(app, screen)
        press(app, pygame.K_F1)
        assert isinstance(app.screen, HelpScreen)
        assert all(name in said(app) and tip in said(app) for name, tip in terms)
        press(app, pygame.K_ESCAPE)
    show(app, BriefingScreen(app, session))
    assert all(tip in said(app) for _, tip in terms)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("file", shipped_files(), ids=lambda path: path.stem)
def test_nothing_in_a_shipped_briefing_is_cut(file: Path, percent: int) -> None:
    for language in LANGUAGES:
        app = App(Settings(language=language, text_size=percent), (1280, 720))
        app.open()
        session = Session.start(file)
        for screen in (BriefingScreen(app, session), MarketScreen(app, session)):
            show(app, screen)
            assert screen.ui is not None
            labels = [widget for widget in screen.ui.widgets() if isinstance(widget, Label) and widget.visible]
            assert [label.text for label in labels if label.rect.height < label.height_for(label.rect.width)] == []
