"""A run as data frames."""

import numpy as np
import polars as pl
import pytest
from markets import played, small

from sim.engine import Simulation
from sim.journal import MOVES
from sim.scenario.vocabulary import LEVERS, MEASURES
from sim.tables import NAMES, NoJournalError, Tables


@pytest.fixture(scope="module")
def game() -> Simulation:
    return played(small(600, rounds=2, weeks=8, warm_up=6), acquisition=1500, retention=2500)


@pytest.fixture(scope="module")
def tables(game: Simulation) -> Tables:
    return game.tables()


def test_every_table_has_rows(tables: Tables) -> None:
    for name in NAMES:
        frame = tables.named(name)
        assert frame.height > 0
        assert frame.null_count().sum_horizontal().item() <= (frame.height if name == "segments" else 0)


def test_rounds_hold_every_measure_and_every_lever(game: Simulation, tables: Tables) -> None:
    rounds = tables.rounds
    assert rounds.height == 3 * 3
    assert set(MEASURES) | {f"decided_{lever}" for lever in LEVERS} <= set(rounds.columns)
    mine = rounds.filter(pl.col("firm") == "esquina").sort("round")
    assert mine["round"].to_list() == [0, 1, 2]
    assert mine["profit"].to_list() == [each["profit"] for each in game.history("esquina")]
    assert mine["decided_advertising"].to_list()[1:] == [plan["advertising"] for plan in game.decisions]


def test_customers_are_every_slot_of_every_firm(game: Simulation, tables: Tables) -> None:
    customers = tables.customers
    assert customers.height == 3 * 600
    norte = customers.filter(pl.col("firm") == "norte")
    assert norte["trust"].to_numpy().tolist() == game.world.state.trust[1].tolist()
    ladder = [rung.id for rung in game.scenario.ladder.rungs]
    assert [ladder[height] for height in norte["rung_index"]] == norte["rung"].to_list()


def test_segments_add_up_to_what_the_firm_sees(game: Simulation, tables: Tables) -> None:
    for firm in game.firms:
        seen = game.observe(firm)
        rows = tables.segments.filter(pl.col("firm") == firm)
        assert rows["people"].sum() == seen.people.present.sum()
        assert rows["customers"].sum() == seen.measures["customers"]
        assert rows["customer_equity"].sum() == pytest.approx(
            float(np.sum(seen.people.value[seen.people.present], dtype=np.float64)), rel=1e-5
        )
        rungs = [rows[f"rung_{rung.id}"].sum() for rung in game.scenario.ladder.rungs]
        assert rungs == list(seen.rungs)


def test_transactions_add_up_to_revenue(game: Simulation, tables: Tables) -> None:
    sales = tables.transactions
    assert sales["week"].min() == -6  # weeks count from the start of round 1; the warm-up lies before
    assert sales["week"].max() <= 15
    assert (sales["amount"] > 0).all()
    for firm in game.firms:
        sold = sales.filter((pl.col("firm") == firm) & (pl.col("week") >= 8))["amount"].sum()
        assert sold == pytest.approx(game.history(firm)[-1]["revenue"], rel=1e-5)
    spent = sales.group_by("firm", "slot").agg(pl.col("amount").sum())
    together = spent.join(tables.customers, on=["firm", "slot"])
    assert np.allclose(together["amount"], together["spent"], rtol=1e-4)


def test_moves_are_those_of_the_journal_in_words(game: Simulation, tables: Tables) -> None:
    moves, journal = tables.moves, game.journal.moves()
    assert moves.height == len(journal)
    assert set(moves["kind"]) <= {str(kind) for kind in MOVES}
    assert moves["week"].to_list() == (journal.week - 6).tolist()
    taken = moves.filter(pl.col("taken_by") != "")
    assert (taken["taken_by"] != taken["firm"]).all()
    assert (taken["kind"] == "left").all()
    assert set(moves.filter(pl.col("kind") == "joined")["cause_1"]) <= {
        "advertising",
        "referral",
        "introductory_offer",
        "praise",
        "criticism",
        "curiosity",
    }


def test_without_a_journal_there_are_states_but_no_events() -> None:
    tables = played(small(rounds=1), journal=False).tables()
    assert tables.customers.height == 900
    for name in ("transactions", "moves"):
        with pytest.raises(NoJournalError, match=r"this run kept no journal, so .*\. Run it with one\."):
            tables.named(name)


def test_a_market_where_nothing_happened_has_tables_too() -> None:
    still = played(small(rounds=1, weeks=1, warm_up=0, market__season=[0.0])).tables()
    assert still.transactions.height == 0
    assert still.customers.height == 900


def test_before_the_first_week_there_are_tables_too() -> None:
    new = Simulation(small(warm_up=0), 1).tables()
    assert new.customers.height == 900
    for name in NAMES:
        assert new.named(name).height >= 0


def test_what_a_firm_knows_and_sells_besides_is_told_by_customer_and_segment() -> None:
    tables = played(small(levers__knowledge__available=True)).tables()
    customers, segments = tables.customers, tables.segments
    own = customers.filter(
        (pl.col("firm") == "esquina") & (pl.col("segment") == "office") & (pl.col("rung_index") >= 2)
    )
    told = segments.filter((pl.col("firm") == "esquina") & (pl.col("segment") == "office"))
    assert told["knowledge"].item() == pytest.approx(own["knowledge"].mean(), abs=1e-6)
    assert own["knowledge"].mean() > 0
    assert told["products"].item() == 0


def test_where_customers_must_be_learnt_rounds_tell_what_the_firm_saw(tables: Tables) -> None:
    assert "trust_low" not in tables.rounds.columns
    opened = small(rounds=1, weeks=3, levers__knowledge__available=True)
    rounds = played(opened).tables().rounds
    assert (rounds["trust_low"] <= rounds["trust"]).all()
    assert (rounds["trust_high"] >= rounds["trust"]).all()
    assert (rounds["trust_low"] < rounds["trust_high"]).all()
    assert "cash_low" not in rounds.columns


def test_values_add_up_to_equity_and_customers(game: Simulation, tables: Tables) -> None:
    for firm in game.firms:
        rows = tables.values.filter(pl.col("firm") == firm)
        measures = game.history(firm)[-1]
        assert rows["customers"].sum() == measures["customers"]
        assert rows["equity"].sum() == pytest.approx(measures["customer_equity"], rel=1e-4)
        assert (rows["mean_value"] * rows["customers"]).to_list() == pytest.approx(rows["equity"].to_list())
        assert set(rows["tenure"]) <= {"000-012", "013-051", "052-155", "156-"}


def test_tenures_are_all_customers_and_curves_go_from_none_to_all(game: Simulation, tables: Tables) -> None:
    for firm in game.firms:
        own = tables.tenures.filter(pl.col("firm") == firm)
        assert own["customers"].sum() == game.history(firm)[-1]["customers"]
        curve = tables.lorenz.filter(pl.col("firm") == firm)["money"]
        assert curve[0] == 0
        assert curve[-1] == pytest.approx(1)
