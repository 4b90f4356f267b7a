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
        row="A2",
        name=Text(
            en="Stages: strangers, acquaintances, friends, partners",
            es="Etapas: extraños, conocidos, amigos, socios",
        ),
        rules=("sim/market/choice.py", "sim/market/ladder.py", "sim/scenario/ladder.py"),
        levers=("advertising", "introductory_offers", "staff", "training", "promise", "loyalty_card"),
        measures=("satisfaction", "trust", "commitment"),
        causes=(Cause.GOOD_SERVICE, Cause.PROMISE_KEPT, Cause.COMMITMENT),
        test="tests/mechanisms/test_a2_stages.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="A4",
        name=Text(en="Durability of the advantage", es="Durabilidad de la ventaja"),
        rules=("sim/market/choice.py", "sim/market/ladder.py"),
        levers=("introductory_offers", "staff", "training"),
        measures=("lost_customers", "retention", "share"),
        causes=(Cause.RIVAL_OFFER, Cause.RIVAL_APPEAL),
        test="tests/mechanisms/test_a4_durability.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="A5",
        name=Text(en="Time horizon", es="Horizonte temporal"),
        rules=("sim/market/ladder.py", "sim/market/relationship.py"),
        levers=("staff", "training"),
        measures=("advocates", "commitment"),
        causes=(Cause.COMMITMENT, Cause.PROMISE_KEPT),
        test="tests/mechanisms/test_a5_time_horizon.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="A6",
        name=Text(en="Satisfaction", es="Satisfacción"),
        rules=("sim/market/relationship.py",),
        levers=("staff", "training", "promise"),
        measures=("satisfaction", "quality"),
        causes=(Cause.GOOD_SERVICE, Cause.POOR_SERVICE, Cause.WAIT, Cause.FAILURE),
        test="tests/mechanisms/test_a6_satisfaction.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="A7",
        name=Text(en="Trust", es="Confianza"),
        rules=("sim/market/relationship.py",),
        levers=("promise", "staff", "training"),
        measures=("trust", "promises_kept"),
        causes=(Cause.PROMISE_KEPT, Cause.PROMISE_BROKEN),
        test="tests/mechanisms/test_a7_trust.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="A9",
        name=Text(en="Promises given and kept", es="Promesas hechas y cumplidas"),
        rules=("sim/market/relationship.py", "sim/market/internal_marketing.py"),
        levers=("promise", "internal_marketing"),
        measures=("promises_kept", "promise_gap", "trust"),
        causes=(Cause.PROMISE_KEPT, Cause.PROMISE_BROKEN),
        test="tests/mechanisms/test_a9_promises.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="A11",
        name=Text(
            en="Law of the harvest, law of self-deterioration",
            es="Ley de la cosecha, ley del autodeterioro",
        ),
        rules=("sim/market/memory.py", "sim/market/relationship.py", "sim/market/team_week.py"),
        levers=("staff", "training"),
        measures=("satisfaction", "trust", "commitment", "revenue"),
        causes=(Cause.NEGLECT,),
        test="tests/mechanisms/test_a11_harvest.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="B1",
        name=Text(en="Motives: acquire, retain, grow sales", es="Motivos: captar, retener, estimular ventas"),
        rules=("sim/decisions.py", "sim/market/promotion.py", "sim/market/money.py"),
        levers=("advertising", "introductory_offers", "referral_reward", "staff", "training", "loyalty_card"),
        measures=("new_customers", "retention", "acquisition_cost", "profit"),
        causes=(Cause.ADVERTISING, Cause.INTRODUCTORY_OFFER, Cause.GOOD_SERVICE),
        test="tests/mechanisms/test_b1_motives.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="B2",
        name=Text(en="Winning back the lost", es="Recuperar a los perdidos"),
        rules=("sim/market/win_back.py",),
        levers=("win_back",),
        measures=("won_back", "lost_pool"),
        causes=(Cause.WIN_BACK,),
        test="tests/mechanisms/test_b2_win_back.py",
        scenario="tests/mechanisms/test_b2_win_back.py",
    ),
    Mechanism(
        row="B7",
        name=Text(en="Communication in both directions", es="Comunicación en los dos sentidos"),
        rules=("sim/market/voice.py", "sim/market/contacts.py"),
        levers=("complaint_line",),
        measures=("complaints", "recovered", "silent_leavers"),
        causes=(Cause.RECOVERY, Cause.FRUSTRATION),
        test="tests/mechanisms/test_b7_voice.py",
        scenario="tests/mechanisms/test_b7_voice.py",
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
        row="B13",
        name=Text(en="Brand, image, innovation and design", es="Marca, imagen, innovación y diseño"),
        rules=("sim/market/design.py", "sim/market/promotion.py"),
        levers=("design", "advertising"),
        measures=("brand",),
        causes=(Cause.NEGLECT,),
        test="tests/mechanisms/test_b13_brand.py",
        scenario="tests/mechanisms/test_b13_brand.py",
    ),
    Mechanism(
        row="B14",
        name=Text(en="Value at every touch point", es="Valor en cada punto de contacto"),
        rules=("sim/market/touch_points.py", "sim/market/experience.py"),
        levers=("before_sale", "after_sale"),
        measures=("touch_before", "touch_during", "touch_after", "quality"),
        causes=(Cause.GOOD_SERVICE, Cause.POOR_SERVICE),
        test="tests/mechanisms/test_b14_touch_points.py",
        scenario="tests/mechanisms/test_b14_touch_points.py",
    ),
    Mechanism(
        row="C1",
        name=Text(en="Personal assistance", es="Asistencia personal"),
        rules=("sim/market/contacts.py", "sim/market/staff.py"),
        levers=("staff",),
        measures=("wait", "load", "contacts"),
        causes=(Cause.WAIT,),
        test="tests/mechanisms/test_c1_personal.py",
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
        row="C3",
        name=Text(en="Self-service", es="Autoservicio"),
        rules=("sim/market/machines.py",),
        levers=("self_service",),
        measures=("self_served", "wait"),
        causes=(Cause.SELF_SERVICE, Cause.FRUSTRATION),
        test="tests/mechanisms/test_c3_self_service.py",
        scenario="tests/mechanisms/test_c3_self_service.py",
    ),
    Mechanism(
        row="C4",
        name=Text(en="Automated services", es="Servicios automáticos"),
        rules=("sim/market/machines.py",),
        levers=("automation",),
        measures=("self_served", "wait"),
        causes=(Cause.SELF_SERVICE, Cause.FRUSTRATION),
        test="tests/mechanisms/test_c4_automation.py",
        scenario="tests/mechanisms/test_c4_automation.py",
    ),
    Mechanism(
        row="C5",
        name=Text(en="Communities", es="Comunidades"),
        rules=("sim/market/community.py", "sim/market/commitment.py"),
        levers=("community",),
        measures=("community_members", "contacts", "trust"),
        causes=(Cause.COMMUNITY,),
        test="tests/mechanisms/test_c5_communities.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="C6",
        name=Text(en="Co-creation", es="Creación colectiva"),
        rules=("sim/market/co_creation.py",),
        levers=("co_creation",),
        measures=("ideas", "share"),
        causes=(Cause.CO_CREATION,),
        test="tests/mechanisms/test_c6_co_creation.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="D1",
        name=Text(en="Internal customers", es="Clientes internos"),
        rules=("sim/market/staff.py", "sim/market/team_week.py", "sim/market/internal_marketing.py"),
        levers=("staff", "training", "internal_marketing"),
        measures=("morale", "load", "quality", "resignations"),
        causes=(Cause.GOOD_SERVICE, Cause.POOR_SERVICE),
        test="tests/mechanisms/test_d1_staff.py",
        scenario="corner-cafe",
    ),
    Mechanism(
        row="D2",
        name=Text(en="Information flows both ways", es="La información fluye en los dos sentidos"),
        rules=("sim/market/internal_marketing.py",),
        levers=("internal_marketing",),
        measures=("promise_gap",),
        causes=(Cause.PROMISE_KEPT, Cause.PROMISE_BROKEN),
        test="tests/mechanisms/test_d2_both_ways.py",
        scenario="tests/mechanisms/test_d2_both_ways.py",
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
