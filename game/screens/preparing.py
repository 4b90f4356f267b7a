"""What is seen if a game is begun before the model is ready for this computer, which happens once."""

from collections.abc import Callable
from typing import ClassVar

from game.screens.base import Pop, Replace, Screen, Shell
from game.widgets.bars import Strip
from game.widgets.base import Ui
from game.widgets.buttons import Button
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Centre, Column, Grow, Inset, Item, Row

LOOK_SECONDS = 0.25


class PreparingScreen(Screen):
    """Shows how far it is, and then goes on to where the player wanted."""

    overlay: ClassVar[bool] = True

    def __init__(self, shell: Shell, then: Callable[[], Screen | None]) -> None:
        super().__init__(shell)
        self.then = then
        self._since_a_look = 0.0

    def build(self, ui: Ui) -> Item:
        text, px = ui.text, ui.px
        card = Card(ui, (24, 20))
        self._bar = Strip(ui, [], height=10)
        self._look()
        card.holding(
            Column(
                [
                    Label(ui, text("preparing.title"), "display"),
                    Label(ui, text("preparing.line"), "body", "muted"),
                    self._bar,
                    Row([Grow(), Button(ui, text("button.back"), self.back)]),
                ],
                gap=px(16),
            )
        )
        wide = min(ui.size[0] - 2 * px(24), round(px(560) * max(1.0, ui.theme.text_scale)))
        return Inset(Centre(card, wide, middle=True), px(24))

    def _look(self) -> None:
        done = self.shell.preparation.progress
        self._bar.become([(done, "ink"), (1 - done, "quiet")])

    def update(self, seconds: float) -> None:
        self._since_a_look += seconds
        if self.shell.preparation.over:
            screen = self.then()
            self.go(Replace(screen) if screen is not None else Pop())
        elif self._since_a_look >= LOOK_SECONDS:
            self._since_a_look = 0.0
            self._look()
