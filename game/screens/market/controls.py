"""The clock's buttons, floating over the stage: pause, three speeds, to the end of the round."""

from collections.abc import Callable

from game.screens.market.clock import Clock
from game.settings import SPEEDS
from game.widgets import Button, Card, Chips, IconButton, Item, Row, Ui


class Controls:
    """Every change of the clock is told to `on_change`."""

    def __init__(self, ui: Ui, clock: Clock, on_change: Callable[[], None]) -> None:
        self._ui, self._clock, self._on_change = ui, clock, on_change

    def build(self) -> Item:
        """The buttons, made after what they float over."""
        ui, text = self._ui, self._ui.text
        card = Card(ui, (8, 3), radius=20)
        self._pause = IconButton(ui, "pause", text("clock.pause"), self._toggle)
        speeds = [(speed, f"{speed}×") for speed in SPEEDS]
        self._speed = Chips(ui, speeds, self._clock.speed, self._set_speed, text("clock.speed"))
        self._skip = Button(
            ui, text("clock.end"), self._jump, kind="quiet", tooltip=text("clock.skip"), mark="skip"
        )
        return card.holding(Row([self._pause, self._speed, self._skip], gap=ui.px(6)))

    def show(self) -> None:
        """Bring the buttons up to the clock."""
        clock, text = self._clock, self._ui.text
        mark = "play" if clock.paused else "pause"
        self._pause.become(mark, text("clock.resume" if clock.paused else "clock.pause"))
        if self._speed.chosen != clock.speed:
            self._speed.choose(clock.speed)
        for widget in (self._pause, self._skip):
            if widget.is_enabled != clock.running:
                widget.enable() if clock.running else widget.disable()

    def _toggle(self) -> None:
        self._clock.toggle_pause()
        self._on_change()

    def _set_speed(self, speed: int) -> None:
        self._clock.set_speed(speed)
        self._on_change()

    def _jump(self) -> None:
        self._clock.skip()
        self._on_change()
