"""Schemas that leave a model no room for what the review would refuse: counts of the brief, keys and labels that exist.

For servers that hold a model to the whole of a schema. Services that bill the schema as the beginning of the prompt get
`course_schema`, which is the same for all calls of a course.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from learning.brief import Brief
from learning.prose_review import LENGTHS
from providers.prompting.labels import label
from providers.prompting.schemas import WrittenOutline, WrittenSection, schema_of
from providers.text import OutlineRequest, SectionRequest, SolveRequest, TextRequest

Json = dict[str, Any]
MOST_CHOICES = 200
"""Labels that a schema lists; grammars of more are slow to build."""
MOST_OF_A_CHECK = 6
"""Options of a check, or other answers that are as right."""
WORDS_A_CITATION = 10
"""Of the shortest explanation, so that a model which goes on citing comes to an end."""
SHORTEST_WORD = 5
"""Characters of a word with its blank, in the mean of a text that is no longer than it has to be."""


def tightened(request: TextRequest, schema: Json) -> Json:
    """The schema of a request as far as brief, outline and sources say what an answer can hold."""
    tight = deepcopy(schema)
    match request:
        case OutlineRequest():
            _tighten_outline(tight, tight["properties"], request.brief)
        case SectionRequest():
            _tighten_section(tight, request)
        case SolveRequest():
            answers = tight["properties"]["answers"]
            answers |= {"minItems": len(request.checks), "maxItems": len(request.checks)}
            tight["$defs"]["GivenAnswer"]["properties"]["id"] = _one_of([check.id for check in request.checks])
    return tight


def course_schema(brief: Brief) -> Json:
    """One schema for the outline and the sections of a course: an object whose `draft` is the one or the other."""
    outline, section = deepcopy(schema_of(WrittenOutline)), deepcopy(schema_of(WrittenSection))
    _tighten_outline(outline, outline["properties"], brief)
    parts = {**outline.pop("$defs"), **section.pop("$defs"), "Outline": outline, "Section": section}
    either = {"anyOf": [{"$ref": "#/$defs/Outline"}, {"$ref": "#/$defs/Section"}]}
    return {
        "type": "object",
        "properties": {"draft": either},
        "required": ["draft"],
        "additionalProperties": False,
        "$defs": parts,
    }


def _tighten_outline(schema: Json, properties: Json, brief: Brief) -> None:
    section = schema["$defs"]["PlannedSection"]["properties"]
    _exactly(properties["lessons"], brief.lessons)
    _exactly(schema["$defs"]["PlannedLesson"]["properties"]["sections"], brief.sections_per_lesson)
    for name in ("objectives", "assessment_criteria"):
        section[name] |= {"minItems": 1, "maxItems": 4}
    keys = [
        f"{lesson}.{at}" for lesson in range(1, brief.lessons + 1) for at in range(1, brief.sections_per_lesson + 1)
    ]
    section["prerequisites"]["items"] = _one_of(keys)
    if not brief.visuals:
        section["visual"] = {"type": "string", "const": "none"}


def _tighten_section(schema: Json, request: SectionRequest) -> None:
    properties, parts = schema["properties"], schema["$defs"]
    planned = request.outline.section(request.key)
    for name, (least, most) in {
        "examples": (1, 3),
        "exercises": (1, 3),
        "checks": (1, 6),
        "applications": (1, 3),
        "resources": (1, 3),
    }.items():
        properties[name] |= {"minItems": least, "maxItems": most}
    for name in ("options", "accepted"):
        parts["WrittenCheck"]["properties"][name] |= {"maxItems": MOST_OF_A_CHECK}
    properties["explanation"] |= {"minLength": LENGTHS[request.brief.depth].floor * SHORTEST_WORD}
    if objectives := [objective for objective in planned.objectives if objective]:
        parts["WrittenCheck"]["properties"]["objective"] = _one_of(objectives)
    if not request.sources:
        properties["citations"] |= {"maxItems": 0}
        return
    most = LENGTHS[request.brief.depth].floor // WORDS_A_CITATION
    properties["citations"] |= {"minItems": 1, "maxItems": most}
    citation = parts["WrittenCitation"]["properties"]
    citation["id"] = _one_of([f"c{number}" for number in range(1, most + 1)])
    if len(labels := _labels(request)) <= MOST_CHOICES:
        citation["block"] = _one_of(labels)


def _labels(request: SectionRequest) -> list[str]:
    """Of the blocks that the section is written from, or of all where the outline names none that exist."""
    own = set(request.outline.section(request.key).source_blocks)
    every = [
        (f"{source.id}:{block.id}", label(number, block))
        for number, source in enumerate(request.sources, 1)
        for block in source.blocks
        if block.kind != "heading"
    ]
    return [name for reference, name in every if reference in own] or [name for _, name in every]


def _exactly(array: Json, count: int) -> None:
    array |= {"minItems": count, "maxItems": count}


def _one_of(values: list[str]) -> Json:
    return {"type": "string", "enum": values}
