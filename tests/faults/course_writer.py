"""A text model that knows how to write courses: what a stub answers to the prompts of a generation."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from learning.brief import Brief
from learning.section import Citation
from tests.faults.written import Json, from_schema, schema_of, text_of
from tests.learning import drafts

SHAPE = re.compile(r"Plan the course: (\d+) lessons of exactly (\d+) sections")
SECTION = re.compile(r"Write section (\d+\.\d+) of the outline: “(.+?)”\.")
BLOCKS = re.compile(r"It is written from these source blocks: (.+)")
BLOCK = re.compile(r"^\[(S\d+\.\S+?)\] (?!#)(.+[.!?])$", re.MULTILINE)
CHECK = re.compile(r"^\[(\w+)\] (?:multiple_choice|true_false|cloze|short_answer):", re.MULTILINE)
TITLE = re.compile(r"<brief>\nTitle: (.+)")
OBJECTIVES = re.compile(r"^Objectives: (.+)$", re.MULTILINE)
OWN_OBJECTIVES = re.compile(r"Objectives of this section:\n((?:- .+\n?)+)")
DEPTH = re.compile(r"^Depth: (\w+)$", re.MULTILINE)
FILE = re.compile(r'<source id="S1" file="([^"]+)"')
WITHOUT_VISUALS = "This course has no diagrams"
QUOTED_WORDS, SHORT = 12, 1_500
LENGTHS = {"overview": 7_600, "standard": 12_000, "deep": 20_800}
"""Characters of a whole answer."""


def written(body: Json) -> str:
    """An outline of the asked shape, or a section of it, out of the sources' own words. Else what the schema allows."""
    text = text_of(body)
    fields = _fields(body, text)
    for name, write in {"answers": _answers, "lessons": _outline, "explanation": _section}.items():
        if name in fields:
            return json.dumps({"draft": write(text)} if "draft" in fields else write(text))
    return from_schema(body)


def _fields(body: Json, text: str) -> set[str]:
    """The fields that are asked for, by the schema where there is one of this answer alone, else by the words."""
    schema = schema_of(body) or {}
    properties = set(schema.get("properties", {}))
    if properties and properties != {"draft"}:
        return properties
    return properties | ({"lessons"} if SHAPE.search(text) else {"explanation"} if SECTION.search(text) else set())


def _answers(text: str) -> Json:
    """The checks of `_section` as somebody answers them who has learnt from the text, or has none and cannot tell."""
    known = {check["id"]: check["answer"] for check in drafts.content().model_dump(mode="json")["checks"]}
    asked, read = CHECK.findall(text), "\n<reading>\n" in text
    return {"answers": [{"id": name, "answer": known[name] if read else "unknown"} for name in asked if name in known]}


def _outline(text: str) -> Json:
    shape = SHAPE.search(text)
    lessons, sections = (int(shape[1]), int(shape[2])) if shape else (1, 1)
    title = TITLE.search(text)
    objectives = OBJECTIVES.search(text)
    brief = Brief(
        title=title[1] if title else "A course",
        objectives=objectives[1].split("; ") if objectives else [],
        lessons=lessons,
        sections_per_lesson=sections,
    )
    labels = [label for label, _ in BLOCK.findall(text)]
    plan = drafts.outline(brief).model_dump(mode="json")
    planned = [section for lesson in plan["lessons"] for section in lesson["sections"]]
    for at, section in enumerate(planned):
        del section["key"], section["source_blocks"]
        section["visual"] = "none" if WITHOUT_VISUALS in text else "concept_map"
        section["summary"] = section["title"]
        section["blocks"] = _share(labels, at, len(planned))
    return plan


def _share(labels: Sequence[str], at: int, of: int) -> list[str]:
    """The at-th of `of` shares, in runs; where there are too few labels, they are used again."""
    if not labels:
        return []
    size = max(1, len(labels) // of)
    first = at * size % len(labels)
    return (
        [labels[first]]
        if size == 1
        else [f"{labels[first]}-{labels[min(first + size, len(labels)) - 1].split('.')[1]}"]
    )


def _section(text: str) -> Json:
    """As long as a real one of its depth: a paragraph a source block, or invented ones, and as many examples as fit."""
    named, blocks = SECTION.search(text), BLOCKS.search(text)
    material = dict(BLOCK.findall(text))
    wanted = [label for label in re.split(r",\s*", blocks[1] if blocks else "") if label in material]
    own = OWN_OBJECTIVES.search(text)
    objectives = [line[2:] for line in own[1].splitlines()] if own else []
    characters = LENGTHS[depth[1] if (depth := DEPTH.search(text)) else "standard"]
    paragraphs, citations = _explained(wanted, material, characters // 3)
    content = drafts.content(
        summary=f"{named[2] if named else 'A section'}: what it is and how it is done.",
        explanation="\n\n".join(paragraphs),
        citations=[],
    ).model_dump(mode="json")
    del content["visuals"]
    for check in content["checks"]:
        check["objective"] = objectives[0] if objectives else ""
    file = FILE.search(text)
    content["citations"] = citations
    content["resources"] = [_resource(file[1] if file else None)]
    content["examples"] = list(_examples(characters - len(json.dumps(content))))
    return content


def _explained(wanted: Sequence[str], material: dict[str, str], most: int) -> tuple[list[str], list[Json]]:
    if not wanted:
        return [*drafts.PARAGRAPHS, drafts.STEPS], []
    paragraphs: list[str] = []
    citations: list[Json] = []
    for number, label in enumerate(wanted, 1):
        if paragraphs and sum(map(len, paragraphs)) + len(material[label]) > most:
            break
        paragraphs.append(f"{material[label]} [^c{number}]")
        citations.append(_citation(number, label, material[label]))
    invented = list(drafts.PARAGRAPHS) if sum(map(len, paragraphs)) < SHORT else []
    told = [f"{text} [^c1]" for text in invented]
    return [*paragraphs, *told, f"{drafts.STEPS} [^c1]"], citations


def _examples(characters: int) -> Iterator[Json]:
    number = 0
    while number == 0 or characters > 0:
        number += 1
        body = (
            f"A baker has {number * 250} g of flour. The usual hydration of {60 + number} percent asks for "
            f"{number * 250 * (60 + number) // 100} g of water, and two grams of salt for every hundred grams make "
            f"{number * 5} g. At {18 + number} degrees this dough is ready after {30 - number} hours."
        )
        characters -= len(body) + 40
        yield {"title": f"A dough of {number * 250} grams", "body": body}


def _resource(file: str | None) -> Json:
    place = {"url": None, "source": file, "pages": None} if file else {"url": "https://example.org/", "source": None}
    return {"title": "To read further", "pages": None} | place


def _citation(number: int, label: str, text: str) -> dict[str, Any]:
    quote = " ".join(text.split(" ")[:QUOTED_WORDS])
    return Citation(id=f"c{number}", source_id="", quote=quote).model_dump(include={"id", "quote"}) | {"block": label}
