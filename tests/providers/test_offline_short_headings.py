"""Texts under many short headings: a section spans them, and nothing that they show gets lost."""

import pytest

from learning.brief import Brief
from learning.source import SourceDocument
from providers.offline import OfflineText
from sources import read_source
from tests.providers.conftest import write_course

PROSE = (
    "The part called {name} keeps the pressure of the vessel below its limit. A worker looks at {name} before each "
    "shift and writes down what the gauge shows. The ring of rubber in {name} holds the oil of the machine back."
)
LISTING = "# close all\nplantctl close\n## wait\nplantctl wait 5"


def told(*names: str) -> str:
    """The first name is the heading."""
    return f"## {names[0]}\n\n{' '.join(PROSE.format(name=name.lower()) for name in names)}\n"


def coded(*names: str) -> str:
    return f"{told(*names)}\n```sh\n{LISTING}\n```\n"


def only_code(name: str) -> str:
    return f"## {name}\n\n```sh\n{LISTING}\n```\n"


def written(parts: list[str]) -> SourceDocument:
    read = read_source("\n".join(["# Plant notes\n", *parts]).encode(), "plant.md")
    return SourceDocument(
        id="1", title="Plant notes", filename="plant.md", media_type="text/markdown", characters=9, blocks=read.blocks
    )


@pytest.mark.parametrize(
    ("parts", "sections"),
    [
        ([coded("Valves"), told("Examples of pumps", "Pump", "Piston")], 1),
        ([told("Valves"), told("Pumps"), told("Tanks"), told("Examples of pipes")], 1),
        ([told(name) for name in ("Valves", "Pumps", "Tanks", "Pipes", "Seals", "Gauges", "Meters", "Boilers")], 2),
        ([told("Example: a valve", "Spindle"), told("Examples of pumps", "Pump", "Piston")], 1),
        ([told("Valves", "Spindles"), only_code("Closing all"), told("Pumps", "Pistons")], 1),
    ],
)
async def test_a_section_spans_neighbouring_short_headings(
    writer: OfflineText, parts: list[str], sections: int
) -> None:
    brief = Brief(title="Plant", depth="overview", lessons=1, sections_per_lesson=sections)
    outline, contents = await write_course(writer, brief, [written(parts)])
    sections_written = [contents[section.key] for section in outline.all_sections()]
    shown = "\n".join(
        text for one in sections_written for text in (one.explanation, *(example.body for example in one.examples))
    )
    lines = [line for line in "\n".join(parts).split("\n") if line and not line.startswith(("## ", "```"))]
    assert [line for line in lines if line not in shown] == []


async def test_examples_stand_apart_where_the_text_bears_a_section_without_them(writer: OfflineText) -> None:
    source = written([*(told(name) for name in ("Valves", "Pumps", "Tanks", "Pipes")), told("Example")])
    brief = Brief(title="Plant", depth="overview", lessons=1, sections_per_lesson=1)
    _, contents = await write_course(writer, brief, [source])
    assert [example.title for example in contents["1.1"].examples] == ["Example"]
