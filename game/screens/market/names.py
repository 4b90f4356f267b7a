"""First names for customers: the same slot has the same name in every game of a language."""

import json
from functools import cache

from sim.resources import shipped

STRIDE = 37  # neighbours on the stage are not neighbours in the list
INITIALS = "GMRLSPCFBTVHNADJ"


@cache
def _names(language: str) -> tuple[str, ...]:
    names = json.loads(shipped("assets", "names.json").read_text(encoding="utf-8"))
    return tuple(names[language])


def name_of(slot: int, language: str) -> str:
    """`Marta G.`: a first name, and an initial that tells apart those who share it."""
    names = _names(language)
    return f"{names[slot * STRIDE % len(names)]} {INITIALS[slot // len(names) % len(INITIALS)]}."
