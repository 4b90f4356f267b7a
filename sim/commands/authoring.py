"""A new scenario file to begin with: commented, playable, and never on top of another one unasked."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sim.commands.complaints import CommandError, writing
from sim.commands.draft import CUSTOMERS, ROUNDS, Business, Wishes, draft, identifier
from sim.scenario.amounts import meant
from sim.scenario.files import SUFFIXES
from sim.scenario.inherit import gather
from sim.scenario.load import understand
from sim.words import LANGUAGES, Words, sentence

Answer = TypeVar("Answer")

_LONGEST_TITLE = 200


def new(file: Path | None, wishes: Wishes, words: Words) -> None:
    """Writes a scenario file; on a terminal it asks for what was not said."""
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    settled = _ask(wishes, words) if on_terminal else wishes
    title = (settled.title or words("new.default_title")).strip()
    if not title or len(title) > _LONGEST_TITLE or not title.isprintable():
        raise CommandError(sentence("new.no_title", most=_LONGEST_TITLE))
    path = file or Path(f"{identifier(title)}.yaml")
    if path.suffix not in SUFFIXES:
        path = path.with_name(f"{path.name}.yaml")
    replace = path.exists()
    if replace and not (on_terminal and _agreed(words("new.overwrite", file=path), words)):
        raise CommandError(sentence("new.exists", file=str(path)))
    text = draft(title, path.name, settled, words.language)
    understand(gather(text.encode(), path))  # what is offered to begin with has no problems
    with writing(path), path.open("w" if replace else "x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    print(words("new.written", file=path))


def _ask(wishes: Wishes, words: Words) -> Wishes:
    """The wishes, completed by whoever sits at the terminal."""
    kinds = ", ".join(f"{kind} ({words(f'new.business.{kind}')})" for kind in Business)
    customers = words("new.ask_customers", least=words.number(CUSTOMERS[0]), most=words.number(CUSTOMERS[1]))
    rounds = words("new.ask_rounds", least=ROUNDS[0], most=ROUNDS[1])
    return Wishes(
        wishes.title or _typed(f"{words('new.ask_title')} [{words('new.default_title')}] ") or None,
        wishes.language or _choice(words("new.ask_language"), words.language, LANGUAGES, words),
        wishes.business or _choice(words("new.ask_business", kinds=kinds), Business.SHOP, tuple(Business), words),
        wishes.customers or _number(customers, 1500, CUSTOMERS, words),
        wishes.rounds or _number(rounds, 8, ROUNDS, words),
    )


def _choice(question: str, default: Answer, known: Sequence[Answer], words: Words) -> Answer:
    by_name = {str(each): each for each in known}
    return _answer(question, default, by_name.get, words("new.choose", known=", ".join(by_name)))


def _number(question: str, default: int, limits: tuple[int, int], words: Words) -> int:
    """A whole number within limits, also one whose thousands are parted, as in the question."""
    least, most = limits

    def read(typed: str) -> int | None:
        value = meant(typed)
        return int(value) if value is not None and least <= value <= most and value == int(value) else None

    return _answer(question, default, read, words("new.whole", least=least, most=most))


def _answer(question: str, default: Answer, read: Callable[[str], Answer | None], otherwise: str) -> Answer:
    """What is typed, as ``read`` understands it; where it understands nothing, ``otherwise`` says what to write."""
    while True:
        typed = _typed(f"{question} [{default}] ")
        answer = read(typed) if typed else default
        if answer is not None:
            return answer
        print(otherwise)


def _agreed(question: str, words: Words) -> bool:
    return _typed(f"{question} ").lower() in words("new.yes").split()


def _typed(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise CommandError(sentence("new.stopped")) from None
