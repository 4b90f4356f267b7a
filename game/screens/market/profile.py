"""A customer's profile, put together from what the market knows of her."""

from game.screens.market.card import Profile
from game.screens.market.names import name_of
from game.session import Session, Story
from game.text import Text
from sim.scenario.vocabulary import Cause

RECENT_WEEKS = 26


def profile(session: Session, slot: int, text: Text, followed: bool) -> Profile:
    """What the card of the customer in `slot` says."""
    scenario, seen = session.scenario, session.observation
    people = seen.people
    story = session.story(slot)
    segment = scenario.market.segments[people.segment[slot]]
    rung = scenario.ladder.rungs[people.rung[slot]]
    recent: dict[Cause, float] = {}
    for entry in story.causes:
        if entry.week >= seen.weeks_played - RECENT_WEEKS:
            recent[entry.cause] = recent.get(entry.cause, 0.0) + entry.amount
    heaviest = sorted(
        ((cause, weight) for cause, weight in recent.items() if cause and abs(weight) >= 0.005),
        key=lambda pair: -abs(pair[1]),
    )
    main = heaviest[0][0] if heaviest else Cause(int(people.cause[slot]))
    bought = bool(people.purchases[slot])
    weeks = int(people.weeks_on_rung[slot])
    standing = text.count("card.weeks", weeks)
    if people.present[slot] and bought:
        worth = text.money(float(people.value[slot]), scenario.market.currency)
        standing = text("card.worth", standing=standing, worth=worth)
    return Profile(
        name=name_of(slot, text.language),
        kind=text.of(segment.one or segment.name),
        rung=text.of(rung.one or rung.name),
        standing=standing if people.present[slot] else text("card.gone"),
        thought=text(f"thought.{main.name.lower()}"),
        expected=text.number(float(people.expected[slot]), 2) if bought else "",
        received=text.number(float(people.received[slot]), 2) if bought else "",
        causes=tuple((text(f"cause.{cause.name.lower()}"), weight) for cause, weight in heaviest),
        path=_path(story, int(people.rung[slot]), seen.weeks_played),
        rungs=len(scenario.ladder.rungs),
        followed=followed,
    )


def _path(story: Story, rung: int, weeks: int) -> tuple[tuple[float, int], ...]:
    """Her rung after each move since the game began, from the one on which it found her."""
    first = story.steps[0].origin if story.steps else rung
    for step in story.steps:
        if step.week < 0:
            first = step.target
    moves = [(float(step.week), step.target) for step in story.steps if step.week >= 0]
    return ((0.0, first), *moves, (float(max(1, weeks)), rung))
