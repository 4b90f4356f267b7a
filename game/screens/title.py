"""The title: go on, begin, choose, set up, leave."""

from collections.abc import Callable

import pygame
from pygame.event import Event

from game.screens.base import Place, Push, Quit, Screen, page
from game.settings import autosave_file
from game.widgets.base import Ui
from game.widgets.buttons import Button, Chips
from game.widgets.label import Label
from game.widgets.layout import Column, Fixed, Grow, Item, Row, Space
from game.widgets.picture import StairsPicture

CROWD = (64, 44, 33, 26, 14, 8)


class TitleScreen(Screen):
    """The first thing seen. It loads nothing of the model, so that it is there at once."""

    def build(self, ui: Ui) -> Item:
        text, px = ui.text, ui.px
        goes_on = autosave_file().is_file()
        buttons: list[Item] = []
        if goes_on:
            buttons.append(Button(ui, text("title.continue"), self._continue, "primary", mark="play", side="left"))
        buttons += [
            Button(
                ui,
                text("title.new"),
                self._choose,
                "secondary" if goes_on else "primary",
                mark="stairs",
                side="left",
            ),
            Button(ui, text("title.settings"), self._settings, mark="gear", side="left"),
            Button(ui, text("title.help"), self._help, mark="question", side="left"),
            Button(ui, text("title.quit"), self._quit, mark="cross", side="left"),
        ]
        wide = round(px(300) * max(1.0, ui.theme.text_scale * 0.7))
        menu = Column(
            [
                Grow(),
                Label(ui, text("title.name"), "hero"),
                Label(ui, text("title.line"), "body", "muted"),
                Space(px(24)),
                Column(buttons, gap=px(10)),
                Grow(weight=1.2),
                Chips(ui, [("es", "Español"), ("en", "English")], ui.text.language, self._language),
            ],
            gap=px(6),
        )
        tall = round((ui.size[1] - 2 * px(20)) / ui.theme.window_scale)
        names = [text(f"title.step.{i}") for i in range(1, 7)]
        picture = StairsPicture(ui, CROWD, tall - 24, figure=22, names=names)
        return page(ui, Row([Fixed(menu, width=wide), Space(width=px(40)), Grow(picture)], align="stretch"))

    def _language(self, language: str) -> None:
        self.shell.change(language=language)

    def _continue(self) -> None:
        self._when_ready(self._resumed)

    def _resumed(self) -> Screen | None:
        from game.opening import resume_screen

        screen = resume_screen(self.shell)
        if screen is None:
            self.shell.change()  # the saved game is gone from here: show the title without it
        return screen

    def _choose(self) -> None:
        self._when_ready(lambda: self.shell.make(Place.PICKER))

    def _when_ready(self, then: Callable[[], Screen | None]) -> None:
        """Go where a game begins; the first time on a computer that waits until the model is ready."""
        screen = then() if self.shell.preparation.over else self.shell.make(Place.PREPARING, then)
        if screen is not None:
            self.go(Push(screen))

    def _settings(self) -> None:
        self.go(Push(self.shell.make(Place.SETTINGS)))

    def _help(self) -> None:
        self.go(Push(self.shell.make(Place.HELP, self)))

    def _quit(self) -> None:
        self.go(Quit())

    def back(self) -> None:
        """Esc on the title does nothing: leaving is a button, so that one press too many closes no game."""

    def handle(self, event: Event) -> bool:
        if event.type == pygame.DROPFILE:
            self._when_ready(lambda: self.shell.make(Place.PICKER, dropped=event.file))
            return True
        return super().handle(event)
