"""Rule 11: the loyalty ladder."""

import numpy as np
import pytest
from markets import corner_cafe, played, small, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.market.ladder import attained, strength
from sim.market.rungs import JUDGED_BY, asked_for
from sim.scenario.ladder import Ladder
from sim.scenario.parameters import StrengthRule
from sim.scenario.vocabulary import Cause, Move

LADDER = Ladder()
STRANGER, PROSPECT, CUSTOMER, CLIENT, SUPPORTER, ADVOCATE = range(6)


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def states(**given: float) -> tuple[np.ndarray, ...]:
    usual = dict.fromkeys(JUDGED_BY, 1.0) | {"purchases": 100}
    return tuple(single(value) for value in (usual | given).values())


def rung(margin: float = 0.0, **given: float) -> int:
    return int(attained(asked_for(LADDER, margin), states(**given))[0])


class TestStrength:
    def test_worked_example(self) -> None:
        """.35 x .6 + .35 x .5 + .30 x .4 = .505."""
        assert strength(single(0.6), single(0.5), single(0.4), StrengthRule()) == pytest.approx([0.505])

    def test_is_whole_when_its_parts_are(self) -> None:
        one, none = single(1.0), single(0.0)
        assert strength(one, one, one, StrengthRule()) == pytest.approx([1.0])
        assert strength(none, none, none, StrengthRule()) == pytest.approx([0.0])


class TestAttainedRung:
    @pytest.mark.parametrize(
        ("state", "expected"),
        [
            ({}, ADVOCATE),
            ({"awareness": 0.2}, STRANGER),
            ({"purchases": 0}, PROSPECT),
            ({"strength": 0.34}, PROSPECT),
            ({"purchases": 1}, CUSTOMER),
            ({"strength": 0.49}, CUSTOMER),
            ({"purchases": 2}, CLIENT),
            ({"trust": 0.5}, CLIENT),  # friends need trust
            ({"satisfaction": 0.5}, CLIENT),
            ({"purchases": 4}, SUPPORTER),
            ({"commitment": 0.5}, SUPPORTER),  # partners need commitment
            ({"trust": 0.69}, SUPPORTER),
            ({"purchases": 8, "strength": 0.72}, ADVOCATE),
        ],
    )
    def test_what_each_rung_asks_for(self, state: dict[str, float], expected: int) -> None:
        assert rung(**state) == expected

    def test_the_margin_forgives_states_but_not_purchases(self) -> None:
        assert rung(strength=0.65) == SUPPORTER
        assert rung(margin=0.08, strength=0.65) == ADVOCATE
        assert rung(margin=0.08, strength=0.63) == SUPPORTER
        assert rung(margin=0.08, purchases=7) == SUPPORTER

    def test_a_stronger_state_never_means_a_lower_rung(self) -> None:
        levels = np.linspace(0, 1, 41)
        for name in ("awareness", "strength", "satisfaction", "trust", "commitment"):
            heights = [rung(**{name: level}) for level in levels]
            assert heights == sorted(heights)

    def test_every_customer_is_judged(self) -> None:
        grid = [np.tile(values, 15) for values in states()]
        grid[JUDGED_BY.index("trust")][7] = 0.5
        heights = attained(asked_for(LADDER), tuple(grid))
        assert heights[7] == CLIENT
        assert np.count_nonzero(heights == ADVOCATE) == 14


def test_a_climb_takes_two_reviews_and_one_rung_at_a_time() -> None:
    game = played(small(600, rounds=3, weeks=13, warm_up=0), seed=4)
    moves = game.journal.moves()
    climbs = moves.where(moves.kind == MOVES.index(Move.CLIMBED))
    assert len(climbs) > 30
    assert (climbs.target - climbs.origin == 1).all()
    ladder = game.scenario.ladder
    assert (climbs.week % ladder.review_weeks == 0).all()
    pair = moves.firm.astype(np.int64) * 10_000 + moves.slot
    gaps = [np.diff(moves.week[(pair == each) & (moves.kind == MOVES.index(Move.CLIMBED))]) for each in set(pair)]
    waits = np.concatenate(gaps)
    assert waits.min() >= ladder.periods * ladder.review_weeks


def test_a_betrayal_makes_customers_fall_and_not_all_leave() -> None:
    """Trust shaken: after two reviews those above the first rung of customers fall, one rung at a time."""
    scandal = {
        "id": "it",
        "round": 1,
        "week": 1,
        "weeks": 1,
        "kind": "trust",
        "size": -0.9,
        "firm": "norte",
        "text": "x",
    }
    market = small(900, rounds=1, weeks=13, warm_up=39)
    kinds = []
    for events in ([], [scandal]):
        game = played(variant(market, {"events": events}))
        moves = game.journal.moves(1, since=39)
        fell = moves.where(moves.kind == MOVES.index(Move.FELL))
        assert (fell.origin - fell.target == 1).all()
        assert (fell.target >= game.world.rungs.first_customer).all()
        kinds.append(len(fell))
        if events:
            assert fell.week.min() >= 39 + (game.scenario.ladder.periods - 1) * game.scenario.ladder.review_weeks
            assert (fell.causes == Cause.EVENT).any(axis=1).mean() > 0.9
    assert kinds[1] > 10 + 5 * kinds[0]


def test_friendship_takes_time() -> None:
    """A5: partnership needs many good weeks, whatever is spent."""
    game = Simulation(variant(corner_cafe(), {"time.warm_up": 0, "time.rounds": 1}), 3)
    game.advance()
    assert game.history("estacion")[-1]["advocates"] == 0


def test_more_conditions_or_more_periods_mean_fewer_climbs() -> None:
    def climbs(**changes: object) -> int:
        moves = played(small(600, rounds=3, weeks=13, **changes)).journal.moves()
        return int(np.count_nonzero(moves.kind == MOVES.index(Move.CLIMBED)))

    usual = climbs()
    assert climbs(ladder__periods=6) < usual
    assert climbs(ladder__rungs__3__enter={"strength": 0.9, "purchases": 2}) < usual


def test_only_customers_leave_and_they_may_come_back() -> None:
    game = played(variant(corner_cafe(), {"time.rounds": 4}), seed=2)
    moves = game.journal.moves(0)
    first = game.world.rungs.first_customer
    left = moves.kind == MOVES.index(Move.LEFT)
    assert left.sum() > 50
    assert (moves.origin[left] >= first).all()
    assert (moves.target[left] < first).all()
    joined = moves.slot[moves.kind == MOVES.index(Move.JOINED)]
    assert len(joined) > len(np.unique(joined))  # some joined twice


def test_customers_are_those_who_have_bought_since_joining() -> None:
    state = played(small(600, rounds=2, weeks=13)).world.state
    first = corner_cafe().ladder.first_customer
    assert ((state.purchases > 0) == (state.rung >= first)).all()


def test_who_stops_coming_leaves_in_the_end() -> None:
    """A market that closes its doors: with no occasions left, every customer lapses."""
    season = [1.0] * 13 + [0.0] * 40
    game = played(small(rounds=1, weeks=52, warm_up=0, market__season=season))
    state = game.world.state
    assert game.journal.moves().where(game.journal.moves().kind == MOVES.index(Move.JOINED)).week.max() < 13
    silent = 52 - state.last_week
    assert ((state.rung < 2) | (silent <= state.lapse_weeks + 2)).all()
    assert game.history("norte")[-1]["lost_customers"] > 0
