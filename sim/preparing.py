"""Compiles all rules of the market in one go, so that nobody waits for them later: ``python -m sim.preparing``."""

from sim import compiled
from sim.engine import Simulation
from sim.scenario.load import load_scenario

_EVERYTHING = ("harvest", "partners", "leaky-gym")
"""Scenarios that need every rule between them: all levers, users who are not the buyers, contracts."""


def prepare() -> None:
    """Plays a little of everything, unless that was done before on this computer or cannot be kept."""
    if compiled.complete() or compiled.FOLDER is None:
        return
    for name in _EVERYTHING:
        for journal in (True, False):
            game = Simulation(load_scenario(name), journal=journal)
            game.advance()
    compiled.completed()


if __name__ == "__main__":
    prepare()
