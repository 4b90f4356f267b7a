"""Rule 13: word of mouth."""

import numpy as np
from markets import corner_cafe, played, small, variant

from sim.journal import MOVES
from sim.scenario.vocabulary import Cause, Move

SILENT = {"model__talk__supporter": 0.0, "model__talk__detractor": 0.0}
NO_REFERRALS = {"ladder.rungs.*.referral": 0.0}
LONG = {"rounds": 2, "weeks": 13, "warm_up": 39}


def _joined_by_referral(game) -> int:
    moves = game.journal.moves(0)
    joined = moves.where(moves.kind == MOVES.index(Move.JOINED))
    return int(np.count_nonzero(joined.causes[:, 0] == Cause.REFERRAL))


def test_people_who_talk_make_a_firm_known() -> None:
    silent, talking = (
        played(variant(small(900, **LONG, **talk), NO_REFERRALS), seed=3)
        for talk in (SILENT, {"model__talk__supporter": 0.5, "model__talk__detractor": 0.0})
    )
    known = [float(np.mean(game.world.state.awareness[2])) for game in (silent, talking)]
    assert known[1] > known[0]


def test_criticism_costs_trust_and_praise_earns_it() -> None:
    def trust(cause: str) -> float:
        rates = {"model__talk__supporter": 0.0, "model__talk__detractor": 0.0, f"model__talk__{cause}": 1.0}
        everyone_a_detractor = {"model__talk__detractor_below": 1.0}
        game = played(variant(small(900, **LONG, **rates, **everyone_a_detractor), NO_REFERRALS), seed=3)
        state = game.world.state
        outsiders = (state.purchases == 0) & state.present
        return float(np.mean(state.trust[outsiders]))

    assert trust("detractor") < trust("supporter") - 0.05


def test_without_talk_or_referrals_nobody_hears_from_a_friend() -> None:
    game = played(variant(small(900, **LONG, **SILENT), NO_REFERRALS))
    causes = set(np.unique(game.journal.moves().causes))
    assert not causes & {Cause.PRAISE, Cause.CRITICISM, Cause.REFERRAL}


def test_the_higher_the_rung_the_more_they_bring() -> None:
    rates = [rung.referral for rung in corner_cafe().ladder.rungs]
    assert rates == sorted(rates)
    none, usual, many = (
        _joined_by_referral(
            played(variant(small(900, **LONG), {"ladder.rungs.*.referral": rate} if rate is not None else {}))
        )
        for rate in (0.0, None, 0.1)
    )
    assert none == 0
    assert 0 < usual < many


def test_a_reward_brings_more_referrals() -> None:
    scenario = small(900, **LONG, levers__detail_from_round=1)
    plain, paid = (_joined_by_referral(played(scenario, seed=5, referral_reward=money)) for money in (0.0, 4000.0))
    assert paid > plain


def test_a_reward_is_spread_over_all_whom_it_makes_refer() -> None:
    """A little money does little where there are many acquaintances, even if nobody is a friend yet."""
    nobody_a_friend = {"ladder.rungs.4.enter": {"purchases": 1000}, "ladder.rungs.5.enter": {"purchases": 1000}}
    scenario = variant(small(900, **LONG, levers__detail_from_round=1), nobody_a_friend)
    plain, little, much = (
        _joined_by_referral(played(scenario, seed=5, referral_reward=money)) for money in (0.0, 65.0, 4000.0)
    )
    assert plain <= little < (plain + much) / 2


def test_the_referred_trust_more_and_expect_what_they_will_get() -> None:
    """Referred customers arrive with accurate expectations and with more trust than the advertised."""
    game = played(variant(corner_cafe(), {"time.rounds": 4, "ladder.rungs.*.referral": 0.02}), seed=3)
    state, moves = game.world.state, game.journal.moves(2)
    first = moves.where((moves.kind == MOVES.index(Move.JOINED)) & (moves.week > game.world.week - 4))
    by = {cause: first.slot[first.causes[:, 0] == cause] for cause in (Cause.REFERRAL, Cause.ADVERTISING)}
    assert min(len(slots) for slots in by.values()) > 5
    trust = {cause: float(np.mean(state.trust[2, slots])) for cause, slots in by.items()}
    assert trust[Cause.REFERRAL] > trust[Cause.ADVERTISING]
