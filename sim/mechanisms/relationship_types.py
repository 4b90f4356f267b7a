"""The types of relationship (C), each a channel with its cost and those who expect it."""

from sim.mechanisms.mechanism import Mechanism
from sim.scenario.text import Text
from sim.scenario.vocabulary import Cause

RELATIONSHIP_TYPES: tuple[Mechanism, ...] = (
    Mechanism(
        row="C1",
        name=Text(en="Personal assistance", es="Asistencia personal"),
        rules=("sim/market/contacts.py", "sim/market/staff.py"),
        levers=("staff",),
        settings=(
            "market.segments.*.contact_rate",
            "model.experience.wait_harm",
        ),
        measures=("wait", "load", "contacts"),
        causes=(Cause.WAIT,),
        test="tests/mechanisms/test_c1_personal.py",
    ),
    Mechanism(
        row="C2",
        name=Text(en="Dedicated personal assistance", es="Asistencia personal exclusiva"),
        rules=("sim/market/dedicated.py", "sim/market/commitment.py"),
        levers=("account_managers",),
        settings=("market.segments.*.expects.dedicated",),
        measures=("managed", "commitment"),
        causes=(Cause.PERSONAL_MANAGER, Cause.RECOVERY),
        test="tests/mechanisms/test_c2_dedicated_assistance.py",
    ),
    Mechanism(
        row="C3",
        name=Text(en="Self-service", es="Autoservicio"),
        rules=("sim/market/machines.py",),
        levers=("self_service",),
        settings=(
            "market.segments.*.expects.self_service",
            "market.segments.*.contact_rate",
        ),
        measures=("self_served", "wait"),
        causes=(Cause.SELF_SERVICE, Cause.FRUSTRATION),
        test="tests/mechanisms/test_c3_self_service.py",
    ),
    Mechanism(
        row="C4",
        name=Text(en="Automated services", es="Servicios automáticos"),
        rules=("sim/market/machines.py",),
        levers=("automation",),
        settings=(
            "market.segments.*.expects.automated",
            "market.segments.*.contact_rate",
        ),
        measures=("self_served", "wait"),
        causes=(Cause.SELF_SERVICE, Cause.FRUSTRATION),
        test="tests/mechanisms/test_c4_automation.py",
    ),
    Mechanism(
        row="C5",
        name=Text(en="Communities", es="Comunidades"),
        rules=("sim/market/community.py", "sim/market/commitment.py"),
        levers=("community",),
        settings=("market.segments.*.expects.community",),
        measures=("community_members", "community_answers", "contacts", "trust"),
        causes=(Cause.COMMUNITY,),
        test="tests/mechanisms/test_c5_communities.py",
    ),
    Mechanism(
        row="C6",
        name=Text(en="Co-creation", es="Creación colectiva"),
        rules=("sim/market/co_creation.py",),
        levers=("co_creation",),
        settings=("market.segments.*.expects.co_creation",),
        measures=("ideas", "share"),
        causes=(Cause.CO_CREATION,),
        test="tests/mechanisms/test_c6_co_creation.py",
    ),
)
