"""What the colours mean: the figures of the overlay with their words, always in sight."""

from collections.abc import Sequence

from pygame import Surface

from game.stage.overlays import OF_BUYERS, Overlay
from game.stage.sprites import draw_figure
from game.widgets import Ui
from game.widgets.base import Widget


class Legend(Widget):
    """Kinds with their names; levels between the words for their ends, with the limits in the tooltip."""

    def __init__(self, ui: Ui, overlay: Overlay, kinds: Sequence[str], limits: str) -> None:
        super().__init__(ui, limits)
        self._figure = (ui.px(9), ui.px(13))
        levels = [("", i) for i in range(1, len(overlay.looks))]
        if kinds:
            named = zip(levels, ((kind, None) for kind in kinds), strict=True)
            self._parts: list[tuple[str, int | None]] = [part for pair in named for part in pair]
        else:
            low, high = (ui.text(f"legend.{overlay.id}.{end}") for end in ("low", "high"))
            self._parts = [(low, None), *levels, (high, None)]
            if overlay.id in OF_BUYERS:
                self._parts += [("", 0), (ui.text("legend.nobody"), None)]
        self._sprites = [draw_figure(look, self._figure) for look in overlay.looks]

    def _width(self, part: tuple[str, int | None]) -> int:
        words, figure = part
        if figure is not None:
            return self._figure[0] + self.ui.px(3)
        return self.theme.font("small").size(words)[0] + self.ui.px(8)

    def natural_width(self) -> int:
        return sum(self._width(part) for part in self._parts)

    def height_for(self, width: int) -> int:
        return max(self._figure[1] + self.ui.px(2), self.theme.line("small"))

    def paint(self, surface: Surface) -> None:
        x, middle = 0, self.rect.height // 2
        for part in self._parts:
            words, figure = part
            if figure is not None:
                surface.blit(self._sprites[figure], (x, middle - self._figure[1] // 2))
            else:
                image = self.theme.font("small").render(words, True, self.palette.muted)
                surface.blit(image, (x + self.ui.px(1), middle - image.get_height() // 2))
            x += self._width(part)
