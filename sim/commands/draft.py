"""The text of a new scenario file, made from the template of its language."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from sim.resources import shipped
from sim.scenario.identifiers import LONGEST, like_identifier
from sim.words import Language, words

CUSTOMERS = (600, 100_000)
ROUNDS = (4, 20)


class Business(StrEnum):
    """Kinds of business to begin with."""

    SHOP = "shop"  # many small purchases
    SERVICES = "services"  # fewer and larger ones, with more attention
    SUBSCRIPTION = "subscription"  # a fee every few weeks


@dataclass(frozen=True)
class Wishes:
    """What a new scenario is to be; None where nobody said."""

    title: str | None = None
    language: Language | None = None  # of its texts
    business: Business | None = None
    customers: int | None = None
    rounds: int | None = None


@dataclass(frozen=True)
class _Habits:
    """How the customers of a kind of business buy."""

    category: str
    rate: tuple[float, float]  # purchases (uses of a contract) a week: of the demanding, of the thrifty
    basket: tuple[float, float]  # money per purchase (per fee)
    contacts: tuple[float, float]  # chance that a purchase needs attention
    profit: int  # what a good plan earns in a round
    equity: int  # what its customers are worth in the end


_HABITS = {
    Business.SHOP: _Habits("repeat", (0.9, 0.8), (34, 24), (0.05, 0.035), 20_000, 1_100_000),
    Business.SERVICES: _Habits("repeat", (0.28, 0.22), (110, 80), (0.16, 0.12), 25_000, 400_000),
    Business.SUBSCRIPTION: _Habits("contract", (1.0, 0.8), (120, 85), (0.045, 0.035), 30_000, 600_000),
}


def draft(title: str, file: str, wishes: Wishes, language: Language) -> str:
    """The text of a new scenario ``file``; in ``language`` where the wishes name none."""
    spoken = wishes.language or language
    business = wishes.business or Business.SHOP
    habits, customers, rounds = _HABITS[business], wishes.customers or 1500, wishes.rounds or 8
    say = words(spoken)
    size = customers / 1500
    money = {
        "cash": 24_000,
        "budget": 12_000,
        "fixed": 700,
        "little_advertising": 500,
        "advertising": 1_500,
        "much_advertising": 2_500,
        "offers": 2_000,
        "staff": 2_600,
        "rival_staff": 7_800,
        "training": 300,
        "much_training": 1_200,
        "profit": habits.profit * rounds,
        "equity": habits.equity,
    }
    blanks: dict[str, object] = {name: _round_number(amount * size) for name, amount in money.items()}
    for name, (high, low) in (("rate", habits.rate), ("basket", habits.basket), ("contacts", habits.contacts)):
        blanks |= {f"{name}_high": high, f"{name}_low": low}
    blanks |= {
        "file": file if file.isprintable() else "",
        "id": identifier(title),
        "title": json.dumps(title, ensure_ascii=False),
        "customers": customers,
        "rounds": rounds,
        "category": habits.category,
        "contract": "" if habits.category == "contract" else "#",
        "rate_meaning": say("new.uses") if habits.category == "contract" else say("new.purchases"),
        "payment": say("new.fee") if habits.category == "contract" else say("new.purchase"),
        "detail": min(2, rounds),
        "promise": min(3, rounds),
        "middle": (rounds + 1) // 2,
    }
    template = shipped("assets", "templates", f"scenario.{spoken}.yaml").read_text(encoding="utf-8")
    return Template(template).substitute(blanks)


def _round_number(amount: float) -> int:
    """An amount as one would write it down: two figures and zeros."""
    return int(float(f"{amount:.2g}"))


def identifier(title: str) -> str:
    """A short name for a title: 'El café de Ana' becomes el-cafe-de-ana."""
    name = like_identifier(title)
    return name if re.match("[a-z]", name) else f"scenario-{name}".rstrip("-")[:LONGEST]
