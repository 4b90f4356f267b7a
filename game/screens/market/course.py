"""The course of the game so far: measures against the round before, customers week by week, what happened when."""

from dataclasses import replace

import numpy as np

from game.measures import TOP_MEASURES, Reading, read
from game.screens.market.timeline import Mark
from game.session import Session
from game.text import Text

OF_WHOLE_ROUNDS = ("retention",)  # measures that only whole rounds can be compared by


def readings(session: Session, text: Text) -> list[Reading]:
    """The measures of the top bar: while weeks pass as they are, between rounds those of the whole round."""
    seen = session.observation
    past = seen.reports
    before = past[-1] if seen.week or len(past) < 2 else past[-2]
    now = seen.reported if seen.week else past[-1]
    currency = session.scenario.market.currency
    whole_round = seen.week == 0 and len(past) > 2
    return [
        read(text, measure, now, before, currency)
        if whole_round or measure not in OF_WHOLE_ROUNDS
        else replace(read(text, measure, now, None, currency), change="")
        for measure in TOP_MEASURES
    ]


def customers_so_far(session: Session) -> list[float]:
    """The customers after each week: known at the ends of rounds, and between them drawn straight."""
    seen = session.observation
    ends = [past["customers"] for past in seen.history]
    weeks = np.arange(seen.weeks_played - seen.week + 1)
    at = np.arange(len(ends)) * session.scenario.time.weeks_per_round
    return [float(value) for value in np.interp(weeks, at, ends)]


def marks(session: Session, text: Text) -> list[Mark]:
    """The scenario's events that have begun, oldest first."""
    time, played = session.scenario.time, session.observation.weeks_played
    begun = []
    for event in session.scenario.events:
        at = event.round - 1 + (event.week - 1) / time.weeks_per_round
        if at * time.weeks_per_round < played:
            begun.append(Mark(at, text.of(event.text)))
    return sorted(begun, key=lambda mark: mark.at)
