"""What a firm decides each round: frozen, complete, and checked before it is accepted."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

from sim.scenario.schema import LeverSettings, Scenario, Start
from sim.scenario.vocabulary import LEVERS, Head

TOLERANCE = 0.005
"""Money by which a plan may pass its budget: the rounding of a cent."""
LARGEST = 1e12
"""No amount of money reaches this."""


class DecisionError(ValueError):
    """A decision that cannot be carried out; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Decision(Mapping[str, float]):
    """A value for every lever: money per round, or 0..1 for a dial."""

    values_by_lever: Mapping[str, float]

    def __getitem__(self, lever: str) -> float:
        return self.values_by_lever[lever]

    def __iter__(self) -> Iterator[str]:
        return iter(LEVERS)

    def __len__(self) -> int:
        return len(LEVERS)

    def head(self, head: Head) -> float:
        """Money that goes to ``head``."""
        return fsum(self[lever.id] for lever in LEVERS.values() if lever.head == head)

    @property
    def spending(self) -> float:
        """Money that the whole decision takes."""
        return fsum(self.head(head) for head in Head)


def of(values: Mapping[str, float]) -> Decision:
    """A decision from a value for every lever."""
    return Decision(MappingProxyType({lever: float(values[lever]) for lever in LEVERS}))


def from_start(start: Start) -> Decision:
    """The decision in force before the first round."""
    return of(start.model_dump())


def open_levers(scenario: Scenario, round_number: int | None) -> dict[str, LeverSettings]:
    """The levers that can move in ``round_number`` (their heads may still be closed); None: in any round."""
    settings = {lever: getattr(scenario.levers, lever) for lever in LEVERS}
    return {
        lever: setting
        for lever, setting in settings.items()
        if setting.available and (round_number is None or setting.from_round <= round_number)
    }


def heads_open(scenario: Scenario, round_number: int) -> bool:
    """Whether the levers inside the heads can be set one by one in ``round_number``."""
    return round_number >= scenario.levers.detail_from_round


def split(scenario: Scenario, round_number: int | None, head: Head, money: float) -> dict[str, float]:
    """``money`` for a head, divided among its open levers by their shares."""
    levers = {
        lever: setting
        for lever, setting in open_levers(scenario, round_number).items()
        if LEVERS[lever].head is head
    }
    shares = fsum(setting.share for setting in levers.values())
    if shares <= 0:
        return {}
    return {lever: min(money * setting.share / shares, setting.maximum) for lever, setting in levers.items()}


def afford(decision: Decision, budget: float) -> Decision:
    """``decision``, every head scaled down alike if the budget no longer covers it."""
    if decision.spending <= budget:
        return decision
    factor = budget / decision.spending
    return of({lever: value * (factor if LEVERS[lever].head else 1.0) for lever, value in decision.items()})


def decide(
    scenario: Scenario,
    round_number: int | None,
    budget: float,
    current: Decision,
    given: Mapping[str, object],
) -> Decision:
    """The complete decision that ``given`` asks for in ``round_number`` (None: with every lever open).

    ``given`` names levers, or heads (``acquisition``, ``retention``) whose money is divided by shares. What it
    does not name stays as in ``current``. Levers that have not opened may be named with just the values that a
    sum for their head gives them, so that a complete decision can be taken again. Raises DecisionError for
    anything that cannot be carried out.
    """
    names = [*Head, *LEVERS]
    values = dict(current)
    for name in given:
        if name not in names:
            near = difflib.get_close_matches(str(name), names, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"You can decide: {', '.join(names)}."
            raise DecisionError(f"'{name}' is not something that can be decided. {hint}")
    amounts = {name: _amount(name, given[name]) for name in given}
    for head in Head:
        if head in amounts:
            values.update(_head_values(scenario, round_number, head, amounts))
        elif _is_one_sum(scenario, round_number, head, amounts):
            values.update({lever: amounts.pop(lever) for lever in _levers_of(head)})
    for lever in LEVERS:
        if lever in amounts:
            values[lever] = _lever_value(scenario, round_number, lever, amounts[lever], current[lever])
    decision = of(values)
    if decision.spending > budget + TOLERANCE:
        raise DecisionError(
            f"the plan spends {decision.spending:,.0f} and the budget is {budget:,.0f}. "
            f"Take {decision.spending - budget:,.0f} away."
        )
    return decision


def _amount(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        raise DecisionError(f"{name} is {value!r:.40}, which is not an amount. Write one such as 1200.")
    if value < 0:
        raise DecisionError(f"{name} is {value:,.0f}, and it cannot be negative. Write 0 or more.")
    return float(value)


def _head_values(
    scenario: Scenario, round_number: int | None, head: Head, amounts: Mapping[str, float]
) -> dict[str, float]:
    both = [lever for lever in amounts if lever in LEVERS and LEVERS[lever].head is head]
    if both:
        raise DecisionError(
            f"both '{head}' and its lever '{both[0]}' are given. Decide one sum, or lever by lever."
        )
    divided = split(scenario, round_number, head, amounts[head])
    if not divided and amounts[head] > 0:
        raise DecisionError(f"nothing that '{head}' pays for is open in round {round_number}. Leave it at 0.")
    return {lever: divided.get(lever, 0.0) for lever in _levers_of(head)}


def _levers_of(head: Head) -> list[str]:
    return [lever.id for lever in LEVERS.values() if lever.head is head]


def _is_one_sum(scenario: Scenario, round_number: int | None, head: Head, amounts: Mapping[str, float]) -> bool:
    """Whether ``amounts`` gives all levers of ``head`` the values that some sum for the head would."""
    levers = _levers_of(head)
    if not all(lever in amounts for lever in levers):
        return False
    shares = {
        lever: setting.share
        for lever, setting in open_levers(scenario, round_number).items()
        if lever in levers and setting.share > 0
    }
    money = max((amounts[lever] * fsum(shares.values()) / share for lever, share in shares.items()), default=0.0)
    divided = split(scenario, round_number, head, money)
    return all(abs(divided.get(lever, 0.0) - amounts[lever]) <= TOLERANCE for lever in levers)


def _lever_value(scenario: Scenario, round_number: int | None, lever: str, value: float, current: float) -> float:
    if value == current:
        return value
    setting: LeverSettings = getattr(scenario.levers, lever)
    if not setting.available:
        raise DecisionError(f"'{lever}' is not part of this scenario. Leave it out.")
    if LEVERS[lever].head is None:
        opens = setting.from_round
        if value > 1:
            raise DecisionError(f"{lever} is {value:g}. Choose a value from 0 (modest) to 1 (bold).")
    else:
        opens = max(setting.from_round, scenario.levers.detail_from_round)
        if value > setting.maximum:
            raise DecisionError(f"{lever} is {value:,.0f} and its limit is {setting.maximum:,.0f}. Lower it.")
    if round_number is not None and round_number < opens:
        head = LEVERS[lever].head
        until = f" Until then decide '{head}' as one sum." if head else ""
        raise DecisionError(f"'{lever}' opens in round {opens} and this is round {round_number}.{until}")
    return value
