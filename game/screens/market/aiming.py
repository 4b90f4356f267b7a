"""Aiming a lever's money at segments: how much a head of each gets, against the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect, Surface

from game.screens.market.plan import Plan
from game.session import Session
from game.text import Text
from game.widgets import Label, Slider, Ui
from game.widgets.buttons import Pressable
from sim.scenario.vocabulary import Head

WEIGHTS = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
"""What a slider offers; 1 is the same as everybody else."""


@dataclass(frozen=True)
class Target:
    """A segment at which money can be aimed."""

    segment: str
    name: str
    everybody: int  # heads in the market
    customers: int  # heads among the firm's own customers

    def heads(self, head: Head | None) -> int:
        """To how many the money of a lever goes: what acquires is for everybody, the rest for one's own."""
        return self.everybody if head is Head.ACQUISITION else self.customers


def targets(session: Session, text: Text) -> tuple[Target, ...]:
    """The segments of the market, with how many they are."""
    people, scenario = session.observation.people, session.scenario
    own = people.present & (people.rung >= scenario.ladder.first_customer)
    return tuple(
        Target(
            segment.id,
            text.of(segment.name),
            int((people.present & (people.segment == index)).sum()),
            int((own & (people.segment == index)).sum()),
        )
        for index, segment in enumerate(scenario.market.segments)
    )


class AimLink(Pressable):
    """A word beside a lever's name that opens and closes its aims; dark once they are uneven."""

    def __init__(self, ui: Ui, on_press: Callable[[], None]) -> None:
        super().__init__(ui, on_press, ui.text("market.aim.tip"))
        self._aimed = False

    def tell(self, aimed: bool) -> None:
        if aimed != self._aimed:
            self._aimed = aimed
            self.repaint()

    def _words(self) -> str:
        return self.ui.text("market.aimed" if self._aimed else "market.aim")

    def natural_width(self) -> int:
        font = self.theme.font("small_strong")
        return max(font.size(self.ui.text(key))[0] for key in ("market.aim", "market.aimed")) + self.ui.px(2)

    def height_for(self, width: int) -> int:
        return self.theme.line("small_strong")

    def paint(self, surface: Surface) -> None:
        palette, font = self.palette, self.theme.font("small_strong")
        ink = palette.ink if self._aimed or self.warmth > 0 else palette.muted
        words = font.render(self._words(), True, ink)
        surface.blit(words, (0, (self.rect.height - words.get_height()) // 2))
        low = (self.rect.height + words.get_height()) // 2 - self.ui.px(1)
        surface.fill(ink, Rect(0, low, words.get_width(), self.ui.px(1)))


class AimRows:
    """A slider for each segment, between the name and what it comes to."""

    def __init__(
        self, ui: Ui, plan: Plan, lever: str, at: Sequence[Target], known: bool, moved: Callable[[], None]
    ) -> None:
        self._ui, self._plan, self._lever, self._targets = ui, plan, lever, at
        head = plan.levers[lever].head
        self._heads = [target.heads(head) for target in at]
        rule = ui.text("aim.rule") + (" " + ui.text("aim.known") if known else "")
        self._rule = Label(ui, rule, "small", "muted")
        self._names = [Label(ui, target.name, "small") for target in at]
        self._values = [Label(ui, "", "small", "muted", side="right") for _ in at]
        small, all_of_it = ui.theme.font("small"), ui.text.percent(1.0)
        said = (ui.text("aim.share", weight=_written(ui.text, weight), share=all_of_it) for weight in WEIGHTS)
        self._value_room = max(small.size(words)[0] for words in said) + ui.px(8)

        def take(segment: str) -> Callable[[float], None]:
            def set_weight(place: float) -> None:
                plan.set_aim(lever, segment, WEIGHTS[round(place)])
                moved()

            return set_weight

        self.sliders = [
            Slider(
                ui,
                _place(plan.aim(lever, target.segment)),
                0,
                len(WEIGHTS) - 1,
                1,
                take(target.segment),
                colour=str(head),
                last=_place(plan.aim_in_force(lever, target.segment)),
                tooltip=ui.text("aim.tip", segment=target.name),
            )
            for target in at
        ]
        self.refresh()

    def refresh(self) -> None:
        text = self._ui.text
        weights = [self._plan.aim(self._lever, target.segment) for target in self._targets]
        parts = [weight * heads for weight, heads in zip(weights, self._heads, strict=True)]
        whole = sum(parts)
        if not whole:  # where nobody is meant, nobody is preferred
            parts, whole = [float(heads) for heads in self._heads], float(sum(self._heads))
        for slider, label, weight, part in zip(self.sliders, self._values, weights, parts, strict=True):
            slider.set(_place(weight))
            share = text.percent(part / whole if whole else 0.0)
            label.say(text("aim.share", weight=_written(text, weight), share=share))

    def natural_width(self) -> int:
        return self._ui.px(200)

    def _name_height(self, index: int, width: int) -> int:
        return self._names[index].height_for(width - self._value_room)

    def height_for(self, width: int) -> int:
        inner = width - self._ui.px(12)
        rows = (self._name_height(i, inner) + slider.height_for(inner) for i, slider in enumerate(self.sliders))
        return self._rule.height_for(inner) + sum(rows) + self._ui.px(4)

    def place(self, rect: Rect) -> None:
        x, inner, y = rect.x + self._ui.px(12), rect.width - self._ui.px(12), rect.y
        tall = self._rule.height_for(inner)
        self._rule.place(Rect(x, y, inner, tall))
        y += tall
        for i, slider in enumerate(self.sliders):
            tall = self._name_height(i, inner)
            name = inner - self._value_room
            self._names[i].place(Rect(x, y, name, tall))
            self._values[i].place(Rect(x + name, y, self._value_room, tall))
            y += tall
            tall = slider.height_for(inner)
            slider.place(Rect(x, y, inner, tall))
            y += tall


def _place(weight: float) -> int:
    """The place on the slider nearest to a weight."""
    return min(range(len(WEIGHTS)), key=lambda place: abs(WEIGHTS[place] - weight))


def _written(text: Text, weight: float) -> str:
    if weight in (0.0, 1.0):
        return text("aim.same" if weight else "aim.none")
    return text("aim.times", n=text.number(weight, 0 if weight == round(weight) else 1))
