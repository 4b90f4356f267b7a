"""Markets for tests: the corner café, other sizes of it, and variants with single settings changed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sim.engine import Simulation
from sim.scenario.load import content_of, from_content, load_scenario
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS


@cache
def corner_cafe() -> Scenario:
    """The shipped scenario."""
    return load_scenario("corner-cafe")


def variant(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """``scenario`` with other values at dotted paths; ``*`` in a path stands for every element of a list."""
    content = content_of(scenario)
    for path, value in changes.items():
        _set(content, path.split("."), value)
    return from_content(content)


def scaled(scenario: Scenario, customers: int) -> Scenario:
    """The same market with another number of customers, and all the money that goes with them in proportion."""
    factor = customers / scenario.market.customers
    changes: dict[str, Any] = {"market.customers": customers}
    for place, firm in enumerate(scenario.firms):
        at = "firm" if place == 0 else f"rivals.{place - 1}"
        for money in ("cash", "credit", "budget", "fixed_cost"):
            changes[f"{at}.{money}"] = getattr(firm, money) * factor
        for lever in LEVERS.values():
            if lever.head is not None:
                changes[f"{at}.start.{lever.id}"] = getattr(firm.start, lever.id) * factor
    return variant(scenario, changes)


def everything(customers: int) -> Scenario:
    """A market of this size in which every lever works for every firm."""
    cafe = scaled(corner_cafe(), customers)
    weekly = 0.05 * customers * cafe.time.weeks_per_round  # into each lever that the café does not have
    changes: dict[str, Any] = {"time.rounds": 60, "levers.detail_from_round": 1}
    for lever in LEVERS.values():
        changes |= {f"levers.{lever.id}.available": True, f"levers.{lever.id}.from_round": 1}
        for place, firm in enumerate(cafe.firms):
            at = "firm" if place == 0 else f"rivals.{place - 1}"
            changes |= {f"{at}.cash": 1e9, f"{at}.budget": 1e8}
            if lever.head is not None:
                changes[f"{at}.start.{lever.id}"] = getattr(firm.start, lever.id) or weekly
    return variant(cafe, changes)


def small(customers: int = 300, rounds: int = 2, weeks: int = 6, warm_up: int = 6, **changes: Any) -> Scenario:
    """A small and short corner café. Further settings by path, with ``__`` for the dot: ``market__newcomers``."""
    time = {"time.rounds": rounds, "time.weeks_per_round": weeks, "time.warm_up": warm_up}
    no_hints = {"teaching": {}}
    given = {path.replace("__", "."): value for path, value in changes.items()}
    return variant(scaled(corner_cafe(), customers), time | no_hints | given)


def unlinked(customers: int = 300, **changes: Any) -> Scenario:
    """A small market in which nothing joins one customer to another: no desk, no talk, no shared card or mood."""
    apart = {
        "market.segments.*.contact_rate": 0.0,
        "model.contact.after_failure": 0.0,
        "model.talk.supporter": 0.0,
        "model.talk.detractor": 0.0,
        "model.staff.customers": 0.0,
        "ladder.rungs.*.referral": 0.0,
        "rivals.*.policy": "fixed",
        "rivals.*.start.loyalty_card": 0.0,
        "firm.cash": 1e9,
        "rivals.*.cash": 1e9,
    }
    return variant(small(customers, **changes), apart)


def played(scenario: Scenario, seed: int = 7, journal: bool = True, **plan: float) -> Simulation:
    """A game played to its end, the player's firm doing ``plan`` every round."""
    game = Simulation(scenario, seed, journal=journal)
    while not game.over:
        game.decide(game.player, plan)
        game.advance()
    return game


def _set(content: Any, path: list[str], value: Any) -> None:
    step, rest = path[0], path[1:]
    if step == "*":
        for each in content:
            _set(each, rest, value)
        return
    key: int | str = int(step) if isinstance(content, list) else step
    if rest:
        _set(content[key], rest, value)
    else:
        content[key] = value
