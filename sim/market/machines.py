"""Self-service and automated service (rule 5): simple questions that need nobody at the desk.

Machines are quick, never queue and cost little; who expects a person and finds only a machine is frustrated (Meuter
et al. 2000). An automated service recognises the customer, and is as good as what it knows.
"""

from sim.market.compiling import ONE, equation
from sim.market.state import Single
from sim.scenario.market import Expects
from sim.scenario.service import MachineRule


def frustration(person: float, machine: float, rule: MachineRule) -> float:
    """Quality lost where a ``person`` is expected more than a ``machine``."""
    return rule.frustration * max(0.0, person - machine)


def self_service_lift(expects: Expects, rule: MachineRule) -> float:
    """Quality that self-service adds for a segment; less than 0 where it misses a person more."""
    return rule.quick * expects.self_service - frustration(expects.personal, expects.self_service, rule)


@equation
def automated_lift(expected: Single, missed: Single, known: Single, rule: MachineRule) -> Single:
    """The same of the automated service for customers who are ``known`` so well, 0..1."""
    return (known * rule.recognised + rule.quick) * expected - missed * (ONE - known)
