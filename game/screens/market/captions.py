"""The words on the stage: the fixed ones of a scenario, and those of the week."""

from collections.abc import Sequence

from game.session import Session
from game.stage.scenery import STAGES, Captions, Script
from game.text import Text
from sim.observation import RivalView


def script(session: Session, text: Text) -> Script:
    """What the stage is about."""
    ladder = session.scenario.ladder
    return Script(
        rungs=tuple(text.of(rung.name) for rung in ladder.rungs),
        stages=tuple(str(rung.stage) for rung in ladder.rungs),
        bands={stage: (text(f"stage.{stage}"), text(f"stage.{stage}.wins")) for stage in STAGES},
        shops=tuple(text.of(rival.name) for rival in session.scenario.rivals),
        desk_rung=ladder.first_customer,
    )


def captions(session: Session, text: Text, before: Sequence[int]) -> Captions:
    """What is written on the stage this week; `before` are the counts when the round began."""
    seen = session.observation
    changes = [now - then for now, then in zip(seen.rungs, before, strict=True)]
    lost = int(seen.measures["lost_customers"]) if seen.weeks_played else 0
    leaving = text.count("stage.leaving" if seen.week else "stage.left", lost) if lost else ""
    team = seen.team
    return Captions(
        counts=tuple(text.number(count) for count in seen.rungs),
        changes=tuple(((change > 0) - (change < 0), text.number(abs(change))) for change in changes),
        shops=tuple(_shop(text, rival, played=seen.weeks_played > 0) for rival in seen.rivals),
        leaving=leaving,
        desk=text.count("stage.desk", team.waiting, minutes=text.number(round(team.wait_minutes))),
        queue=team.waiting,
    )


def _shop(text: Text, rival: RivalView, *, played: bool) -> tuple[str, str]:
    share = text.percent(rival.share)
    if not played:
        return text("stage.shop.share", share=share), share
    return text("stage.shop", share=share, took=text.number(rival.took)), share
