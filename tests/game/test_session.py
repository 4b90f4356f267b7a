"""A session plays, explains, saves, takes back and goes on: all from the decisions."""

import os
from pathlib import Path

import numpy as np
import pytest

from game.session import Session
from game.settings import autosave_file
from sim.decisions import DecisionError
from sim.engine import Simulation
from sim.record import RunRecord
from sim.scenario.load import load_scenario
from sim.scenario.vocabulary import Cause, Head, Move

PLANS = (
    {"acquisition": 4000, "retention": 2000},
    {"advertising": 800, "introductory_offers": 0, "referral_reward": 0, "staff": 4000},
)


def play_round(session: Session, plan: dict[str, float]) -> None:
    session.decide(plan)
    while not session.play_week():
        pass


@pytest.fixture
def game(shop: Path) -> Session:
    """A small game after two of its three rounds."""
    session = Session.start(shop, seed=5)
    for plan in PLANS:
        play_round(session, plan)
    return session


def test_it_plays_what_the_engine_plays(game: Session, shop: Path) -> None:
    plain = Simulation(load_scenario(shop), seed=5)
    for plan in PLANS:
        plain.decide(plain.player, plan)
        plain.advance()
    assert game.checksums == plain.checksums


def test_looking_changes_nothing(game: Session, shop: Path) -> None:
    other = Session.start(shop, seed=5)
    for plan in PLANS:
        other.decide(plan)
        ended = False
        while not ended:
            ended = other.play_week()
            other.look()
            other.story(3)
            other.taken_by()
            other.referred()
            other.reasons(Move.LEFT)
    other.report()
    assert other.checksums == game.checksums


def test_an_impossible_plan_is_refused_and_nothing_happens(game: Session) -> None:
    before = game.observation.decision
    with pytest.raises(DecisionError):
        game.decide({"acquisition": 1e9})
    assert game.observation.decision == before
    assert not game.playing


def test_a_saved_game_goes_on_to_the_same_end(game: Session) -> None:
    assert game.save() is None
    again = Session.resume(autosave_file())
    assert again.checksums == game.checksums
    for session in (game, again):
        play_round(session, {"training": 300})
    assert again.checksums == game.checksums
    assert again.over
    again.save()
    assert all(done.finished for done in RunRecord.load(autosave_file()).rounds)


def test_a_round_taken_back_never_was(game: Session, shop: Path) -> None:
    assert game.undo_round()
    assert len(game.decisions) == 1
    other = Session.start(shop, seed=5)
    play_round(other, PLANS[0])
    assert game.checksums == other.checksums
    assert (game.observation.people.rung == other.observation.people.rung).all()
    assert game.undo_round()
    assert not game.undo_round()


def test_weeks_under_way_cannot_be_taken_back(game: Session) -> None:
    game.play_week()
    assert not game.undo_round()
    assert game.playing


def test_the_flows_add_up_to_the_crowds(shop: Path) -> None:
    session = Session.start(shop, seed=5)
    play_round(session, PLANS[0])
    before = np.array(session.observation.rungs)
    play_round(session, PLANS[1])
    report = session.report()
    net = report.flows.sum(axis=0) - report.flows.sum(axis=1)
    came_and_went = np.array(session.observation.rungs) - before - net
    assert (came_and_went[2:] <= 0).all(), "nobody comes in above the street; some leave the market"
    assert report.round == 2
    assert report.before == session.observation.history[-2]
    assert report.flows.sum() == sum(sum(causes.values()) for causes in report.reasons.values())


def test_those_who_moved_for_a_cause_are_as_many_as_it_says(game: Session) -> None:
    told = [(move, cause, n) for move in Move for cause, n in game.reasons(move).items()]
    assert told
    for move, cause, count in told:
        assert 0 < game.movers(move, Cause(cause)).sum() <= count


def test_a_story_ends_where_the_customer_stands(game: Session) -> None:
    moves = game.moves_this_round()
    assert len(moves)
    for slot in {int(slot) for slot in moves.slot}:
        if game.observation.people.present[slot]:
            assert game.story(slot).steps[-1].target == game.observation.people.rung[slot]


def test_who_was_taken_is_with_a_rival(shop: Path) -> None:
    session = Session.start(shop, seed=5)
    session.decide({"retention": 0})
    taken = 0
    for _ in range(4):
        session.play_week()
        shops = session.taken_by()
        assert shops.max() < len(session.scenario.rivals)
        taken += int((shops >= 0).sum())
    assert taken == sum(rival.took for rival in session.observation.rivals)


def test_closed_heads_divide_the_way_the_engine_does(shop: Path) -> None:
    session = Session.start(shop, seed=5)
    assert not session.heads_open
    divided = {**session.divide(Head.ACQUISITION, 4000), **session.divide(Head.RETENTION, 2000)}
    session.decide({"acquisition": 4000, "retention": 2000})
    assert divided == {lever: session.observation.decision[lever] for lever in divided}


@pytest.mark.skipif(os.name != "posix", reason="a folder in the place of the file stands for any trouble")
def test_a_place_that_cannot_be_written_is_a_notice_and_the_game_goes_on(game: Session, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    notice = game.save(blocked / "run.json")
    assert notice is not None
    assert notice.key == "notice.game_not_saved"
    play_round(game, {})
    assert game.over
