"""The journal of causes: what it says must be so."""

from collections.abc import Sequence

import numpy as np
import pytest
from markets import corner_cafe, played, small, variant

from sim.engine import Simulation
from sim.journal import MOVES, NOBODY, Entry, Journal, Moves
from sim.market.ladder import strength
from sim.market.reasons import LEAST, OUTSIDE
from sim.scenario.vocabulary import Cause, Move

N = 10


class Notebook:
    """A journal written by hand about slot 3 of firm 1."""

    def __init__(self) -> None:
        self.journal = Journal(firms=2, customers=N)
        self.key = np.array([1 * N + 3])

    def change(self, week: int, cause: Cause, amount: float) -> None:
        self.journal.changed(week, cause, self.key, np.array([amount], dtype=np.float32))

    def move(
        self, week: int, kind: Move, strength_now: float, named: Cause = Cause.NONE, rival: int = NOBODY
    ) -> None:
        self.journal.moved(
            week,
            kind,
            self.key,
            (np.array([2], dtype=np.int8), np.array([3], dtype=np.int8)),
            np.array([strength_now], dtype=np.float32),
            np.array([rival], dtype=np.int8),
            np.array([named], dtype=np.int8),
        )

    @property
    def last(self) -> list[tuple[Cause, float]]:
        """Causes and amounts of the last move."""
        moves = self.journal.moves()
        return [
            (Cause(int(cause)), pytest.approx(float(amount), abs=1e-6))
            for cause, amount in zip(moves.causes[-1], moves.amounts[-1], strict=True)
        ]


class TestByHand:
    @pytest.mark.parametrize("recovered", [0.01, 0.0, -0.01])
    def test_frustration_with_machines_and_with_answers_adds_up(self, recovered: float) -> None:
        book = Notebook()
        book.move(1, Move.JOINED, 0.50, Cause.ADVERTISING)
        book.change(2, Cause.SELF_SERVICE, -0.06)
        book.change(3, Cause.RECOVERY, recovered)
        book.move(4, Move.FELL, 0.44 + recovered)
        assert book.last[0] == (Cause.FRUSTRATION, -0.06 + min(recovered, 0.0))

    def test_a_climb_has_its_causes_heaviest_first_and_the_rest_is_commitment(self) -> None:
        """From .40 to .50: service .05, promise .02, wait -.03; the other .06 grew quietly."""
        book = Notebook()
        book.move(1, Move.JOINED, 0.40, Cause.ADVERTISING)
        book.change(2, Cause.GOOD_SERVICE, 0.05)
        book.change(3, Cause.PROMISE_KEPT, 0.02)
        book.change(3, Cause.WAIT, -0.03)
        book.move(4, Move.CLIMBED, 0.50)
        assert book.last == [(Cause.COMMITMENT, 0.06), (Cause.GOOD_SERVICE, 0.05), (Cause.PROMISE_KEPT, 0.02)]

    def test_a_fall_names_what_hurt_and_the_rest_is_neglect(self) -> None:
        """From .50 to .30: wait -.10, failure -.05, service +.02; the other -.07 faded by itself."""
        book = Notebook()
        book.move(1, Move.JOINED, 0.50, Cause.ADVERTISING)
        book.change(2, Cause.WAIT, -0.10)
        book.change(3, Cause.FAILURE, -0.05)
        book.change(3, Cause.GOOD_SERVICE, 0.02)
        book.move(4, Move.FELL, 0.30)
        assert book.last == [(Cause.WAIT, -0.10), (Cause.NEGLECT, -0.07), (Cause.FAILURE, -0.05)]

    def test_each_move_counts_from_the_one_before(self) -> None:
        book = Notebook()
        book.change(1, Cause.WAIT, -0.2)
        book.move(1, Move.FELL, 0.40)
        book.change(2, Cause.RECOVERY, 0.1)
        book.move(3, Move.CLIMBED, 0.50)
        assert book.last == [(Cause.RECOVERY, 0.1), (Cause.NONE, 0), (Cause.NONE, 0)]

    def test_opposites_are_netted(self) -> None:
        book = Notebook()
        book.move(1, Move.JOINED, 0.40, Cause.ADVERTISING)
        for amount in (0.05, 0.04):
            book.change(2, Cause.GOOD_SERVICE, amount)
        book.change(3, Cause.GOOD_SERVICE, -0.08)
        book.move(4, Move.FELL, 0.41)
        assert Cause.POOR_SERVICE not in [cause for cause, _ in book.last]

    def test_an_offer_that_lured_comes_first_unless_something_else_weighs_clearly(self) -> None:
        mild, harsh = Notebook(), Notebook()
        for book, wait in ((mild, -0.02), (harsh, -0.2)):
            book.move(1, Move.JOINED, 0.5, Cause.ADVERTISING)
            book.change(2, Cause.WAIT, wait)
            book.move(3, Move.LEFT, 0.5 + wait, Cause.RIVAL_OFFER, rival=0)
        assert [cause for cause, _ in mild.last][:2] == [Cause.RIVAL_OFFER, Cause.WAIT]
        assert harsh.last[0] == (Cause.WAIT, -0.2)
        assert mild.journal.moves().rival[-1] == harsh.journal.moves().rival[-1] == 0

    def test_how_one_came_is_the_cause_of_joining(self) -> None:
        book = Notebook()
        book.change(1, Cause.PRAISE, 0.2)
        book.move(1, Move.JOINED, 0.6, Cause.REFERRAL)
        assert book.last[0][0] == Cause.REFERRAL

    def test_a_story_is_told_in_order_and_without_trifles(self) -> None:
        book = Notebook()
        book.change(2, Cause.WAIT, -0.05)
        book.change(4, Cause.GOOD_SERVICE, LEAST / 2)
        book.change(5, Cause.RECOVERY, 0.03)
        assert list(book.journal.story(1, 3)) == [
            Entry(2, Cause.WAIT, pytest.approx(-0.05)),
            Entry(5, Cause.RECOVERY, pytest.approx(0.03)),
        ]
        assert not list(book.journal.story(0, 3))
        assert not list(book.journal.story(1, 4))

    def test_trifles_still_add_up_in_a_move(self) -> None:
        book = Notebook()
        book.move(1, Move.JOINED, 0.40, Cause.ADVERTISING)
        for week in range(2, 22):
            book.change(week, Cause.PROMISE_KEPT, LEAST / 2)
        book.move(22, Move.CLIMBED, 0.44)
        assert book.last[0] == (Cause.PROMISE_KEPT, 0.04)

    def test_the_weightiest_cause_now(self) -> None:
        book = Notebook()
        assert not book.journal.weightiest(1).any()
        book.change(2, Cause.GOOD_SERVICE, 0.03)
        book.change(2, Cause.FAILURE, -0.05)
        expected = np.zeros(N)
        expected[3] = Cause.FAILURE
        assert book.journal.weightiest(1).tolist() == expected.tolist()
        assert not book.journal.weightiest(0).any()

    def test_moves_by_firm_and_weeks(self) -> None:
        book = Notebook()
        for week in (3, 5, 8):
            book.move(week, Move.CLIMBED, 0.5)
        assert [len(book.journal.moves(firm)) for firm in (None, 0, 1)] == [3, 0, 3]
        assert book.journal.moves(since=5).week.tolist() == [5, 8]
        assert book.journal.moves(1, since=4, until=8).week.tolist() == [5]
        assert len(Journal(2, N).moves()) == 0

    def test_reasons_count_main_causes_most_frequent_first(self) -> None:
        book = Notebook()
        for cause in (Cause.WAIT, Cause.FAILURE, Cause.WAIT):
            book.move(1, Move.JOINED, 0.5, Cause.ADVERTISING)
            book.change(2, cause, -0.1)
            book.move(3, Move.FELL, 0.4)
        reasons = book.journal.reasons(book.journal.moves())
        assert list(reasons[Move.FELL].items()) == [(Cause.WAIT, 2), (Cause.FAILURE, 1)]
        assert reasons[Move.JOINED] == {Cause.ADVERTISING: 3}
        assert reasons[Move.LEFT] == {}


@pytest.fixture(scope="module")
def game() -> Simulation:
    """A year at the corner café."""
    return played(variant(corner_cafe(), {"time.rounds": 4}), seed=3, acquisition=4000, retention=6000)


def of_kind(moves: Moves, *kinds: Move) -> Moves:
    return moves.where(np.isin(moves.kind, [MOVES.index(kind) for kind in kinds]))


class TestAMarket:
    def test_moves_make_sense(self, game: Simulation) -> None:
        moves, first = game.journal.moves(), game.world.rungs.first_customer
        for kind, rises, to_or_from_customer in (
            (Move.NOTICED, True, False),
            (Move.JOINED, True, True),
            (Move.CLIMBED, True, False),
            (Move.FELL, False, False),
            (Move.LEFT, False, True),
            (Move.FORGOT, False, False),
        ):
            some = of_kind(moves, kind)
            assert ((some.target > some.origin) == rises).all(), kind
            crossed = (some.origin >= first) != (some.target >= first)
            assert (crossed == to_or_from_customer).all(), kind
        assert {Move.NOTICED, Move.JOINED, Move.CLIMBED, Move.LEFT} <= {MOVES[kind] for kind in set(moves.kind)}

    def test_amounts_point_the_way_the_move_went(self, game: Simulation) -> None:
        moves = game.journal.moves()
        assert (of_kind(moves, Move.CLIMBED).amounts >= 0).all()
        assert (of_kind(moves, Move.FELL, Move.LEFT).amounts <= 0).all()
        sizes = np.abs(of_kind(moves, Move.CLIMBED).amounts)
        assert (np.diff(sizes, axis=1) <= 1e-6).all()

    def test_nobody_climbs_for_being_neglected_or_falls_out_of_commitment(self, game: Simulation) -> None:
        moves = game.journal.moves()
        assert Cause.NEGLECT not in of_kind(moves, Move.CLIMBED).causes
        assert Cause.COMMITMENT not in of_kind(moves, Move.FELL, Move.LEFT).causes

    def test_causes_have_the_sign_of_their_name(self, game: Simulation) -> None:
        good = {Cause.GOOD_SERVICE, Cause.RECOVERY, Cause.PROMISE_KEPT, Cause.PRAISE}
        bad = {Cause.POOR_SERVICE, Cause.WAIT, Cause.FAILURE, Cause.PROMISE_BROKEN, Cause.CRITICISM}
        told = [entry for slot in range(0, 1500, 40) for entry in game.journal.story(2, slot)]
        assert len(told) > 50
        for entry in told:
            assert abs(entry.amount) >= LEAST
            if entry.cause in good:
                assert entry.amount > 0
            if entry.cause in bad:
                assert entry.amount < 0

    def test_who_is_taken_by_a_rival_buys_there(self, game: Simulation) -> None:
        left = of_kind(game.journal.moves(), Move.LEFT)
        lured = left.where(left.rival >= 0)
        assert len(lured) > 100
        assert (lured.firm != lured.rival).all()
        last: dict[int, int] = {}
        taken = {(int(w), int(s)): int(r) for w, s, r in zip(lured.week, lured.slot, lured.rival, strict=True)}
        for sale in game.journal.sales:
            last.update(zip(sale.slot.tolist(), sale.firm.tolist(), strict=True))
            for (week, slot), rival in taken.items():
                if week == sale.week:
                    assert last[slot] == rival

    def test_a_life_change_is_outside_the_market_and_nothing_else_is(self, game: Simulation) -> None:
        left = of_kind(game.journal.moves(), Move.LEFT)
        outside = left.where(left.rival == OUTSIDE)
        assert len(outside) > 20
        assert (outside.causes[:, 0] == Cause.LIFE_CHANGE).all()
        assert not game.world.state.present[outside.slot].any()
        others = left.where(left.rival != OUTSIDE)
        assert Cause.LIFE_CHANGE not in others.causes

    def test_who_comes_by_referral_has_a_friend_who_bought_there(self, game: Simulation) -> None:
        joined = of_kind(game.journal.moves(), Move.JOINED)
        referred = joined.where(joined.causes[:, 0] == Cause.REFERRAL)
        assert len(referred) > 20
        friends = game.world.state.friends
        bought_before: dict[int, set[int]] = {firm: set() for firm in range(3)}
        by_week: dict[int, list[tuple[int, int]]] = {}
        for week, firm, slot in zip(referred.week, referred.firm, referred.slot, strict=True):
            by_week.setdefault(int(week), []).append((int(firm), int(slot)))
        for sale in game.journal.sales:
            for firm, slot in by_week.get(sale.week, []):
                tellers = np.flatnonzero((friends == slot).any(axis=1)).tolist()
                assert bought_before[firm].intersection(tellers)
            for firm, slot in zip(sale.firm.tolist(), sale.slot.tolist(), strict=True):
                bought_before[firm].add(slot)

    def test_reasons_add_up_to_the_moves(self, game: Simulation) -> None:
        moves = game.journal.moves(0, since=39, until=52)
        reasons = game.journal.reasons(moves)
        for index, kind in enumerate(MOVES):
            assert sum(reasons[kind].values()) == np.count_nonzero(moves.kind == index)
            counts = list(reasons[kind].values())
            assert counts == sorted(counts, reverse=True)

    def test_the_books_and_the_journal_count_the_same_people(self) -> None:
        small_game = played(small(900, rounds=1, weeks=13, warm_up=7))
        moves = small_game.journal.moves(0, since=7)
        measures = small_game.history("esquina")[-1]
        assert len(of_kind(moves, Move.JOINED)) == measures["new_customers"]
        assert len(of_kind(moves, Move.LEFT)) == measures["lost_customers"]

    def test_a_story_adds_up_to_the_change_of_the_relationship(self) -> None:
        """With nothing going on quietly, only trifles are missing from the sum."""
        still = {
            "model__commitment__speed": 0.0,
            "model__neglect__speed": 0.0,
            "model__expectation__from_promise": 0.0,
        }
        market = small(600, rounds=2, weeks=13, warm_up=20, **still)
        story = Simulation(market, 7)
        state, rule = story.world.state, market.model.strength

        def bonds() -> np.ndarray:
            return strength(state.satisfaction, state.trust, state.commitment, rule)

        before, were = bonds(), state.purchases.copy()
        while not story.over:
            story.advance()
        stayed = np.argwhere((were > 0) & (state.purchases > were + 2))[::6]
        assert len(stayed) > 40
        change = bonds() - before
        missing = [
            abs(float(change[firm, slot]) - _told(story.journal, firm, slot, since=20)) for firm, slot in stayed
        ]
        purchases = (state.purchases - were)[tuple(stayed.T)]
        assert (np.array(missing) <= 3 * LEAST * purchases + 1e-4).all()
        assert np.mean(missing) < 0.02


def _told(journal: Journal, firm: int, slot: int, since: int) -> float:
    return sum(entry.amount for entry in journal.story(int(firm), int(slot)) if entry.week >= since)


SLOW_DESK = {"firm.service_minutes": 45.0, "firm.promised_wait": 1.0, "market.segments.*.contact_rate": 0.6}


class TestWhyTheyLeft:
    """A cause is a claim: it shows where it was put, and not where it was taken away."""

    def main_causes(self, changes: dict[str, object]) -> Sequence[Cause]:
        market = small(900, rounds=3, weeks=13, warm_up=13, firm__start__advertising=1500.0)
        moves = of_kind(played(variant(market, changes)).journal.moves(0), Move.LEFT)
        return [Cause(int(cause)) for cause in moves.causes[:, 0]]

    def test_who_leaves_a_slow_desk_left_for_the_wait(self) -> None:
        slow, quick = self.main_causes(SLOW_DESK), self.main_causes({"firm.service_minutes": 0.5})
        assert max(set(slow), key=slow.count) == Cause.WAIT
        assert slow.count(Cause.WAIT) / len(slow) > 0.3
        assert quick.count(Cause.WAIT) / len(quick) < 0.05

    def test_who_leaves_after_failures_left_for_them(self) -> None:
        failing = {"model.experience.failure_rate": 1.0, "model.experience.failure_harm": 0.6}
        causes = self.main_causes(failing)
        assert causes.count(Cause.FAILURE) / len(causes) > 0.3
        assert Cause.FAILURE not in self.main_causes({"model.experience.failure_rate": 0.0})
