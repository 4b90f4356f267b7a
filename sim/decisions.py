"""What a firm decides each round: frozen, complete, and checked before it is accepted."""

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
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
_OF_HEAD = {head: tuple(lever.id for lever in LEVERS.values() if lever.head is head) for head in Head}
AIM = "@"
"""Between a lever and the segment at which it is aimed: advertising@student."""
STRONGEST_AIM = 10.0
"""Most money per head, times that of a segment with weight 1, that can be aimed at a segment."""
_NO_AIMS: Mapping[str, float] = MappingProxyType({})


class DecisionError(SentenceError):
    """A decision that cannot be carried out; ``about`` is what it names that cannot be, if that is one thing."""

    def __init__(self, said: Sentence, about: str = "") -> None:
        super().__init__(said)
        self.about = about


@dataclass(frozen=True)
class Decision(Mapping[str, float]):
    """A value for every lever: money per round, or 0..1 for a dial.

    ``aims`` says, by lever and segment (``advertising@student``), how much of a lever's money goes to a head of
    that segment, relative to the others; where it says nothing the weight is 1.
    """

    values_by_lever: Mapping[str, float]
    aims: Mapping[str, float]

    def __getitem__(self, lever: str) -> float:
        return self.values_by_lever[lever]

    def __iter__(self) -> Iterator[str]:
        return iter(LEVERS)

    def __len__(self) -> int:
        return len(LEVERS)

    def items(self) -> ItemsView[str, float]:
        """Levers and their values, all at once."""
        return self.values_by_lever.items()

    def values(self) -> ValuesView[float]:
        """Values, in the levers' order."""
        return self.values_by_lever.values()

    def aim(self, lever: str) -> dict[str, float]:
        """Weight of the money per head by segment, for the segments that ``lever`` is aimed at or away from."""
        if not self.aims:
            return {}  # as nearly always, and every lever asks every week
        aimed = (name.partition(AIM) for name in self.aims if name.startswith(lever + AIM))
        return {segment: self.aims[f"{lever}{AIM}{segment}"] for _, _, segment in aimed}

    @property
    def complete(self) -> dict[str, float]:
        """Everything decided, by name: to be written down, and decided again as it is."""
        return {**self, **self.aims}

    def head(self, head: Head) -> float:
        """Money that goes to ``head``."""
        return fsum([self.values_by_lever[lever] for lever in _OF_HEAD[head]])

    @property
    def spending(self) -> float:
        """Money that the whole decision takes."""
        return fsum([self.head(head) for head in Head])


def of(values: Mapping[str, float], aims: Mapping[str, float] = _NO_AIMS) -> Decision:
    """A decision from a value for every lever, and from where levers are aimed."""
    return Decision(MappingProxyType({lever: float(values[lever]) for lever in LEVERS}), aims)


def from_start(start: Start) -> Decision:
    """The decision in force before the first round."""
    return of(vars(start))


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
    scaled = {lever: value * (factor if LEVERS[lever].head else 1.0) for lever, value in decision.items()}
    return of(scaled, decision.aims)


def decide(
    scenario: Scenario,
    round_number: int | None,
    budget: float,
    current: Decision,
    given: Mapping[str, object],
) -> Decision:
    """The complete decision that ``given`` asks for in ``round_number`` (None: with every lever open).

    ``given`` names levers, heads (``acquisition``, ``retention``, ``growth``) whose money is divided by shares, or
    a lever aimed at a segment (``advertising@student``) with its weight. What it does not name stays as in
    ``current``. Levers that have not opened may be named with just the values that a
    sum for their head gives them, so that a complete decision can be taken again. Raises DecisionError for
    anything that cannot be carried out.
    """
    values = dict(current.items())
    aims = dict(current.aims)
    for name in given:
        if AIM in str(name):
            aims[str(name)] = _weight(scenario, round_number, str(name), given[name], current)
        elif name not in LEVERS and name not in _OF_HEAD:
            hint = did_you_mean(str(name), [*Head, *LEVERS], sentence("hint.decisions", known=_decidable(scenario)))
            raise DecisionError(sentence("decision.unknown", name=str(name), hint=hint), name)
    amounts = {name: _amount(name, given[name]) for name in given if name not in aims}
    for head in Head:
        if head in amounts:
            values.update(_head_values(scenario, round_number, head, amounts))
    for lever in LEVERS:
        if lever in amounts and amounts[lever] != current[lever]:
            _check(scenario, round_number, lever, amounts)
            values[lever] = amounts[lever]
    decision = of(values, MappingProxyType(aims))
    if decision.spending > budget + TOLERANCE:
        excess = decision.spending - budget
        raise DecisionError(
            sentence("decision.over_budget", spending=decision.spending, budget=budget, excess=excess)
        )
    return decision


def _decidable(scenario: Scenario) -> tuple[str, ...]:
    """The heads and levers of ``scenario``."""
    levers = open_levers(scenario, None)
    heads = [head for head in Head if any(LEVERS[lever].head is head for lever in levers)]
    return (*heads, *levers)


def _amount(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        given: Value = sentence("value.text", text=value[:40]) if isinstance(value, str) else f"{value!r:.40}"
        raise DecisionError(sentence("decision.no_amount", name=name, value=given), name)
    if value < 0:
        raise DecisionError(sentence("decision.negative", name=name, amount=value), name)
    return float(value)


def _weight(scenario: Scenario, round_number: int | None, name: str, value: object, current: Decision) -> float:
    """The weight that ``name``, a lever aimed at a segment, may have."""
    lever, _, segment = name.partition(AIM)
    aimable = [each.id for each in LEVERS.values() if each.aimable and getattr(scenario.levers, each.id).available]
    if lever not in aimable:
        hint = did_you_mean(lever, aimable, sentence("hint.aimable", known=tuple(aimable)))
        raise DecisionError(sentence("decision.not_aimable", name=name, lever=lever, hint=hint), name)
    segments = [each.id for each in scenario.market.segments]
    if segment not in segments:
        hint = did_you_mean(segment, segments, sentence("hint.segments", known=tuple(segments)))
        raise DecisionError(sentence("decision.no_segment", name=name, segment=segment, hint=hint), name)
    weight = _amount(name, value)
    if weight > STRONGEST_AIM:
        raise DecisionError(
            sentence("decision.no_weight", name=name, weight=f"{weight:g}", most=STRONGEST_AIM), name
        )
    if weight != current.aims.get(name, 1.0):
        _check_open(scenario, round_number, lever, name)
    return weight


def _head_values(
    scenario: Scenario, round_number: int | None, head: Head, amounts: Mapping[str, float]
) -> dict[str, float]:
    both = [lever for lever in amounts if lever in LEVERS and LEVERS[lever].head is head]
    if both:
        raise DecisionError(sentence("decision.both", head=head, lever=both[0]))
    divided = split(scenario, round_number, head, amounts[head])
    if not divided and amounts[head] > 0:
        raise DecisionError(sentence("decision.nothing_open", head=head, round=str(round_number)), head)
    return {lever: divided.get(lever, 0.0) for lever in _OF_HEAD[head]}


def _is_one_sum(scenario: Scenario, round_number: int | None, head: Head, amounts: Mapping[str, float]) -> bool:
    """Whether ``amounts`` gives all levers of ``head`` the values that some sum for the head would."""
    levers = _OF_HEAD[head]
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


def _check(scenario: Scenario, round_number: int | None, lever: str, amounts: Mapping[str, float]) -> None:
    """Raises DecisionError if ``lever`` can have its amount neither by itself nor as a part of a sum."""
    head = LEVERS[lever].head
    try:
        _check_value(scenario, round_number, lever, amounts[lever])
    except DecisionError:
        if head is None or not _is_one_sum(scenario, round_number, head, amounts):
            raise


def _check_value(scenario: Scenario, round_number: int | None, lever: str, value: float) -> None:
    setting: LeverSettings = getattr(scenario.levers, lever)
    if not setting.available:
        raise DecisionError(sentence("decision.no_lever", lever=lever), lever)
    if LEVERS[lever].head is None:
        if value > 1:
            raise DecisionError(sentence("decision.no_dial", lever=lever, value=f"{value:g}"), lever)
    elif value > setting.maximum:
        raise DecisionError(
            sentence("decision.over_limit", lever=lever, amount=value, limit=setting.maximum), lever
        )
    _check_open(scenario, round_number, lever, lever)


def _check_open(scenario: Scenario, round_number: int | None, lever: str, name: str) -> None:
    """Raises DecisionError if ``lever``, given as ``name``, cannot be set by itself yet."""
    head, opens = LEVERS[lever].head, getattr(scenario.levers, lever).from_round
    if head is not None:
        opens = max(opens, scenario.levers.detail_from_round)
    if round_number is not None and round_number < opens:
        said = sentence("decision.closed", lever=lever, opens=opens, round=round_number)
        if head:
            said = sentence("decision.closed_within", said=said, head=head)
        raise DecisionError(said, name)
