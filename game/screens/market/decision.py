"""The panel on the right: the plan for the round, moved with sliders that cannot pass the budget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import floor, log10

import pygame
from pygame import Rect, Surface

from game.screens.market.aiming import AimLink, AimRows, Target
from game.screens.market.plan import OpenLever, Plan
from game.widgets import Button, Column, Grow, Inset, Label, Row, ScrollArea, Slider, Space, Ui
from game.widgets.base import Widget
from game.widgets.layout import Item
from sim.scenario.vocabulary import Head

SPLIT = (Head.ACQUISITION, Head.RETENTION)
SPLIT_STEP = 0.01
DIAL_STEP = 0.02
MANY = 8  # levers that a player overlooks; more of them stand under the names of their heads
STEPS = 100  # of a lever's slider, from nothing to the whole budget

Money = Callable[[float], str]
Consequence = Callable[[str, float], str]


class Rule(Widget):
    """A hairline between parts."""

    def height_for(self, width: int) -> int:
        return self.ui.px(9)

    def paint(self, surface: Surface) -> None:
        pygame.draw.line(
            surface, self.palette.border, (0, self.rect.height // 2), (self.rect.width, self.rect.height // 2)
        )


class LeverRow:
    """A lever: its name and value, its slider with last round's tick, and what it comes to; beside the name the
    way to its aims, below all the aims themselves, if it has them.
    """

    def __init__(
        self,
        ui: Ui,
        plan: Plan,
        lever: str,
        written: Money,
        consequence: Consequence,
        moved: Callable[[], None],
        link: AimLink | None,
        aims: AimRows | None,
    ) -> None:
        opened = plan.levers[lever]
        dial = opened.head is None
        self._ui, self._plan, self.lever = ui, plan, lever
        self._written, self._consequence = written, consequence
        self._link, self._aims = link, aims
        self._name = Label(ui, ui.text(f"lever.{lever}"), "strong" if dial else "body")
        self._value = Label(ui, "", "body", side="right")
        high = 1.0 if dial else min(plan.spendable, opened.maximum)
        font = ui.theme.font("body")
        self._value_room = max(font.size(written(value))[0] for value in (0.0, high / 2, high)) + ui.px(8)
        self._note = Label(ui, "", "small", "muted")

        def take(value: float) -> None:
            plan.set(lever, value)
            moved()

        self.slider = Slider(
            ui,
            opened.now,
            0.0,
            max(high, 1.0),
            DIAL_STEP if dial else round_step(plan.spendable / STEPS),
            take,
            colour="promise" if dial else str(opened.head),
            last=opened.now,
            tooltip=ui.text(f"lever.{lever}.tip"),
        )
        self.refresh()

    def refresh(self) -> None:
        value = self._plan.amount(self.lever)
        self.slider.set(value, self._plan.limit(self.lever))
        self._value.say(self._written(value))
        self._note.say(self._consequence(self.lever, value))
        if self._link is not None:
            self._link.tell(self._plan.aimed(self.lever))
        if self._aims is not None:
            self._aims.refresh()

    def lock(self, locked: bool) -> None:
        self.slider.disable() if locked or not self._plan.movable(self.lever) else self.slider.enable()
        for slider in self._aims.sliders if self._aims is not None else ():
            slider.disable() if locked else slider.enable()

    def natural_width(self) -> int:
        return self._name.natural_width() + self._value_room

    def _link_room(self) -> int:
        return self._link.natural_width() + self._ui.px(8) if self._link is not None else 0

    def _name_width(self, width: int) -> int:
        return min(self._name.natural_width(), width - self._value_room - self._link_room())

    def _below_name(self, width: int) -> int:
        whole = self._name.height_for(self._name_width(width))
        return whole - self._ui.theme.line("body") + self._ui.theme.font("body").get_linesize() - self._ui.px(1)

    def height_for(self, width: int) -> int:
        below = self.slider.height_for(width) - self._ui.px(4) + self._note.height_for(width)
        aims = self._aims.height_for(width) if self._aims is not None else 0
        return self._below_name(width) + below + aims

    def place(self, rect: Rect) -> None:
        """Closer together than boxes stand, so that all levers are in sight at once."""
        name, line = self._name_width(rect.width), self._ui.theme.line("body")
        self._name.place(Rect(rect.x, rect.y, name, self._name.height_for(name)))
        self._value.place(Rect(rect.right - self._value_room, rect.y, self._value_room, line))
        if self._link is not None:
            wide = self._link.natural_width()
            self._link.place(Rect(rect.x + name + self._ui.px(8), rect.y, wide, line))
        y = rect.y + self._below_name(rect.width)
        for part, air in ((self.slider, -self._ui.px(4)), (self._note, 0), (self._aims, 0)):
            if part is not None:
                tall = part.height_for(rect.width)
                part.place(Rect(rect.x, y, rect.width, tall))
                y += tall + air


class Totals:
    """What the two sides of the split come to, with room for all the money; below each other if they must."""

    def __init__(self, ui: Ui, left: Label, right: Label, longest: Sequence[str]) -> None:
        self._ui, self._labels = ui, (left, right)
        self._widths = [ui.theme.font("strong").size(words)[0] + ui.px(2) for words in longest]

    def natural_width(self) -> int:
        return sum(self._widths) + self._ui.px(8)

    def _abreast(self, width: int) -> bool:
        return self.natural_width() <= width

    def height_for(self, width: int) -> int:
        return self._ui.theme.line("strong") * (1 if self._abreast(width) else 2)

    def place(self, rect: Rect) -> None:
        line = self._ui.theme.line("strong")
        left, right = self._labels
        if self._abreast(rect.width):
            left.place(Rect(rect.x, rect.y, self._widths[0], line))
            right.place(Rect(rect.right - self._widths[1], rect.y, self._widths[1], line))
        else:
            left.place(Rect(rect.x, rect.y, rect.width, line))
            right.place(Rect(rect.x, rect.y + line, rect.width, line))


@dataclass(frozen=True)
class Aiming:
    """What the panel must know of the segments: who they are, and the lever whose aims are open."""

    targets: Sequence[Target]
    known_in_part: bool  # so that aims miss
    opened: str | None
    on_open: Callable[[str], None]


class DecisionPanel:
    """Everything the player decides, and the button that plays the round. `playing` locks it."""

    def __init__(
        self,
        ui: Ui,
        plan: Plan,
        round_number: int,
        written: Money,
        bold: Money,
        consequence: Consequence,
        aiming: Aiming,
        on_play: Callable[[], None],
    ) -> None:
        text = ui.text
        self.area = area = ScrollArea(ui)
        whole, ui = ui, area.ui
        self._ui, self._plan, self._written = ui, plan, written
        title = Label(ui, text("market.decision", n=round_number), "title")
        hint = Label(ui, text("market.tick"), "small", "muted")
        acquire = Label(ui, "", "strong", "acquisition")
        retain = Label(ui, "", "strong", "retention", side="right")
        self._heads = {Head.ACQUISITION: acquire, Head.RETENTION: retain}
        grows = any(lever.head is Head.GROWTH for lever in plan.levers.values())
        if grows:
            self._heads[Head.GROWTH] = Label(ui, "", "strong", "growth", side="right")
        self._split = Slider(
            ui,
            plan.split,
            0.0,
            1.0,
            SPLIT_STEP,
            self._take_split,
            colour="acquisition",
            rest="retention",
            last=plan.last_split,
            thick=True,
            tooltip=text("market.split.tip"),
        )
        self._rows = [
            self._row(ui, lever, bold if lever.head is None else written, consequence, aiming)
            for lever in plan.levers.values()
        ]
        parts: list[Item] = []
        before: Head | None = None
        for row in self._rows:
            head = plan.levers[row.lever].head
            if head is None and parts:
                parts.append(Rule(ui))
            elif head is not None and head is not before and len(self._rows) > MANY:
                parts.append(Label(ui, text(f"head.{head}"), "small_strong", head.value))
            parts += [row, Grow()]
            before = head
        if not plan.detailed:
            parts[:0] = [Label(ui, text("market.heads_closed"), "small", "muted"), Space(ui.px(4))]
        self._total = Label(whole, "", "small", "muted")
        self._reset = Button(whole, text("market.reset"), self._start_over, "quiet", text("market.reset.tip"))
        self._undo = Button(whole, text("market.undo"), self._take_back, kind="quiet", mark="undo")
        self.play = Button(whole, text("market.play"), on_play, kind="primary", after="right")
        area.holding(
            Column(
                [
                    title,
                    hint,
                    Space(ui.px(1)),
                    Totals(ui, acquire, retain, [self._total_of(head, plan.spendable) for head in SPLIT]),
                    self._split,
                    *([self._heads[Head.GROWTH]] if grows else []),
                    *parts,
                    Grow(weight=3),
                ],
                gap=ui.px(1),
            )
        )
        foot = Row([Grow(self._total), self._reset, self._undo], gap=ui.px(2))
        self._inset = Inset(Column([Grow(area), foot, self.play], gap=ui.px(2)), (ui.px(16), ui.px(9)))
        self._changed()

    def _row(self, ui: Ui, lever: OpenLever, written: Money, consequence: Consequence, aiming: Aiming) -> LeverRow:
        link = aims = None
        if self._plan.can_aim(lever.id):
            link = AimLink(ui, partial(aiming.on_open, lever.id))
            if aiming.opened == lever.id:
                aims = AimRows(ui, self._plan, lever.id, aiming.targets, aiming.known_in_part, self._changed)
        return LeverRow(ui, self._plan, lever.id, written, consequence, self._changed, link, aims)

    def _take_split(self, share: float) -> None:
        self._plan.set_split(share)
        self._changed()

    def _take_back(self) -> None:
        self._plan.undo()
        self._changed()

    def _start_over(self) -> None:
        self._plan.reset()
        self._changed()

    def _changed(self) -> None:
        plan, text = self._plan, self._ui.text
        for head, label in self._heads.items():
            label.say(self._total_of(head, plan.head(head)))
        self._split.set(plan.split)
        for row in self._rows:
            row.refresh()
        assigned, all_of_it = self._written(plan.assigned), self._written(plan.spendable)
        self._total.say(text("market.assigned", money=assigned, budget=all_of_it))
        self._undo.enable() if plan.can_undo else self._undo.disable()

    def _total_of(self, head: Head, money: float) -> str:
        return f"{self._ui.text(f'head.{head}')} {self._written(money)}"

    def lock(self, locked: bool) -> None:
        """While the weeks pass nothing can be decided."""
        for widget in (self._split, self._reset, self.play):
            widget.disable() if locked else widget.enable()
        for row in self._rows:
            row.lock(locked)
        self._undo.enable() if self._plan.can_undo and not locked else self._undo.disable()
        self.play.say(self._ui.text("market.playing" if locked else "market.play"))

    def natural_width(self) -> int:
        return self._inset.natural_width()

    def height_for(self, width: int) -> int:
        return self._inset.height_for(width)

    def place(self, rect: Rect) -> None:
        self._inset.place(rect)


def round_step(rough: float) -> float:
    """The nearest round amount below: 240 gives 200."""
    power = 10.0 ** floor(log10(max(1.0, rough)))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= max(1.0, rough))
