"""What happened this round, ranked by how many people it moved, and what people think."""

import numpy as np
from numpy.typing import NDArray

from game.screens.market.headlines import Headline, Thought
from game.session import Session
from game.text import Text
from sim.scenario.teaching import due
from sim.scenario.vocabulary import Cause, Move

MOST_NEWS = 4
MOST_THOUGHTS = 4
LONGER = 1.0  # minutes more that are worth a line
TONES = {Move.LEFT: "loss", Move.FELL: "loss", Move.JOINED: "gain", Move.CLIMBED: "gain"}


def headlines(session: Session, text: Text) -> list[Headline]:
    """The news, the weightiest first."""
    found: list[tuple[int, Headline]] = []
    for kind, tone in TONES.items():
        for cause, people in session.reasons(kind).items():
            chip = text.count(f"chip.{kind}", people, sign="−" if tone == "loss" else "+")
            found.append((people, Headline(tone, chip, _sentence(text, kind, cause), int(cause), kind)))
    found.sort(key=lambda entry: -entry[0])
    news = [headline for _, headline in found]
    happened = [*_others(session, text), *_events(session, text)]
    special = [*happened, *_rivals(session, text), *_queue(session, text)]
    return [*_hints(session, text), *special[:2], *news][:MOST_NEWS]


def _sentence(text: Text, kind: Move, cause: Cause) -> str:
    key = f"news.{kind}.{cause.name.lower()}"
    if text.has(key):
        return text(key)
    return text(f"news.{kind}", cause=text(f"cause.{cause.name.lower()}"))


def _hints(session: Session, text: Text) -> list[Headline]:
    """What the scenario advises while the round is being decided."""
    seen = session.observation
    hints = due(session.scenario.teaching.hints, seen.history) if seen.week == 0 and not seen.over else ()
    return [Headline("hint", text("chip.hint"), text.of(hint.text)) for hint in hints]


def _events(session: Session, text: Text) -> list[Headline]:
    told = {event.id: event.text for event in session.scenario.events}
    return [Headline("rival", text("chip.event"), text.of(told[event])) for event in session.observation.events]


def _others(session: Session, text: Text) -> list[Headline]:
    """What befell firms this round, and, as long as the game lasts, that one's own is bankrupt."""
    seen = session.observation
    own = [Headline("loss", text("chip.event"), text("news.bankrupt"))] if seen.bankrupt else []
    told = [
        Headline("rival", text("chip.event"), text(f"news.{news.what}", firm=session.firm_name(news.firm, text)))
        for news in seen.news
        if not (seen.bankrupt and news.firm == seen.firm)
    ]
    return own + told


def _rivals(session: Session, text: Text) -> list[Headline]:
    return [
        Headline("rival", text("chip.rival"), text("news.rival_offering", rival=session.firm_name(rival.id, text)))
        for rival in session.observation.rivals
        if rival.offering
    ]


def _queue(session: Session, text: Text) -> list[Headline]:
    seen = session.observation
    before, now = seen.history[-1]["wait"], seen.team.wait_minutes
    if seen.week == 0 or now <= max(session.scenario.firm.promised_wait, before + LONGER):
        return []
    minutes = {"before": text.number(before), "now": text.number(now)}
    return [Headline("loss", text("chip.queue"), text("news.queue", **minutes), int(Cause.WAIT))]


def thoughts(session: Session, text: Text) -> list[Thought]:
    """What most of those who know the firm think."""
    counts = np.bincount(session.observation.people.cause[thinkers(session)], minlength=len(Cause))
    counts[Cause.NONE] = 0
    ranked = [int(cause) for cause in np.argsort(-counts, kind="stable")[:MOST_THOUGHTS] if counts[cause]]
    return [
        Thought(
            cause,
            text(f"thought.{Cause(cause).name.lower()}"),
            text.number(int(counts[cause])),
            text.number(int(counts[cause])) if place else text.count("market.people", int(counts[cause])),
        )
        for place, cause in enumerate(ranked)
    ]


def thinkers(session: Session) -> NDArray[np.bool_]:
    """Those on a rung above the street."""
    people = session.observation.people
    return people.present & (people.rung > 0)


def who_thinks(session: Session, cause: int) -> NDArray[np.bool_]:
    return np.asarray(thinkers(session) & (session.observation.people.cause == cause))
