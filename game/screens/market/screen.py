"""The market: the staircase in the middle, the decision at its side, measures above, time and news below."""

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame import Rect, Surface
from pygame.event import Event

from game.screens.base import Place, Push, Screen, Shell
from game.screens.market import news
from game.screens.market.aiming import targets
from game.screens.market.captions import captions, script
from game.screens.market.card import PersonCard
from game.screens.market.chart import chart
from game.screens.market.clock import Clock
from game.screens.market.consequences import boldness, consequence
from game.screens.market.controls import Controls
from game.screens.market.course import customers_so_far, marks, readings
from game.screens.market.decision import Aiming, DecisionPanel
from game.screens.market.frame import Frame
from game.screens.market.headlines import Headline, Thought
from game.screens.market.legend import Legend
from game.screens.market.plan import Plan, plan_for
from game.screens.market.profile import profile
from game.screens.market.stageview import StageView
from game.screens.market.strip import Strip
from game.screens.market.topbar import TopBar
from game.session import Session
from game.settings import SPEEDS
from game.stage.crowd import Week
from game.stage.overlays import OVERLAYS, Overlay, overlay
from game.stage.stage import Stage
from game.theme import DESIGN_SIZE, Theme
from game.widgets import Button, Chips, Flow, IconButton, Label, Ui
from game.widgets.layout import Item
from sim.scenario.vocabulary import Cause, Move

MOST_WORDS = 1.25  # text size above which the bar has no room for the word Help; F1 opens it all the same
STAGE_TEXT = 1.4


class MarketScreen(Screen):
    """Where a round is decided and played."""

    shortcuts: ClassVar[tuple[tuple[str, str], ...]] = (
        ("keys.play", "help.play"),
        ("keys.pause", "help.pause"),
        ("keys.speed", "help.speed"),
        ("keys.skip", "help.skip"),
        ("keys.stage", "help.stage"),
        ("keys.follow", "help.follow"),
        ("keys.undo_round", "help.undo_round"),
    )

    def __init__(self, shell: Shell, session: Session) -> None:
        super().__init__(shell)
        self.session = session
        self.clock = Clock(shell.settings.speed)
        self.plan: Plan = plan_for(session)
        theme = Theme.for_window(DESIGN_SIZE, shell.settings.theme, shell.settings.text_size)
        self.stage = Stage(Rect((0, 0), DESIGN_SIZE), script(session, self.text), self._week(), theme)
        self._reading = "satisfaction"
        self._overlay = self._chosen_overlay(theme)
        self._counts = session.observation.rungs
        self._customers = customers_so_far(session)
        self._lit: tuple[Move | None, int] | None = None
        self._following = False
        self._chart: str | None = None
        self._aiming: str | None = None
        self._card: PersonCard | None = None
        self._due: list[Callable[[], None]] = []
        self._ending = False

    # Building

    def build(self, ui: Ui) -> Item:
        session, text = self.session, self.text
        self._controls = Controls(ui, self.clock, self._clock_changed)
        exits: list[Item] = [IconButton(ui, "gear", text("market.settings"), self._settings)]
        if ui.theme.text_scale <= MOST_WORDS:
            exits.insert(0, Button(ui, text("market.help"), self._help, kind="quiet"))
        now = readings(session, text)
        self._top = TopBar(ui, text.of(session.scenario.scenario.title), now, self._open_chart, exits)
        colours = self._overlay_choice(ui)
        self._overlay = self._chosen_overlay(ui.theme)
        view = StageView(ui, self.stage, partial(self._place_stage, ui), self._pick)
        controls = self._controls.build()
        self._panel = DecisionPanel(
            ui,
            self.plan,
            session.observation.round,
            lambda value: text.money(value, session.scenario.market.currency),
            partial(boldness, text),
            lambda lever, value: consequence(text, session.scenario, session.observation, lever, value),
            Aiming(
                targets(session, text),
                session.scenario.levers.knowledge.available,
                self._aiming,
                self._open_aims,
            ),
            self.play_round,
        )
        time = session.scenario.time
        self._strip = Strip(ui, time.rounds, time.weeks_per_round, self._show_movers, self._show_thinkers)
        by = Label(ui, text("market.colour_by"), "small", "muted")
        chrome = Flow([by, colours, self._legend(ui)], gap=ui.px(10), line_gap=ui.px(4))
        self._frame = Frame(ui, self._top, chrome, view, controls, self._panel, self._strip)
        self._panel.lock(self.clock.running)
        self._refresh()
        self._hanging = None
        if self._chart is not None:
            self._hanging = chart(ui, session, self._chart, self._close_chart)
        return self._frame

    def _overlay_choice(self, ui: Ui) -> Item:
        """All overlays side by side; one button that goes round them where the text is too large for that."""
        choices = [(name, self.text(f"overlay.{name}")) for name in OVERLAYS]
        if ui.theme.text_scale <= 1:
            return Chips(ui, choices, self._reading, self._choose_overlay)
        after = OVERLAYS[(OVERLAYS.index(self._reading) + 1) % len(OVERLAYS)]
        return Button(
            ui, self.text(f"overlay.{self._reading}"), partial(self._choose_overlay, after), after="right"
        )

    def _chosen_overlay(self, theme: Theme) -> Overlay:
        kinds = len(self.session.scenario.market.segments)
        return overlay(self._reading, theme.palette, kinds, self.session.observation.people)

    def _legend(self, ui: Ui) -> Legend:
        segments = self.session.scenario.market.segments
        kinds = [self.text.of(segment.name) for segment in segments] if self._reading == "segment" else []
        limits = ", ".join(self.text.number(edge, 2 if edge < 1 else 0) for edge in self._overlay.edges)
        tip = self.text("legend.limits", limits=limits) if limits else ""
        return Legend(ui, self._overlay, kinds, tip)

    def _place_stage(self, ui: Ui, area: Rect) -> None:
        self.stage.restyle(stage_theme(ui.theme), script(self.session, self.text), area)
        self._paint_people()
        self._make_card()
        if self._hanging is not None and self._chart is not None:
            self._hanging.hang(self._top.tile_rect(self._chart))

    # What is seen

    def _week(self) -> Week:
        people = self.session.observation.people
        return Week(people.rung, people.present, self.session.taken_by())

    def _refresh(self) -> None:
        """Bring every number and word up to the week."""
        session, text = self.session, self.text
        seen, time = session.observation, session.scenario.time
        when = text("market.when", round=seen.round, rounds=time.rounds, week=seen.week, weeks=time.weeks_per_round)
        self._top.show(when, readings(session, text))
        lit = self._lit[1] if self._lit and self._lit[0] is None else None
        self._strip.show(news.headlines(session, text), news.thoughts(session, text), lit)
        now = text.count("market.line", int(seen.measures["customers"]))
        done = seen.weeks_played / time.weeks_per_round
        self._strip.timeline.tell(done, self._customers, marks(session, text), now)
        self._controls.show()

    def _paint_people(self) -> None:
        """Colours and words of the figures."""
        people = self.session.observation.people
        self.stage.spotlight(self._lit_people())
        self.stage.show_captions(captions(self.session, self.text, self._counts))
        self.stage.show_overlay(self._overlay, self._overlay.levels(people))

    def _lit_people(self) -> NDArray[np.bool_] | None:
        if self._lit is None:
            return None
        move, cause = self._lit
        if move is None:
            return news.who_thinks(self.session, cause)
        return self.session.movers(move, Cause(cause))

    def _make_card(self) -> None:
        stage = self.stage
        before = self._card.rect.topleft if self._card is not None and self._card.slot == stage.selected else None
        self._card = None
        if stage.selected is not None and self.ui is not None:
            facts = profile(self.session, stage.selected, self.text, self._following)
            self._card = PersonCard(stage.selected, facts, self.ui.theme, self.text)
            area = stage.layout.area
            if self._card.rect.height > area.height:
                area = Rect(area.left, area.top, area.width, self.ui.size[1] - area.top)
            words, buttons = stage.layout.captions, self._frame.clock_rect
            self._card.place(stage.seat_of(stage.selected), area, stage.places(), words, buttons, before)

    # What the player does

    def play_round(self) -> None:
        """Carry the plan out: the weeks begin to pass."""
        if self.clock.running or self.session.over:
            return
        self.session.decide(self.plan.decision())
        self._counts = self.session.observation.rungs
        self._lit = None
        gc.collect()
        gc.freeze()  # while weeks pass, no frame waits for a collection of everything there is
        self.clock.start()
        self._panel.lock(True)
        self._refresh()
        self._paint_people()

    def _clock_changed(self) -> None:
        if self.clock.speed != self.shell.settings.speed:
            self.shell.change(speed=self.clock.speed)
        self._controls.show()

    def _choose_overlay(self, name: str) -> None:
        self._reading = name
        self._again()

    def _again(self) -> None:
        """Build the widgets anew, because their number changed; the levers stay where they are scrolled to."""
        if self.ui is not None:
            stood = self._panel.area.offset
            self.rebuild(self.ui.size, self.ui.theme)
            self._panel.area.restore(stood)

    def _pick(self, slot: int | None) -> None:
        self.stage.selected = slot
        self._following = False
        self._make_card()

    def _follow(self) -> None:
        self._following = not self._following
        self._make_card()

    def _show_thinkers(self, thought: Thought) -> None:
        wanted = (None, thought.cause)
        self._lit = None if self._lit == wanted else wanted
        self._refresh()
        self._paint_people()

    def _show_movers(self, headline: Headline) -> None:
        move = Move(headline.move) if headline.move else None
        wanted = (move, headline.cause)
        self._lit = None if self._lit == wanted or not headline.cause else wanted
        self._refresh()
        self._paint_people()

    def _open_aims(self, lever: str) -> None:
        self._aiming = None if self._aiming == lever else lever
        self._again()

    def _open_chart(self, measure: str) -> None:
        self._chart = None if self._chart == measure else measure
        self._again()

    def _close_chart(self) -> None:
        self._chart = None
        self._again()

    def _help(self) -> None:
        self.go(Push(self.shell.make(Place.HELP, self)))

    def _settings(self) -> None:
        self.go(Push(self.shell.make(Place.SETTINGS)))

    def back(self) -> None:
        """Esc closes what is open, one thing at a time; then it leaves."""
        if self._chart is not None:
            self._close_chart()
        elif self.stage.selected is not None:
            self._pick(None)
        elif self._lit is not None:
            self._lit = None
            self._refresh()
            self._paint_people()
        elif self.clock.running and not self.clock.paused:
            self.clock.toggle_pause()
            self._clock_changed()
        else:
            super().back()

    def handle(self, event: Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self._click(event.pos)
        if event.type != pygame.KEYDOWN:
            return False
        speeds = {pygame.K_1: SPEEDS[0], pygame.K_2: SPEEDS[1], pygame.K_4: SPEEDS[2]}
        if event.key == pygame.K_z and event.mod & pygame.KMOD_CTRL:
            self._undo_round()
        elif event.key in (pygame.K_RETURN, pygame.K_KP_ENTER) and not self.clock.running:
            self.play_round()
        elif event.key == pygame.K_SPACE and self.clock.running:
            self.clock.toggle_pause()
        elif event.key in speeds:
            self.clock.set_speed(speeds[event.key])
        elif event.key == pygame.K_e and self.clock.running:
            self.clock.skip()
        elif event.key == pygame.K_f and self._card is not None:
            self._follow()
        else:
            return False
        self._clock_changed()
        return True

    def _click(self, point: tuple[int, int]) -> bool:
        """The words on the card."""
        asked = self._card.link_at(point) if self._card is not None else None
        if asked == "follow":
            self._follow()
        elif asked == "close":
            self._pick(None)
        return asked is not None

    def _undo_round(self) -> None:
        """Take back the last round, as if it had not been played."""
        if self.clock.running or self._ending or not self.session.undo_round():
            return
        self.plan = plan_for(self.session)
        self._counts = self.session.observation.rungs
        weeks = self.session.observation.weeks_played
        self._customers = self._customers[: weeks + 1]
        self.stage.settle(self._week())
        self._save()
        self._again()

    def _save(self) -> None:
        notice = self.session.save()
        if notice is not None:
            self.shell.tell(notice)

    # Time

    def update(self, seconds: float) -> None:
        if self._due:
            self._due.pop(0)()
        elif self._ending:
            self._end_round()
        elif self.clock.due(seconds):
            # a week is simulated, walked and written down in frames of its own, so that none is late
            self._due = [self._play_week, self._walk, self._paint_people, self._refresh, self._make_card]
        self.stage.update(seconds, self.clock.pace)

    def _play_week(self) -> None:
        self._ending = self.session.play_week()
        self._customers.append(self.session.observation.measures["customers"])
        if self._ending:
            self.clock.stop()

    def _walk(self) -> None:
        """Everybody sets off for where they now belong."""
        self.stage.follow(self._week(), self.clock.pace, self.session.referred())
        slot = self.stage.selected
        if slot is not None and not self._following and self.stage.on_the_way(slot):
            self.stage.selected = None  # only a card that follows her goes where she goes

    def _end_round(self) -> None:
        """When the last people have arrived: save, and report."""
        if not self.stage.still:
            return
        self._ending = False
        gc.unfreeze()
        self._save()
        self.plan = plan_for(self.session)
        self.go(Push(self.shell.make(Place.REPORT, self.session)))

    # Drawing

    def draw(self, surface: Surface) -> None:
        self._frame.draw(surface)
        self.stage.draw(surface)
        super().draw(surface)
        if self._card is not None and self.stage.selected is not None:
            self._card.draw(surface, self.stage.place_of(self.stage.selected))


def stage_theme(theme: Theme) -> Theme:
    """The stage's words grow with the text size as far as its steps have room for them."""
    return theme if theme.text_scale <= STAGE_TEXT else replace(theme, text_scale=STAGE_TEXT, _fonts={})
