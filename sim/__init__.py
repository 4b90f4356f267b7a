"""Escalera's model of a market of customers: everything headless.

>>> from sim import Simulation, load_scenario
>>> game = Simulation(load_scenario("corner-cafe"), seed=7)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.engine import Simulation
    from sim.scenario.load import load_scenario

__all__ = ["Simulation", "load_scenario"]

_HOMES = {"Simulation": "sim.engine", "load_scenario": "sim.scenario.load"}


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used, so that the window opens before the model is loaded."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
