"""The other people (D): staff, intermediaries, stakeholders, rivals, and customers who talk."""

from sim.mechanisms.mechanism import Mechanism
from sim.scenario.text import Text
from sim.scenario.vocabulary import Cause

OTHER_PEOPLE: tuple[Mechanism, ...] = (
    Mechanism(
        row="D1",
        name=Text(en="Internal customers", es="Clientes internos"),
        rules=("sim/market/staff.py", "sim/market/team_week.py", "sim/market/internal_marketing.py"),
        levers=("staff", "training", "internal_marketing"),
        settings=("model.experience.morale",),
        measures=("morale", "load", "quality", "resignations"),
        causes=(Cause.GOOD_SERVICE, Cause.POOR_SERVICE),
        test="tests/mechanisms/test_d1_staff.py",
    ),
    Mechanism(
        row="D2",
        name=Text(en="Information flows both ways", es="La información fluye en los dos sentidos"),
        rules=("sim/market/internal_marketing.py",),
        levers=("internal_marketing",),
        settings=(
            "model.internal_marketing.gap",
            "model.internal_marketing.listening",
        ),
        measures=("promise_gap",),
        causes=(Cause.PROMISE_KEPT, Cause.PROMISE_BROKEN),
        test="tests/mechanisms/test_d2_both_ways.py",
    ),
    Mechanism(
        row="D3",
        name=Text(en="Intermediaries", es="Intermediarios"),
        rules=("sim/market/goodwill.py", "sim/market/stakeholders.py", "sim/scenario/stakeholders.py"),
        levers=("prescribers", "distributors", "suppliers"),
        settings=("stakeholders.*.weight",),
        measures=("prescribers", "distributors", "suppliers"),
        causes=(Cause.PRESCRIBER,),
        test="tests/mechanisms/test_d3_intermediaries.py",
    ),
    Mechanism(
        row="D4",
        name=Text(en="Stakeholders", es="Grupos de interés"),
        rules=("sim/market/goodwill.py", "sim/market/stakeholders.py", "sim/scenario/stakeholders.py"),
        levers=("local_community",),
        settings=("stakeholders.*.weight",),
        measures=("shareholders", "local_community"),
        causes=(Cause.EVENT,),
        test="tests/mechanisms/test_d4_stakeholders.py",
    ),
    Mechanism(
        row="D5",
        name=Text(en="Competitors", es="Competidores"),
        rules=("sim/policies.py", "sim/market/insolvency.py", "sim/market/intelligence.py"),
        levers=("introductory_offers",),
        settings=("rivals.*.policy",),
        measures=("share", "lost_customers"),
        causes=(Cause.RIVAL_OFFER, Cause.RIVAL_APPEAL, Cause.BANKRUPTCY),
        test="tests/mechanisms/test_d5_competitors.py",
    ),
    Mechanism(
        row="D6",
        name=Text(en="Word of mouth", es="Boca a boca"),
        rules=("sim/market/talk.py",),
        levers=("referral_reward",),
        settings=(
            "ladder.rungs.*.referral",
            "model.talk.supporter",
        ),
        measures=("new_customers", "advocates"),
        causes=(Cause.REFERRAL, Cause.PRAISE, Cause.CRITICISM),
        test="tests/mechanisms/test_d6_word_of_mouth.py",
    ),
)
