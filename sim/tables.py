"""A run as data frames: rounds, segments, customers, types of relationship, transactions and moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import polars as pl

from sim.decisions import Decision
from sim.journal import MOVES, Journal, Sales
from sim.market.careers import TENURES, tenure_class
from sim.market.concentration import lorenz
from sim.market.relationship_types import relationship_types
from sim.market.relationship_value import relationship_value
from sim.market.tenure import profits_by_tenure
from sim.market.value import lifetime_value
from sim.market.world import World
from sim.observation import Interval
from sim.reports import GUESSED
from sim.scenario.vocabulary import Cause

NAMES = (
    "rounds",
    "segments",
    "customers",
    "values",
    "tenures",
    "lorenz",
    "relationship_types",
    "transactions",
    "moves",
)

_TENURES = np.array([f"{start:03}-{end - 1:03}" for start, end in pairwise(TENURES)] + [f"{TENURES[-1]:03}-"])
"""Names of the classes of tenure: weeks, from and to."""

_NO_SALES = Sales(0, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), customers=1)


class NoJournalError(RuntimeError):
    """A table needs the journal and the run keeps none."""


@dataclass(frozen=True)
class Past:
    """What a firm did and what came of it: at the end of the warm-up and of each finished round."""

    history: tuple[Mapping[str, float], ...]
    reports: tuple[Mapping[str, Interval], ...]
    plans: tuple[Decision, ...]


class Tables:
    """Data frames of a run, made when they are asked for. Weeks count from the start of round 1."""

    def __init__(self, world: World, past: Mapping[str, Past]) -> None:
        """Tables of a run as it stands: its world, and the past of its firms in their order."""
        self._world = world
        self._past = past
        self._scenario = world.scenario
        self._firms = np.array(list(past))
        self._rungs = np.array([rung.id for rung in self._scenario.ladder.rungs])
        self._segments = np.array([segment.id for segment in self._scenario.market.segments])

    def named(self, name: str) -> pl.DataFrame:
        """The table called ``name``, one of NAMES."""
        frame: pl.DataFrame = getattr(self, name)
        return frame

    @cached_property
    def rounds(self) -> pl.DataFrame:
        """One row for each firm and round (round 0 is the end of the warm-up): every measure and the decision.

        Where firms must learn to know their customers, also the intervals in which they saw the measures; where a
        lever was ever aimed at a segment, also its weight.
        """
        guessed = GUESSED if self._scenario.levers.knowledge.available else ()
        aimed = sorted({name for past in self._past.values() for plan in past.plans for name in plan.aims})
        rows = [
            {
                "firm": firm,
                "round": number,
                **past.history[number],
                **{f"{name}_low": past.reports[number][name].low for name in guessed},
                **{f"{name}_high": past.reports[number][name].high for name in guessed},
                **{f"decided_{lever}": money for lever, money in plan.items()},
                **{f"aimed_{name}": plan.aims.get(name, 1.0) for name in aimed},
            }
            for firm, past in self._past.items()
            for number, plan in enumerate(past.plans)
        ]
        return pl.DataFrame(rows)

    @cached_property
    def segments(self) -> pl.DataFrame:
        """One row for each firm and segment, as things stand: customers, states, worth, and customers by rung."""
        frame = self.customers.filter(pl.col("present"))
        customer = pl.col("rung_index") >= self._world.rungs.first_customer
        states = ("satisfaction", "trust", "commitment", "knowledge", "products")
        return frame.group_by("firm", "segment", maintain_order=True).agg(
            pl.len().alias("people"),
            customer.sum().alias("customers"),
            *(pl.col(state).filter(customer).mean().alias(state) for state in states),
            pl.col("spent").sum(),
            pl.col("lifetime_value").sum().alias("customer_equity"),
            *((pl.col("rung") == rung).sum().alias(f"rung_{rung}") for rung in self._rungs),
        )

    @cached_property
    def customers(self) -> pl.DataFrame:
        """One row for each firm and customer slot, as things stand."""
        state = self._world.state
        return pl.concat(
            pl.DataFrame(
                {
                    "firm": np.repeat(firm, state.customers),
                    "slot": np.arange(state.customers),
                    "present": state.present,
                    "segment": self._segments[state.segment],
                    "rung": self._rungs[state.rung[index]],
                    "rung_index": state.rung[index],
                    "satisfaction": state.satisfaction[index],
                    "trust": state.trust[index],
                    "commitment": state.commitment[index],
                    "expectation": state.expectation[index],
                    "awareness": state.awareness[index],
                    "purchases": state.purchases[index],
                    "weeks": np.where(state.purchases[index] > 0, self._world.week - state.joined_week[index], 0),
                    "spent": state.spent[index],
                    "member": state.member[index],
                    "managed": state.managed[index],
                    "knowledge": state.knowledge[index],
                    "products": state.products[index],
                    "community": state.community[index],
                    "lifetime_value": lifetime_value(self._world, index),
                    **vars(relationship_value(self._world, index)),
                }
            )
            for index, firm in enumerate(self._firms)
        )

    @cached_property
    def relationship_types(self) -> pl.DataFrame:
        """One row for each firm, type of relationship and segment: the answers to the four questions."""
        return pl.DataFrame(
            [
                {
                    "firm": str(firm),
                    **vars(each),
                    "kind": str(each.kind),
                    "segment": str(self._segments[each.segment]),
                }
                | {"support": str(each.support), "fit": str(each.fit)}
                for index, firm in enumerate(self._firms)
                for each in relationship_types(self._world, index)
            ]
        )

    @cached_property
    def values(self) -> pl.DataFrame:
        """One row for each firm, rung, segment and class of tenure: customers, mean lifetime value, equity."""
        customers = self.customers.filter(pl.col("rung_index") >= self._world.rungs.first_customer)
        tenure = pl.Series("tenure", _TENURES[tenure_class(customers["weeks"].to_numpy())], dtype=pl.String)
        groups = ["firm", "rung", "segment", "tenure"]
        return (
            customers.with_columns(tenure, pl.col("lifetime_value").cast(pl.Float64))
            .group_by("rung_index", *groups)
            .agg(
                pl.len().alias("customers"),
                pl.col("lifetime_value").mean().alias("mean_value"),
                pl.col("lifetime_value").sum().alias("equity"),
            )
            .sort("firm", "rung_index", "segment", "tenure")
            .select(*groups, "customers", "mean_value", "equity")
        )

    @cached_property
    def tenures(self) -> pl.DataFrame:
        """One row for each firm and class of tenure: what customers cost and bring, in the mean."""
        found = [(firm, profits_by_tenure(self._world, index)) for index, firm in enumerate(self._firms)]
        return pl.concat(
            pl.DataFrame(
                {
                    "firm": np.repeat(firm, len(_TENURES)),
                    "tenure": _TENURES,
                    "customers": each.customers,
                    "cost_to_serve": each.serving,
                    "margin_per_week": each.margin,
                    "earned": each.earned,
                }
            )
            for firm, each in found
        )

    @cached_property
    def lorenz(self) -> pl.DataFrame:
        """The Lorenz curve of each firm: the share of the money that its best customers brought."""
        curves = [lorenz(self._world.state.spent[index]) for index in range(len(self._firms))]
        return pl.concat(
            pl.DataFrame(
                {
                    "firm": np.repeat(firm, len(curve)),
                    "customers": np.linspace(0.0, 1.0, len(curve)),
                    "money": curve,
                }
            )
            for firm, curve in zip(self._firms, curves, strict=True)
        )

    @cached_property
    def transactions(self) -> pl.DataFrame:
        """One row for each purchase: week, firm, slot, amount."""
        sales = self._journal().sales or [_NO_SALES]
        warm_up = self._scenario.time.warm_up
        return pl.DataFrame(
            {
                "week": np.concatenate([np.full(len(sale.keys), sale.week - warm_up) for sale in sales]),
                "firm": self._firms[np.concatenate([sale.firm for sale in sales])],
                "slot": np.concatenate([sale.slot for sale in sales]),
                "amount": np.concatenate([sale.amount for sale in sales]),
            }
        )

    @cached_property
    def moves(self) -> pl.DataFrame:
        """One row for each rung move: week, firm, slot, kind, rungs, the firm that took the customer, causes."""
        moves = self._journal().moves()
        kinds = np.array([str(kind) for kind in MOVES])
        names = {int(cause): cause.name.lower() for cause in Cause}
        causes = np.array([names.get(number, "") for number in range(max(Cause) + 1)])
        taker = np.where(moves.rival >= 0, self._firms[np.maximum(moves.rival, 0)], "")
        columns = {
            "week": moves.week - self._scenario.time.warm_up,
            "firm": self._firms[moves.firm],
            "slot": moves.slot,
            "kind": kinds[moves.kind],
            "origin": self._rungs[moves.origin],
            "target": self._rungs[moves.target],
            "taken_by": taker,
        }
        for place in range(moves.causes.shape[1]):
            columns[f"cause_{place + 1}"] = causes[moves.causes[:, place]]
            columns[f"amount_{place + 1}"] = moves.amounts[:, place]
        return pl.DataFrame(columns)

    def _journal(self) -> Journal:
        journal = self._world.journal
        if journal is None:
            raise NoJournalError("this run kept no journal, so it has no transactions or moves. Run it with one.")
        return journal
