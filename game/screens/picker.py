"""The scenarios to choose from: those shipped, those in the player's folder, and a file dropped on the
window.
"""

from functools import partial
from pathlib import Path

import pygame
from pygame.event import Event

from game.screens.base import Place, Push, Screen, Shell
from game.session import Session
from game.widgets.base import Ui
from game.widgets.buttons import Button
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Centre, Column, Grid, Grow, Inset, Item, Row
from game.widgets.picture import StairsPicture
from game.widgets.scroll import ScrollArea
from sim.resources import user_scenarios
from sim.scenario.library import Entry, entries, entry
from sim.scenario.problems import ScenarioError

CROWD = (18, 12, 9, 7, 4, 2)
PROBLEMS_SHOWN = 6


class PickerScreen(Screen):
    """A card for each scenario; a file with problems shows them in place of its lesson."""

    def __init__(self, shell: Shell, dropped: str | None = None) -> None:
        super().__init__(shell)
        self.entries = entries()
        if dropped is not None:
            self._add(Path(dropped))

    def _add(self, file: Path) -> None:
        self.entries = [entry(file), *(known for known in self.entries if known.path != file)]

    def build(self, ui: Ui) -> Item:
        text, px = ui.text, ui.px
        area = ScrollArea(ui)
        inside = area.ui
        cards: list[Item] = [self._card(inside, each) for each in self.entries]
        grid = Grid(cards, round(px(320) * max(1.0, ui.theme.text_scale * 0.8)), gap=px(16), columns=3)
        hint = Label(inside, text("picker.folder", folder=str(user_scenarios())), "small", "muted")
        head = Label(inside, text("picker.title"), "display")
        wide = px(1080) if len(cards) > 1 else px(560)
        area.holding(Inset(Centre(Column([head, grid, hint], gap=px(16)), wide), px(24)))
        foot = Inset(Row([Button(ui, text("button.back"), self.back, mark="left"), Grow()]), (px(24), px(16)))
        return Column([Grow(area), foot], gap=0)

    def _card(self, ui: Ui, each: Entry) -> Item:
        text, px = ui.text, ui.px
        card = Card(ui)
        if each.about is None:
            return card.holding(Column(self._problems(ui, each), gap=px(8)))
        about = each.about
        facts = f"{text(f'level.{about.level}')} · {text('unit.minutes', n=about.minutes)}"
        if each.own:
            facts += f" · {text('picker.own')}"
        return card.holding(
            Column(
                [
                    StairsPicture(ui, CROWD, 104, figure=11),
                    Label(ui, text.of(about.title), "title"),
                    Label(ui, facts, "small", "muted"),
                    Label(ui, text.of(about.lesson)),
                    Grow(),
                    Button(ui, text("picker.play"), partial(self._play, each.path), "primary", mark="play"),
                ],
                gap=px(8),
            )
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
