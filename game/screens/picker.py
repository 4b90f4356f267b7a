"""The scenarios to choose from: those shipped, those in the player's folder, and a file dropped on the
window.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import get_args
from unicodedata import normalize

import pygame
from pygame.event import Event

from game.best import best_results, key
from game.screens.base import Place, Push, Screen, Shell
from game.session import Session
from game.theme import HAIRLINE, Theme
from game.widgets.bars import Strip
from game.widgets.base import Ui
from game.widgets.buttons import Button, Kind
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Centre, Column, Grid, Grow, Inset, Item, Row
from game.widgets.picture import ScenarioPicture
from game.widgets.scroll import ScrollArea
from sim.resources import user_scenarios
from sim.scenario.library import Entry, entries, entry
from sim.scenario.problems import ScenarioError
from sim.scenario.schema import Level

LEVELS = get_args(Level)
COLUMNS = 4
PROBLEMS_SHOWN = 6


class PickerScreen(Screen):
    """A card for each scenario; a file with problems shows them in place of its lesson."""

    def __init__(self, shell: Shell, dropped: str | None = None) -> None:
        super().__init__(shell)
        self.entries = entries()
        self.dropped: Path | None = None
        self.area: ScrollArea | None = None
        if dropped is not None:
            self._add(Path(dropped))

    def _add(self, file: Path) -> None:
        self.entries = [entry(file), *(known for known in self.entries if known.path != file)]
        self.dropped = file

    def build(self, ui: Ui) -> Item:
        text, px = ui.text, ui.px
        self.area = area = ScrollArea(ui)
        inside, best = area.ui, best_results()
        self.shown = self._in_order()
        self._first = next((each for each in self.shown if each.about is not None), None)
        cards: list[Item] = [self._card(inside, each, best) for each in self.shown]
        grid = Grid(cards, round(px(288) * max(1.0, ui.theme.text_scale * 0.8)), gap=px(16), columns=COLUMNS)
        hint = Label(inside, text("picker.folder", folder=str(user_scenarios())), "small", "muted")
        head = Label(inside, text("picker.title"), "display")
        wide = px(1318) if len(cards) >= COLUMNS else px(440) * len(cards)
        area.holding(Inset(Centre(Column([head, grid, hint], gap=px(16)), wide), px(24)))
        foot = Inset(Row([Button(ui, text("button.back"), self.back, mark="left"), Grow()]), (px(24), px(16)))
        return Column([Grow(area), foot], gap=0)

    def rebuild(self, size: tuple[int, int], theme: Theme) -> None:
        """Also stand where it stood: whoever comes back from a briefing has not to look for the place again."""
        stood = self.area.offset if self.area is not None else 0.0
        super().rebuild(size, theme)
        if self.ui is not None and self.area is not None and not self.ui.focus.by_keyboard:
            self.area.restore(stood)

    def _in_order(self) -> list[Entry]:
        """From the first steps to the advanced, then by title; a file just dropped before all, broken ones last."""

        def rank(each: Entry) -> tuple[bool, int, str]:
            level, name = len(LEVELS), each.path.name
            if each.about is not None:
                level, name = LEVELS.index(each.about.level), self.text.of(each.about.title)
            return each.path != self.dropped, level, normalize("NFD", name.casefold())  # É stands beside E

        return sorted(self.entries, key=rank)

    def _card(self, ui: Ui, each: Entry, best: Mapping[str, float]) -> Item:
        text, px = ui.text, ui.px
        if each.about is None:
            card = Card(ui)
            return card.holding(Column(self._problems(ui, each), gap=px(8)))
        card, about = Card(ui, HAIRLINE), each.about
        facts = f"{text(f'level.{about.level}')} · {text('unit.minutes', n=about.minutes)}"
        if each.own:
            facts += f" · {text('picker.own')}"
        picture = ScenarioPicture(ui, each.path, card.radius - px(HAIRLINE))
        told = Column([Label(ui, text.of(about.title), "title"), Label(ui, facts, "small", "muted")], gap=px(2))
        lesson = Label(ui, text.of(about.lesson))
        kind: Kind = "primary" if each is self._first else "secondary"
        play = Button(ui, text("picker.play"), partial(self._play, each.path), kind, mark="play")
        play.frame = card
        foot = Row([Grow(self._best(ui, best.get(key(about)))), play], gap=px(12))
        return card.holding(
            Column([picture, Grow(Inset(Column([told, lesson, Grow(), foot], gap=px(8)), (px(16), px(12))))], gap=0)
        )

    @staticmethod
    def _best(ui: Ui, score: float | None) -> Item:
        """The player's own best result; rankings of players there are none."""
        if score is None:
            return Label(ui, ui.text("picker.unplayed"), "small", "muted")
        strip = Strip(ui, [(score, "ink"), (100 - score, "quiet")], height=6)
        return Column(
            [Label(ui, ui.text("picker.best", score=ui.text.number(score)), "small_strong"), strip], gap=ui.px(3)
        )

    def _problems(self, ui: Ui, each: Entry) -> list[Item]:
        text = ui.text
        shown = each.problems[:PROBLEMS_SHOWN]
        parts: list[Item] = [
            Label(ui, each.path.name, "title"),
            Label(ui, text.count("picker.problems", len(each.problems)), "strong", "loss"),
        ]
        for problem in shown:
            place = text("picker.line", n=problem.line) if problem.line is not None else ""
            file = "" if problem.file == str(each.path) else Path(problem.file).name  # of what it extends
            where = " · ".join(part for part in (file, place, problem.path) if part)
            heading = [Label(ui, where, "small_strong", "muted")] if where else []
            parts.append(Column([*heading, Label(ui, text.say(problem.said))], gap=0))
        if len(each.problems) > len(shown):
            parts.append(Label(ui, text("picker.more", n=len(each.problems) - len(shown)), "small", "muted"))
        return parts

    def _play(self, file: Path) -> None:
        try:
            session = Session.start(file)
        except ScenarioError as error:  # it changed, or only its header was sound
            self.entries = [
                Entry(known.path, known.own, None, error.problems) if known.path == file else known
                for known in self.entries
            ]
            self.shell.change()
            return
        self.go(Push(self.shell.make(Place.BRIEFING, session)))

    def handle(self, event: Event) -> bool:
        if event.type == pygame.DROPFILE:
            self._add(Path(event.file))
            self.shell.change()
            return True
        return super().handle(event)
