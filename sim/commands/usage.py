"""What the command line says of itself in the reader's language: its help, and what is wrong with what was typed.

The library that reads commands speaks English only. It is a private part of typer, so its errors are known by their
names.
"""

import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from sim.commands.complaints import CommandError
from sim.commands.draft import CUSTOMERS, ROUNDS, Business
from sim.scenario.files import parted
from sim.scenario.problems import did_you_mean
from sim.words import LANGUAGES, Language, Sentence, sentence, system_language, words

SEEDS = (0, 2**63 - 1)
PLAYS = (1, 100_000)
_RANGES = {"seed": SEEDS, "plays": PLAYS, "customers": CUSTOMERS, "rounds": ROUNDS}
_CHOICES: dict[str, Sequence[str]] = {"lang": LANGUAGES, "language": LANGUAGES, "business": tuple(Business)}

_UsageError = cast(type[Exception], typer.BadParameter.__base__)


def typed(option: str) -> str | None:
    """What was typed as the value of an option; None if there is none."""
    for word, following in pairwise([*sys.argv[1:], ""]):
        if word == option:
            return following
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None


def reader() -> Language:
    """The language of who types: the one that --lang names, or that of the system."""
    asked = typed("--lang")
    return next((language for language in LANGUAGES if language == asked), None) or system_language()


HELP = words(reader())  # once: help is written where the commands are


class _Spoken:
    """What a command, or a group of them, says in the language of who reads it."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        try:
            return cast(Any, super()).parse_args(ctx, args)
        except _UsageError as error:
            said = misuse(error, ctx)
            if said is None:
                raise
            raise CommandError(said) from None

    def get_help_option(self, ctx: Any) -> Any:
        option = cast(Any, super()).get_help_option(ctx)
        option.help = HELP("usage.help")
        return option

    def get_usage(self, ctx: Any) -> str:
        usage: str = cast(Any, super()).get_usage(ctx)
        return usage.replace("Usage:", HELP("usage.usage"), 1)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils  # slow to load, and only help needs it

        rich_utils.ARGUMENTS_PANEL_TITLE = HELP("usage.arguments")
        rich_utils.OPTIONS_PANEL_TITLE = HELP("usage.options")
        rich_utils.COMMANDS_PANEL_TITLE = HELP("usage.commands")
        rich_utils.REQUIRED_LONG_STRING = HELP("usage.required")
        rich_utils.DEFAULT_STRING = HELP("usage.default")
        cast(Any, super()).format_help(ctx, formatter)


class Command(_Spoken, TyperCommand):
    """A command."""


class Commands(_Spoken, TyperGroup):
    """A group of commands."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names; CommandError if there is none, or if a file lost its quotes."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.commands, sentence("hint.commands", known=tuple(self.commands)))
            raise CommandError(sentence("command.unknown", name=args[0], hint=hint))
        name = parted(args[1:])
        if name:
            raise CommandError(sentence("command.parted", name=name))
        return super().resolve_command(ctx, args)


def misuse(error: Any, ctx: Any) -> Sentence | None:
    """What is wrong with the words after a command, and what to write; None where nothing is and help is shown."""
    example = str(ctx.command.epilog)
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return None
        case "NoSuchOption":
            known = tuple(name for param in ctx.command.get_params(ctx) for name in param.opts if name[0] == "-")
            hint = did_you_mean(error.option_name, known, sentence("hint.options", known=known))
            return sentence("command.no_option", command=ctx.command_path, name=error.option_name, hint=hint)
        case "MissingParameter":
            argument = error.param.param_type_name == "argument"
            name = error.param.metavar.rstrip(".") if argument else error.param.opts[-1]
            return sentence("command.missing", name=name, help=error.param.help, example=example)
        case "BadOptionUsage" if typed(error.option_name):
            return sentence("command.no_value", name=error.option_name)
        case "BadOptionUsage":
            param = next(each for each in ctx.command.params if error.option_name in each.opts)
            return sentence("command.value_missing", name=error.option_name, help=param.help, example=example)
        case "BadParameter":
            return _no_value_of(error.param.name, error.param.opts[-1])
    return sentence("command.too_many_words", words=" ".join(["escalera", *sys.argv[1:]]), example=example)


def _no_value_of(name: str, option: str) -> Sentence:
    """What is wrong with the value of an option that takes a whole number within limits, or one of a few words."""
    value = typed(option) or ""
    if name in _RANGES:
        low, high = _RANGES[name]
        return sentence("command.no_whole_number", name=option, value=value, low=str(low), high=str(high))
    known = _CHOICES[name]
    hint = did_you_mean(value, known, sentence("hint.choices", known=tuple(known)))
    return sentence("command.no_choice", name=option, value=value, hint=hint)
