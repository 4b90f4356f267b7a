"""Decisions: what may be decided, and every sentence that says why something may not."""

import pytest
from markets import corner_cafe, variant

from sim import decisions
from sim.decisions import Decision, DecisionError
from sim.engine import Simulation
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, Head

BUDGET = 12_000.0
CAFE = (
    "advertising",
    "introductory_offers",
    "referral_reward",
    "staff",
    "training",
    "loyalty_card",
    "promise",
)
"""The levers of the café."""


@pytest.fixture
def cafe() -> Scenario:
    return corner_cafe()


def current(scenario: Scenario) -> Decision:
    return decisions.from_start(scenario.firm.start)


def decide(
    scenario: Scenario, given: dict[str, object], round_number: int | None = 3, budget: float = BUDGET
) -> Decision:
    return decisions.decide(scenario, round_number, budget, current(scenario), given)


class TestADecision:
    def test_has_a_value_for_every_lever(self, cafe: Scenario) -> None:
        decision = current(cafe)
        assert list(decision) == list(LEVERS)
        assert len(decision) == len(LEVERS)
        assert dict(decision) == cafe.firm.start.model_dump()

    def test_adds_up_by_head_and_a_promise_costs_nothing(self, cafe: Scenario) -> None:
        decision = decide(cafe, {"promise": 1.0})
        assert decision.head(Head.ACQUISITION) == 500
        assert decision.head(Head.RETENTION) == 2900
        assert decision.spending == 3400

    def test_cannot_be_changed(self, cafe: Scenario) -> None:
        decision = current(cafe)
        with pytest.raises(TypeError):
            decision["staff"] = 1  # a Mapping, not a MutableMapping
        with pytest.raises(AttributeError):
            decision.values_by_lever = {}
        with pytest.raises(TypeError):
            decision.values_by_lever["staff"] = 1

    def test_taken_again_is_the_same(self, cafe: Scenario) -> None:
        for round_number in (1, 2, 3):
            once = decide(cafe, {"acquisition": 5000, "retention": 6000}, round_number)
            assert decide(cafe, dict(once), round_number) == once


class TestHeads:
    def test_money_is_divided_by_the_shares_of_the_open_levers(self, cafe: Scenario) -> None:
        decision = decide(cafe, {"acquisition": 4000, "retention": 7000})
        assert decision["advertising"] == pytest.approx(4000 * 1.0 / 2.0)
        assert decision["introductory_offers"] == pytest.approx(4000 * 0.7 / 2.0)
        assert decision["referral_reward"] == pytest.approx(4000 * 0.3 / 2.0)
        assert decision["staff"] == pytest.approx(7000 * 2.4 / 3.5)
        assert decision["training"] == pytest.approx(7000 * 0.6 / 3.5)
        assert decision["loyalty_card"] == pytest.approx(7000 * 0.5 / 3.5)
        assert decision.spending == pytest.approx(11_000)

    def test_a_lever_that_has_not_opened_gets_nothing(self, cafe: Scenario) -> None:
        later = variant(cafe, {"levers.referral_reward.from_round": 4})
        assert decide(later, {"acquisition": 1700}, 3)["referral_reward"] == 0
        assert decide(later, {"acquisition": 1700}, 3)["advertising"] == pytest.approx(1000)
        assert decide(later, {"acquisition": 2000}, 4)["referral_reward"] == pytest.approx(300)

    def test_a_lever_never_gets_more_than_its_limit(self, cafe: Scenario) -> None:
        capped = variant(cafe, {"levers.advertising.maximum": 800})
        assert decide(capped, {"acquisition": 4000})["advertising"] == 800

    def test_what_is_not_named_stays(self, cafe: Scenario) -> None:
        decision = decide(cafe, {"acquisition": 0})
        assert decision.head(Head.ACQUISITION) == 0
        assert decision.head(Head.RETENTION) == 2900
        assert decision["promise"] == 0.6
        assert decide(cafe, {}) == current(cafe)


class TestOpenLevers:
    def test_by_round(self, cafe: Scenario) -> None:
        assert "promise" not in decisions.open_levers(cafe, 2)
        assert "promise" in decisions.open_levers(cafe, 3)
        assert set(decisions.open_levers(cafe, None)) == set(CAFE)

    def test_what_the_scenario_does_not_have_never_opens(self, cafe: Scenario) -> None:
        without = variant(cafe, {"levers.loyalty_card.available": False})
        assert "loyalty_card" not in decisions.open_levers(without, 8)
        assert "loyalty_card" not in decisions.open_levers(without, None)

    def test_heads_open_in_their_round(self, cafe: Scenario) -> None:
        assert [decisions.heads_open(cafe, number) for number in (1, 2, 3)] == [False, True, True]

    def test_with_every_lever_open_any_may_be_set(self, cafe: Scenario) -> None:
        decision = decide(cafe, {"promise": 0.9, "advertising": 1}, round_number=None)
        assert decision["promise"] == 0.9


class TestAfford:
    def test_what_the_budget_covers_stays(self, cafe: Scenario) -> None:
        assert decisions.afford(current(cafe), 3400) == current(cafe)

    def test_what_it_does_not_cover_shrinks_alike_but_not_the_promise(self, cafe: Scenario) -> None:
        poor = decisions.afford(current(cafe), 1700)
        assert poor.spending == pytest.approx(1700)
        assert poor["staff"] == pytest.approx(1300)
        assert poor["advertising"] == pytest.approx(250)
        assert poor["promise"] == 0.6

    def test_nothing_can_be_afforded_with_nothing(self, cafe: Scenario) -> None:
        assert decisions.afford(current(cafe), 0).spending == 0


NAMES = ", ".join(["acquisition", "retention", *CAFE])

ERRORS: list[tuple[dict[str, object], int, str]] = [
    ({"adverts": 1}, 3, "'adverts' is not something that can be decided. Did you mean 'advertising'?"),
    ({"xyz": 1}, 3, f"'xyz' is not something that can be decided. You can decide: {NAMES}."),
    ({"staff": -5}, 3, "staff is -5, and it cannot be negative. Write 0 or more."),
    ({"staff": "much"}, 3, "staff is 'much', which is not an amount. Write one such as 1200."),
    ({"staff": None}, 3, "staff is None, which is not an amount. Write one such as 1200."),
    ({"staff": True}, 3, "staff is True, which is not an amount. Write one such as 1200."),
    ({"staff": float("nan")}, 3, "staff is nan, which is not an amount. Write one such as 1200."),
    ({"staff": float("inf")}, 3, "staff is inf, which is not an amount. Write one such as 1200."),
    ({"retention": float("-inf")}, 3, "retention is -inf, which is not an amount. Write one such as 1200."),
    ({"retention": [1]}, 3, "retention is [1], which is not an amount. Write one such as 1200."),
    (
        {"acquisition": 9000, "retention": 4000},
        3,
        "the plan spends 13,000 and the budget is 12,000. Take 1,000 away.",
    ),
    (
        {"acquisition": 100, "advertising": 50},
        3,
        "both 'acquisition' and its lever 'advertising' are given. Decide one sum, or lever by lever.",
    ),
    ({"promise": 1.2}, 3, "promise is 1.2. Choose a value from 0 (modest) to 1 (bold)."),
    ({"promise": 0.9}, 2, "'promise' opens in round 3 and this is round 2."),
    (
        {"training": 400},
        1,
        "'training' opens in round 2 and this is round 1. Until then decide 'retention' as one sum.",
    ),
]


@pytest.mark.parametrize(("given", "round_number", "message"), ERRORS, ids=[str(given) for given, _, _ in ERRORS])
def test_what_cannot_be_decided_is_refused_in_one_sentence(
    cafe: Scenario, given: dict[str, object], round_number: int, message: str
) -> None:
    with pytest.raises(DecisionError) as error:
        decide(cafe, given, round_number)
    assert str(error.value) == message


def test_limits_and_absent_levers_are_named(cafe: Scenario) -> None:
    special = variant(
        cafe,
        {
            "levers.staff.maximum": 5000,
            "levers.loyalty_card.available": False,
            "levers.advertising.available": False,
            "levers.introductory_offers.available": False,
            "levers.referral_reward.available": False,
        },
    )
    for given, message in (
        ({"staff": 6000}, "staff is 6,000 and its limit is 5,000. Lower it."),
        ({"loyalty_card": 10}, "'loyalty_card' is not part of this scenario. Leave it out."),
        ({"acquisition": 10}, "nothing that 'acquisition' pays for is open in round 3. Leave it at 0."),
    ):
        with pytest.raises(DecisionError) as error:
            decide(special, given)
        assert str(error.value) == message
    assert decide(special, {"acquisition": 0}).head(Head.ACQUISITION) == 0


def test_a_cent_of_rounding_is_forgiven(cafe: Scenario) -> None:
    assert decide(cafe, {"acquisition": 6000.002, "retention": 6000.002}).spending > BUDGET
    with pytest.raises(DecisionError):
        decide(cafe, {"acquisition": 6000.01, "retention": 6000.01})


def test_a_refused_decision_leaves_the_one_in_force(cafe: Scenario) -> None:
    game = Simulation(variant(cafe, {"market.customers": 100, "time.warm_up": 0}), 1)
    before = game.observe("esquina").decision
    with pytest.raises(DecisionError):
        game.decide("esquina", {"acquisition": 1, "retention": 1e9})
    assert game.observe("esquina").decision == before
