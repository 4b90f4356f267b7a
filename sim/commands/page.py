"""A report as one HTML file that needs nothing else: no network, no script, readable by ear and on paper."""

from collections.abc import Sequence

from jinja2 import Environment, StrictUndefined

from sim.commands.blocks import MARKS, Block, Heading
from sim.resources import shipped
from sim.words import Language


def page(title: str, subtitle: str, blocks: Sequence[Block], language: Language) -> str:
    """The whole file."""
    jinja = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = jinja.from_string(shipped("assets", "templates", "report.html").read_text(encoding="utf-8"))
    sections = [[(type(block).__name__, block) for block in part] for part in _sections(blocks)]
    return template.render(language=language, title=title, subtitle=subtitle, sections=sections, marks=MARKS)


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks from heading to heading."""
    sections: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading) or not sections:
            sections.append([])
        sections[-1].append(block)
    return sections
