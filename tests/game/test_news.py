"""The advice of a scenario among the news: in its round, or when its conditions begin to hold."""

from pathlib import Path

from game.screens.market.news import headlines
from game.session import Session
from game.text import Text


def _advice(session: Session) -> list[str]:
    return [each.words for each in headlines(session, Text("en")) if each.tone == "hint"]


def test_hints_are_shown_by_round_and_by_condition(shop: Path) -> None:
    shop.write_text(
        shop.read_text(encoding="utf-8")
        + """\
teaching:
  hints:
    - {round: 1, text: Look before you spend.}
    - {round: 2, text: Look again.}
    - {when: [{measure: customers, above: 0}], text: Somebody came.}
    - {when: [{measure: customers, above: 100000}], text: Too many came.}
""",
        encoding="utf-8",
    )
    session = Session.start(shop)
    assert _advice(session) == ["Look before you spend.", "Somebody came."]
    assert not session.play_week()
    assert _advice(session) == []  # while the weeks pass nobody advises
    while not session.play_week():
        pass
    assert _advice(session) == ["Look again."]
