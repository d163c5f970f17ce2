"""Source documents out of a made-up subject, long enough for courses."""

from collections.abc import Sequence
from random import Random

import pytest

from learning.brief import Brief
from learning.outline import Outline
from learning.section import SectionContent
from learning.source import Block, SourceDocument
from providers.offline import OfflineText
from providers.text import OutlineRequest, SectionRequest

TOPICS = (
    ("Valves", "valve", "spindle", "gasket"),
    ("Pumps", "pump", "impeller", "casing"),
    ("Boilers", "boiler", "burner", "flue"),
    ("Radiators", "radiator", "fin", "bracket"),
    ("Thermostats", "thermostat", "sensor", "dial"),
    ("Pipes", "pipe", "joint", "elbow"),
    ("Filters", "filter", "mesh", "housing"),
    ("Controllers", "controller", "relay", "display"),
    ("Tanks", "tank", "float", "overflow"),
    ("Heat Exchangers", "exchanger", "plate", "coil"),
    ("Manifolds", "manifold", "outlet", "header"),
    ("Meters", "meter", "counter", "register"),
)
PATTERNS = (
    "A {a} is a part that limits the flow through the {b} when the pressure rises.",
    "The {b} holds the {c} in place while water passes through the {a}.",
    "Every {a} loses some heat, because the {c} touches the cold wall behind it.",
    "A worn {c} lets water escape from the {b} long before the {a} fails.",
    "The installer checks the {b} twice a year and replaces the {c} after five winters.",
    "Modern systems combine the {a} with a second {b}, so that one of them can rest.",
    "The pressure in the {a} depends on the height of the {c} above the floor.",
    "A {c} made of brass outlasts a {b} made of steel in hard water.",
    "You can use the {a} to balance two rooms that share one {b}.",
    "The {c} is called the heart of the {a}, since it decides how much water arrives.",
    "Without a clean {b} the {a} makes noise whenever the {c} turns.",
    "Regular flushing keeps the {a} quiet and the {c} free of rust.",
)
LEADS = ("In winter", "In summer", "After a repair", "During a test", "In old houses", "In new houses", "At night")


def told(topic: Sequence[str], number: int) -> str:
    """The `number`-th sentence on a topic, another one for each number."""
    _, a, b, c = topic
    sentence = PATTERNS[number % len(PATTERNS)].format(a=a, b=b, c=c)
    turn = number // len(PATTERNS)
    if not turn:
        return sentence
    lead = LEADS[turn % len(LEADS)]
    return f"{lead}, {sentence[0].lower()}{sentence[1:-1]}, as case {turn} of the handbook shows."


def lesson_blocks(topic: Sequence[str], words: int, start: int, first: int, heading: str, level: int) -> list[Block]:
    """A heading and paragraphs of three sentences each, of at least `words` words together."""
    path = ("Heating Systems", heading) if level > 1 else (heading,)
    blocks = [
        Block(id=f"b{start}", kind="heading", text=heading, level=level, heading_path=path[:-1], page=start // 9 + 1)
    ]
    count, number = 0, first
    while count < words:
        text = " ".join(told(topic, number + step) for step in range(3))
        number += 3
        count += len(text.split())
        name = f"b{start + len(blocks)}"
        page = (start + len(blocks)) // 9 + 1
        blocks.append(Block(id=name, kind="paragraph", text=text, heading_path=path, page=page))
    return blocks


def manual(topics: int = 12, words: int = 340, seed: int = 0, source_id: str = "s1") -> SourceDocument:
    """A handbook with a chapter a topic."""
    order = list(TOPICS[:topics])
    Random(seed).shuffle(order)
    title = Block(id="b1", kind="heading", text="Heating Systems", level=1, page=1)
    blocks = [title]
    for number, topic in enumerate(order, 1):
        heading = f"{number}. {topic[0]}"
        blocks += lesson_blocks(topic, words, len(blocks) + 1, seed % 3, heading, 2)
    return document(blocks, source_id)


def document(blocks: Sequence[Block], source_id: str = "s1", title: str = "Heating Systems") -> SourceDocument:
    return SourceDocument(
        id=source_id,
        filename=f"{source_id}.pdf",
        media_type="application/pdf",
        title=title,
        pages=max((block.page or 1 for block in blocks), default=1),
        characters=sum(len(block.text) for block in blocks),
        blocks=tuple(blocks),
    )


def prose(*paragraphs: str) -> SourceDocument:
    """A document without headings."""
    return document([Block(id=f"b{n}", kind="paragraph", text=text) for n, text in enumerate(paragraphs, 1)])


async def write_outline(
    writer: OfflineText, brief: Brief, sources: Sequence[SourceDocument], **rest: object
) -> Outline:
    request = OutlineRequest.model_validate({"brief": brief, "sources": tuple(sources), **rest})
    return Outline.model_validate_json((await writer.outline(request)).raw)


async def write_section(
    writer: OfflineText, brief: Brief, outline: Outline, key: str, sources: Sequence[SourceDocument], **rest: object
) -> SectionContent:
    fields = {"brief": brief, "outline": outline, "key": key, "sources": tuple(sources), **rest}
    return SectionContent.model_validate_json((await writer.section(SectionRequest.model_validate(fields))).raw)


async def write_course(
    writer: OfflineText, brief: Brief, sources: Sequence[SourceDocument]
) -> tuple[Outline, dict[str, SectionContent]]:
    outline = await write_outline(writer, brief, sources)
    keys = [section.key for section in outline.all_sections()]
    return outline, {key: await write_section(writer, brief, outline, key, sources) for key in keys}


@pytest.fixture(scope="session")
def writer() -> OfflineText:
    return OfflineText()
