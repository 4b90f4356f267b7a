"""The simulation as a whole: its calendar, its results, and common random numbers."""

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np
import pytest
from markets import corner_cafe, played, small, unlinked, variant

from sim.engine import GameOverError, Simulation
from sim.market.state import State
from sim.policies import POLICIES
from sim.scenario.vocabulary import Head, PolicyName


def differing(one: State, other: State, slots: int | None = None) -> Iterator[tuple[str, np.ndarray]]:
    """Names of the arrays that differ, each with the slots at which it does."""
    for each in fields(State):
        first, second = getattr(one, each.name), getattr(other, each.name)
        by_customer = first.ndim == 1 or each.name == "friends"
        axis = 0 if by_customer else 1
        if slots is not None:
            first, second = first.take(range(slots), axis), second.take(range(slots), axis)
        unequal = first != second
        if unequal.any():
            other_axes = tuple(a for a in range(unequal.ndim) if a != axis)
            yield each.name, np.flatnonzero(unequal.any(axis=other_axes))


class TestCalendar:
    def test_rounds_and_weeks(self) -> None:
        game = Simulation(small(rounds=2, weeks=3, warm_up=4), 1)
        seen = [(game.round, game.week, game.weeks_played, game.over)]
        while not game.over:
            ended = game.advance_week()
            seen.append((game.round, game.week, game.weeks_played, game.over))
            assert ended == (game.week == 0)
        assert seen == [
            (1, 0, 0, False),
            (1, 1, 1, False),
            (1, 2, 2, False),
            (2, 0, 3, False),
            (2, 1, 4, False),
            (2, 2, 5, False),
            (2, 0, 6, True),
        ]

    def test_each_round_leaves_measures_a_decision_and_a_checksum(self) -> None:
        game = played(small(rounds=3))
        assert len(game.checksums) == len(set(game.checksums)) == 3
        assert len(game.decisions) == 3
        assert len(game.history("norte")) == 4  # the end of the warm-up is the first

    def test_nothing_happens_after_the_end(self) -> None:
        game = played(small(rounds=1))
        for late in (game.advance, game.advance_week, lambda: game.decide("esquina", {"retention": 0})):
            with pytest.raises(GameOverError, match=r"the game is over: .*\. Look at its result\."):
                late()

    def test_round_1_starts_with_the_cash_that_the_scenario_gives(self) -> None:
        game = Simulation(corner_cafe(), 1)
        assert game.history("esquina")[0]["cash"] == game.scenario.firm.cash
        assert game.history("esquina")[0]["total_profit"] == 0

    def test_a_game_without_warm_up_rivals_or_second_week(self) -> None:
        alone = variant(small(rounds=1, weeks=1, warm_up=0), {"rivals": []})
        game = played(alone)
        assert game.over
        assert game.history("esquina")[-1]["share"] in (0.0, 1.0)

    def test_an_unknown_firm_is_named_with_the_known_ones(self) -> None:
        game = Simulation(small(), 1)
        with pytest.raises(
            KeyError, match=r"'nobody' is not a firm of this market\. .* esquina, norte, estacion\."
        ):
            game.observe("nobody")


class TestResult:
    def test_goals_are_scored_between_floor_and_target_and_weighed(self) -> None:
        goals = [
            {"measure": "customers", "weight": 3, "floor": 0, "target": 1},
            {"measure": "morale", "weight": 1, "floor": 1, "target": 2},
            {"measure": "lost_customers", "weight": 0, "floor": 1000, "target": 0},
        ]
        result = played(variant(small(), {"goals": goals})).result()
        assert [goal.score for goal in result.goals[:2]] == [100, 0]
        assert 0 < result.goals[2].score <= 100
        assert result.score == 75

    def test_a_goal_may_be_to_have_less(self) -> None:
        goal = {"measure": "wait", "floor": 1e6, "target": 5e5}
        assert played(variant(small(), {"goals": [goal]})).result().score == 100

    def test_every_firm_has_a_result(self) -> None:
        game = played(small())
        assert game.result() == game.result("esquina")
        assert game.result("norte").goals[0].value == game.history("norte")[-1]["total_profit"]


class TestSameLuckSameBits:
    def test_the_same_game_twice(self) -> None:
        one, other = (played(small(600, rounds=2, weeks=13)) for _ in range(2))
        assert one.checksums == other.checksums
        assert not list(differing(one.world.state, other.world.state))

    def test_seeds_matter_and_the_scenario_gives_the_usual_one(self) -> None:
        assert played(small(), seed=1).checksums != played(small(), seed=2).checksums
        scenario = variant(small(), {"seed": 2})
        usual = Simulation(scenario)
        while not usual.over:
            usual.advance()
        assert usual.seed == 2
        assert usual.checksums == played(scenario, seed=2).checksums

    def test_looking_changes_nothing(self) -> None:
        """Observing, tables, results and stories in between, every week, against a run that nobody looks at."""
        unseen, seen = Simulation(small(), 7), Simulation(small(), 7)
        while not unseen.over:
            unseen.advance()
        while not seen.over:
            seen.advance_week()
            for firm in seen.firms:
                seen.observe(firm)
                seen.result(firm)
                seen.budget(firm)
            tables = seen.tables()
            assert tables.customers.height == 900
            assert tables.rounds.height >= 3
            assert tables.moves.height > 0
            list(seen.journal.story(0, 5))
            seen.journal.reasons(seen.journal.moves())
        assert seen.checksums == unseen.checksums

    def test_the_journal_changes_nothing(self) -> None:
        kept, unkept = (played(small(900, rounds=2, weeks=13), journal=journal) for journal in (True, False))
        assert kept.checksums == unkept.checksums
        assert unkept.journal is None

    def test_weeks_one_by_one_or_whole_rounds(self) -> None:
        weekly = Simulation(small(), 7)
        while not weekly.over:
            weekly.advance_week()
        assert weekly.checksums == played(small()).checksums

    def test_two_games_at_once_do_not_disturb_each_other(self) -> None:
        games = [Simulation(small(), seed) for seed in (7, 8)]
        while not games[0].over:
            for game in games:
                game.advance_week()
        assert [game.checksums for game in games] == [played(small(), seed=seed).checksums for seed in (7, 8)]

    def test_the_future_does_not_change_the_past(self) -> None:
        """Another decision in the last round leaves the rounds before as they were."""
        one, other = Simulation(small(rounds=3), 7), Simulation(small(rounds=3), 7)
        for game, last in ((one, 0.0), (other, 900.0)):
            game.advance()
            game.advance()
            game.decide("esquina", {"acquisition": last})
            game.advance()
        assert one.checksums[:2] == other.checksums[:2]
        assert one.checksums[2] != other.checksums[2]

    def test_names_and_texts_change_nothing(self) -> None:
        """Luck hangs on slots and written numbers, never on names."""
        renamed = {"firm.id": "other", "rivals.0.id": "north", "market.segments.0.id": "desk-people"}
        assert played(variant(small(), renamed)).checksums == played(small()).checksums

    def test_every_week_counts_in_the_checksum(self) -> None:
        games = [Simulation(small(), 7) for _ in range(2)]
        games[1].world.state.trust[2, 250] = np.nextafter(games[1].world.state.trust[2, 250], 1, dtype=np.float32)
        for game in games:
            game.advance()
        assert games[0].checksums != games[1].checksums


class TestOneCustomerChanged:
    """Another offer to one customer moves only that one, while no queue, talk or capacity joins them."""

    @pytest.mark.parametrize("change", ["awareness", "expectation", "price_sensitivity", "rate"])
    def test_only_that_customer_differs(self, change: str) -> None:
        one, other = Simulation(unlinked(rounds=4), 7), Simulation(unlinked(rounds=4), 7)
        state = other.world.state
        slot = int(np.flatnonzero(state.present & (state.rate > 0.8))[3])
        values = getattr(state, change)
        before = values[..., slot].copy()
        values[..., slot] = np.where(before > 0.5, 0.1, 0.98)
        for game in (one, other):
            while not game.over:
                game.advance()
        found = dict(differing(one.world.state, state))
        assert "satisfaction" in found, "the change made no difference at all"
        for name, slots in found.items():
            assert slots.tolist() == [slot], name

    def test_talk_joins_customers(self) -> None:
        """The counterpart: with word of mouth the difference spreads."""
        linked = {"ladder.rungs.*.referral": 0.2, "model.talk.supporter": 0.5, "model.talk.detractor": 0.5}
        scenario = variant(unlinked(rounds=4), linked)
        one, other = Simulation(scenario, 7), Simulation(scenario, 7)
        other.world.state.satisfaction[:, :5] = 0.0
        for game in (one, other):
            while not game.over:
                game.advance()
        assert any((slots >= 5).any() for _, slots in differing(one.world.state, other.world.state))


class TestTailAdded:
    """The population grown by a tail: those who were there before live the same lives."""

    def test_the_first_customers_live_the_same(self) -> None:
        whole_neighbourhoods = 320
        few = unlinked(whole_neighbourhoods, firm__budget=1e6, rivals__0__budget=1e6, rivals__1__budget=1e6)
        per_head: dict[str, object] = {"market.customers": 2 * whole_neighbourhoods}
        for at, firm in zip(("firm", "rivals.0", "rivals.1"), few.firms, strict=True):
            for lever in ("advertising", "introductory_offers"):
                per_head[f"{at}.start.{lever}"] = 2 * getattr(firm.start, lever)
        many = variant(few, per_head)
        short, long = played(few), played(many)
        first = long.world.state.block(slice(0, whole_neighbourhoods))
        assert np.count_nonzero(short.world.state.purchases) > 100
        assert not list(differing(short.world.state, first))


class TestDirections:
    """All else and all luck the same, more of a harmful thing never helps in the mean."""

    @pytest.mark.parametrize(
        ("setting", "mild", "harsh", "measure", "worse"),
        [
            ("firm.process", 0.8, 0.3, "satisfaction", -1),
            ("firm.process", 0.8, 0.3, "trust", -1),
            ("firm.process", 0.8, 0.3, "promises_kept", -1),
            ("firm.service_minutes", 2.0, 40.0, "satisfaction", -1),
            ("firm.service_minutes", 2.0, 40.0, "morale", -1),
            ("firm.service_minutes", 2.0, 40.0, "wait", +1),
            ("firm.promised_wait", 20.0, 0.5, "quality", -1),
            ("model.experience.failure_rate", 0.0, 0.5, "satisfaction", -1),
            ("model.experience.failure_rate", 0.0, 0.5, "complaints", +1),
            ("model.contact.recovery", 0.5, 0.0, "satisfaction", -1),
            ("firm.start.promise", 0.5, 0.95, "trust", -1),
            ("firm.price", 0.9, 1.3, "customers", -1),
            ("firm.awareness", 0.5, 0.05, "customers", -1),
            ("market.segments.*.contact_rate", 0.02, 0.4, "load", +1),
        ],
    )
    def test_harm_harms(self, setting: str, mild: float, harsh: float, measure: str, worse: int) -> None:
        market = small(600, rounds=2, weeks=13, warm_up=0)
        means = [
            played(variant(market, {setting: value}), journal=False).history("esquina")[-1][measure]
            for value in (mild, harsh)
        ]
        assert worse * (means[1] - means[0]) > 0


class TestSeats:
    """Every seat can be taken by a person, a file or a robot: only what is decided counts."""

    @pytest.mark.parametrize("warm_up", [0, 5])
    def test_a_robot_is_a_person_who_decides_the_same(self, warm_up: int) -> None:
        scenario = small(rounds=3, warm_up=warm_up)
        robot = Simulation(scenario, 7, {"esquina": POLICIES[PolicyName.LAST_ROUND_RETURN]})
        while not robot.over:
            robot.advance()
        person = Simulation(scenario, 7)
        for decision in robot.decisions:
            person.decide("esquina", decision)
            person.advance()
        assert person.checksums == robot.checksums

    def test_a_rivals_seat_can_be_taken_by_another_robot(self) -> None:
        usual = played(small(rounds=2))
        replaced = Simulation(small(rounds=2), 7, {"norte": POLICIES[PolicyName.ALL_RETENTION]})
        while not replaced.over:
            replaced.advance()
        assert replaced.plans("norte")[-1].head(Head.ACQUISITION) == 0
        assert usual.plans("norte")[-1].head(Head.ACQUISITION) > 0

    def test_a_rivals_seat_can_be_taken_by_a_file(self) -> None:
        """A file of decisions is a policy that reads them: what a rival did, done again from a list."""
        usual = played(small(rounds=3))
        plans = iter(usual.plans("norte")[1:])
        again = Simulation(small(rounds=3), 7, {"norte": lambda scenario, firm, seen: next(plans)})
        while not again.over:
            again.advance()
        assert again.checksums == usual.checksums

    def test_a_rivals_seat_can_be_taken_by_a_person(self) -> None:
        game = Simulation(small(rounds=1), 7)
        game.decide("norte", {"acquisition": 77.0, "retention": 77.0})
        game.advance()
        assert game.plans("norte")[-1].spending == pytest.approx(154)

    def test_the_players_firm_is_not_special(self) -> None:
        """Two firms written alike have the same expectations: over seeds neither is favoured."""
        market = small(600, rounds=2, weeks=13)
        twin = variant(
            market, {"rivals": [market.firm.model_dump(mode="json") | {"id": "twin", "policy": "fixed"}]}
        )
        shares = []
        for seed in range(12):
            game = Simulation(twin, seed, {"esquina": POLICIES[PolicyName.FIXED]}, journal=False)
            while not game.over:
                game.advance()
            shares.append(game.history("esquina")[-1]["share"])
        spread = np.std(shares, ddof=1) / np.sqrt(len(shares))
        assert abs(np.mean(shares) - 0.5) < 3.5 * spread
        assert np.std(shares) > 0


class TestObservation:
    def test_counts_agree_with_each_other(self) -> None:
        game = played(small(900, rounds=2, weeks=13))
        for firm in game.firms:
            seen = game.observe(firm)
            people = seen.people
            assert sum(seen.rungs) == people.present.sum()
            assert seen.measures["customers"] == sum(seen.rungs[2:])
            assert seen.measures["advocates"] == seen.rungs[-1]
            assert seen.measures["members"] == people.member.sum()
            assert np.array_equal(np.bincount(people.rung[people.present], minlength=6), seen.rungs)

    def test_between_rounds_measures_are_of_the_last_whole_round(self) -> None:
        game = played(small(rounds=1))
        assert dict(game.observe("norte").measures) == dict(game.history("norte")[-1])

    def test_what_is_seen_cannot_be_changed(self) -> None:
        seen = Simulation(small(), 1).observe("esquina")
        for array in (seen.people.trust, seen.people.rung, seen.people.present):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1
        with pytest.raises(TypeError):
            seen.measures["cash"] = 1e9
        with pytest.raises(AttributeError):
            replace(seen).round = 5

    def test_what_was_seen_stays_as_it_was(self) -> None:
        game = Simulation(small(), 1)
        seen = game.observe("esquina")
        spent = seen.people.spent.copy()
        game.advance()
        assert np.array_equal(seen.people.spent, spent)

    def test_rivals_are_seen_from_outside(self) -> None:
        game = played(small(900, rounds=2, weeks=13))
        seen = game.observe("esquina")
        assert [rival.id for rival in seen.rivals] == ["norte", "estacion"]
        norte = seen.rivals[0]
        assert norte.price == pytest.approx(0.95)
        assert norte.offering
        assert not seen.rivals[1].offering
        assert sum(rival.share for rival in seen.rivals) <= 1
        last_round = game.journal.moves(0, since=game.world.week - 13)
        assert norte.took == np.count_nonzero(last_round.rival == 1) > 0
