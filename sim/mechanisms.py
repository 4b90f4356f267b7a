"""What the model teaches and where: for each concept the rules, levers, measures and causes that carry it.

One entry for each row of the table of concepts; a test checks that everything named here exists, and the
model's description is generated from it.
"""

from dataclasses import dataclass

from sim.scenario.text import Text
from sim.scenario.vocabulary import Cause


@dataclass(frozen=True)
class Mechanism:
    """One concept at work. Files are paths from the root of the project."""

    row: str  # of the table of concepts, A1 to D6
    name: Text
    rules: tuple[str, ...]  # files of the model
    levers: tuple[str, ...]
    measures: tuple[str, ...]
    causes: tuple[Cause, ...]
    test: str  # shows direction and size, and that switching it off removes it
    scenario: str  # a shipped scenario, or the file of the experiment that is built around it


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism(
        row="A1",
        name=Text(en="Loyalty ladder", es="Escalera de la lealtad"),
        rules=("sim/market/ladder.py", "sim/scenario/ladder.py"),
        levers=("advertising", "staff", "training"),
        measures=("customers", "advocates", "new_customers", "lost_customers"),
        causes=(Cause.GOOD_SERVICE, Cause.POOR_SERVICE, Cause.COMMITMENT),
        test="tests/mechanisms/test_a1_loyalty_ladder.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="B9",
        name=Text(en="Pareto principle", es="Principio de Pareto"),
        rules=("sim/market/population.py", "sim/market/dedicated.py"),
        levers=("account_managers",),
        measures=("managed", "customer_equity"),
        causes=(Cause.PERSONAL_MANAGER,),
        test="tests/mechanisms/test_b9_vital_few.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="C2",
        name=Text(en="Dedicated personal assistance", es="Asistencia personal exclusiva"),
        rules=("sim/market/dedicated.py", "sim/market/commitment.py"),
        levers=("account_managers",),
        measures=("managed", "commitment"),
        causes=(Cause.PERSONAL_MANAGER, Cause.RECOVERY),
        test="tests/mechanisms/test_c2_dedicated_assistance.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="D5",
        name=Text(en="Competitors", es="Competidores"),
        rules=("sim/policies.py", "sim/market/insolvency.py", "sim/market/intelligence.py"),
        levers=("introductory_offers",),
        measures=("share", "lost_customers"),
        causes=(Cause.RIVAL_OFFER, Cause.RIVAL_APPEAL, Cause.BANKRUPTCY),
        test="tests/mechanisms/test_d5_competitors.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="D6",
        name=Text(en="Word of mouth", es="Boca a boca"),
        rules=("sim/market/talk.py",),
        levers=("referral_reward",),
        measures=("new_customers", "advocates"),
        causes=(Cause.REFERRAL, Cause.PRAISE, Cause.CRITICISM),
        test="tests/mechanisms/test_d6_word_of_mouth.py",
        scenario="corner-cafe",
    ),
)
"""In the order of the rows."""
