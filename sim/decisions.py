"""What a firm decides each round: frozen, complete, and checked before it is accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

from sim.scenario.levers import LeverSettings, Start
from sim.scenario.problems import did_you_mean
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, Head
from sim.words import Sentence, SentenceError, Value, sentence

TOLERANCE = 0.005
"""Money by which a plan may pass its budget: the rounding of a cent."""
LARGEST = 1e12
"""No amount of money reaches this."""


class DecisionError(SentenceError):
    """A decision that cannot be carried out; ``about`` is what it names that cannot be, if that is one thing."""

    def __init__(self, said: Sentence, about: str = "") -> None:
        super().__init__(said)
        self.about = about


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
            hint = did_you_mean(str(name), names, sentence("hint.decisions", known=tuple(names)))
            raise DecisionError(sentence("decision.unknown", name=str(name), hint=hint), name)
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
        excess = decision.spending - budget
        raise DecisionError(
            sentence("decision.over_budget", spending=decision.spending, budget=budget, excess=excess)
        )
    return decision


def _amount(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        given: Value = sentence("value.text", text=value[:40]) if isinstance(value, str) else f"{value!r:.40}"
        raise DecisionError(sentence("decision.no_amount", name=name, value=given), name)
    if value < 0:
        raise DecisionError(sentence("decision.negative", name=name, amount=value), name)
    return float(value)


def _head_values(
    scenario: Scenario, round_number: int | None, head: Head, amounts: Mapping[str, float]
) -> dict[str, float]:
    both = [lever for lever in amounts if lever in LEVERS and LEVERS[lever].head is head]
    if both:
        raise DecisionError(sentence("decision.both", head=head, lever=both[0]))
    divided = split(scenario, round_number, head, amounts[head])
    if not divided and amounts[head] > 0:
        raise DecisionError(sentence("decision.nothing_open", head=head, round=str(round_number)), head)
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
        raise DecisionError(sentence("decision.no_lever", lever=lever), lever)
    if LEVERS[lever].head is None:
        opens = setting.from_round
        if value > 1:
            raise DecisionError(sentence("decision.no_dial", lever=lever, value=f"{value:g}"), lever)
    else:
        opens = max(setting.from_round, scenario.levers.detail_from_round)
        if value > setting.maximum:
            said = sentence("decision.over_limit", lever=lever, amount=value, limit=setting.maximum)
            raise DecisionError(said, lever)
    if round_number is not None and round_number < opens:
        said = sentence("decision.closed", lever=lever, opens=opens, round=round_number)
        head = LEVERS[lever].head
        if head:
            said = sentence("decision.closed_within", said=said, head=head)
        raise DecisionError(said, lever)
    return value
