"""Measures what every mechanism does, and writes it into the model's description.

    python tests/mechanisms/measure.py

It takes about ten minutes. Every test named in the table of mechanisms lists the effects of its row.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
# Their folders come first: run as a program, the file would not find the modules that tests share.
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent), str(HERE)]

import numpy as np  # noqa: E402
from effects import Effect  # noqa: E402

from sim.description import FILE, filled, table  # noqa: E402
from sim.mechanisms import MECHANISMS, Mechanism  # noqa: E402

SEEDS = range(12)

NOTHING = 1e-4
"""What the description calls none: numbers are rounded in single precision."""


@dataclass(frozen=True)
class Measured:
    """An effect on some seeds, with its mechanism on and off."""

    row: str
    effect: Effect
    on: tuple[float, ...]
    off: tuple[float, ...]

    @property
    def holds(self) -> bool:
        """Whether size and direction are right, and nothing is left with the mechanism off."""
        return self.effect.sized(self.on) and self.effect.directed(self.on) and self.effect.gone(self.off)


def effects_of(mechanism: Mechanism) -> tuple[Effect, ...]:
    """The effects that the test of a mechanism lists."""
    effects: tuple[Effect, ...] = _module(mechanism).EFFECTS
    return effects


def measured(mechanism: Mechanism, seeds: Iterable[int]) -> Iterator[Measured]:
    """The effects of a mechanism, on these seeds."""
    effects, numbers = effects_of(mechanism), []
    for seed in seeds:
        numbers.append([(effect.on(seed), effect.off(seed)) for effect in effects])
        _forget_games(_module(mechanism))
    for effect, of_effect in zip(effects, zip(*numbers, strict=True), strict=True):
        on, off = zip(*of_effect, strict=True)
        yield Measured(mechanism.row, effect, on, off)


def _module(mechanism: Mechanism) -> ModuleType:
    return import_module(Path(mechanism.test).stem)


def _forget_games(module: ModuleType) -> None:
    """The games of one seed are of no use to another."""
    for each in vars(module).values():
        clear: Any = getattr(each, "cache_clear", None)
        if clear is not None:
            clear()


def sizes(found: Iterable[Measured]) -> str:
    """The table of what every mechanism does."""
    head = ("row", "effect", "mean ± standard deviation", "range of the mean", "none is", "switched off", "verdict")
    return table(
        head,
        [
            (
                each.row,
                each.effect.what,
                f"{np.mean(each.on):.3g} ± {_rounded(float(np.std(each.on, ddof=1)))}",
                f"{each.effect.low:g} to {each.effect.high:g}",
                f"{each.effect.none:g}",
                _left(each),
                "holds" if each.holds else "**does not hold**",
            )
            for each in found
        ],
    )


def _left(found: Measured) -> str:
    """How near to none every seed is with the mechanism off."""
    farthest = max(abs(each - found.effect.none) for each in found.off)
    return "none" if farthest <= NOTHING else f"within {farthest:.2g}"


def _rounded(number: float) -> str:
    return f"{number:.2g}" if abs(number) > NOTHING else "0"


def main() -> None:
    """Writes the table anew."""
    found = [each for mechanism in MECHANISMS for each in measured(mechanism, SEEDS)]
    FILE.write_text(filled(FILE.read_text(encoding="utf-8"), {"effects": sizes(found)}), encoding="utf-8")
    print(f"Wrote the effects into {FILE.name}.")


if __name__ == "__main__":
    main()
