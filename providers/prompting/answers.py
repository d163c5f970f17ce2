"""From a model's JSON to the draft that the rules review."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from learning.checks.check import MOST_ACCEPTED
from learning.checks.registry import KINDS
from providers.prompting.keys import option_meant
from providers.prompting.labels import Labels
from providers.prompting.mending import mended_outline
from providers.prompting.mending_sections import mended_section
from providers.prompting.reading import object_in, renamed
from providers.prompting.schemas import (
    GivenAnswer,
    PlannedLesson,
    PlannedSection,
    WrittenAnswers,
    WrittenCheck,
    WrittenCitation,
    WrittenExample,
    WrittenExercise,
    WrittenOutline,
    WrittenResource,
    WrittenSection,
)
from providers.prompting.shapes import counts_from, shaped, text_of
from providers.text import OutlineRequest, SectionRequest, SolveRequest, TextRequest

Json = dict[str, Any]
_PARTS: dict[str, type[BaseModel]] = {
    "examples": WrittenExample,
    "exercises": WrittenExercise,
    "resources": WrittenResource,
}
_LISTS = ("objectives", "assessment_criteria", "applications")
_SPOKEN: dict[type[BaseModel], str] = {WrittenExample: "body", WrittenExercise: "prompt"}
_REST: dict[type[BaseModel], Json] = {WrittenExample: {"title": ""}, WrittenExercise: {}}


def to_contract(text: str, request: TextRequest) -> str:
    """The draft as JSON of the contract. What holds no JSON object is returned as it is, for the review to refuse.

    Thoughts, fences, sentences around the object and other spellings of its fields are passed over; an answer key
    becomes the id of the option that it means, and what can be mended is (`mending`). What cannot be told for certain
    is left for the review.
    """
    shape = _shape(request)
    written = object_in(text, shape.model_fields.keys())
    if written is None:
        return text
    own = renamed(written, shape.model_fields.keys())
    kept = {name: value for name, value in own.items() if name in shape.model_fields}
    return json.dumps(_draft(kept, request), ensure_ascii=False)


def _shape(request: TextRequest) -> type[BaseModel]:
    match request:
        case OutlineRequest():
            return WrittenOutline
        case SectionRequest():
            return WrittenSection
        case SolveRequest():
            return WrittenAnswers


def _draft(written: Json, request: TextRequest) -> Json:
    match request:
        case OutlineRequest():
            draft = _outline(written, Labels(request.sources))
            return mended_outline(draft, request.brief, request.sources)
        case SectionRequest():
            draft = _section(written, Labels(request.sources))
            return mended_section(draft, request.outline.section(request.key), request.sources, request.brief.language)
        case SolveRequest():
            return _answers(written, request)


def _answers(written: Json, request: SolveRequest) -> Json:
    """The answers that are about one of the checks, each the id of an option where there is a choice."""
    checks = {check.id: check for check in request.checks}
    given = []
    for item in _objects(written.get("answers"), GivenAnswer):
        name = str(item.get("id", "")).strip(" []")
        if name not in checks:
            continue
        options = [option.model_dump() for option in checks[name].options]
        answer = str(text_of(item.get("answer", "")))
        given.append({"id": name, "answer": option_meant(answer, options) if options else answer})
    return {"answers": given}


def _outline(written: Json, labels: Labels) -> Json:
    lessons = []
    for number, lesson in enumerate(_objects(written.get("lessons"), PlannedLesson), 1):
        planned = _objects(lesson.get("sections"), PlannedSection)
        sections = [_planned(f"{number}.{at}", section, labels) for at, section in enumerate(planned, 1)]
        lessons.append(lesson | _listed(lesson) | {"sections": sections})
    return written | _listed(written) | {"lessons": lessons}


def _planned(key: str, section: Json, labels: Labels) -> Json:
    rest = {name: value for name, value in section.items() if name != "blocks"}
    blocks = section.get("blocks")
    references = dict.fromkeys(labels.expanded(blocks if isinstance(blocks, list) else []))
    visual = None if section.get("visual") == "none" else section.get("visual")
    return rest | _listed(rest) | {"key": key, "visual": visual, "source_blocks": list(references)}


def _section(written: Json, labels: Labels) -> Json:
    parts = {name: _parts(written[name], shape) for name, shape in _PARTS.items() if name in written}
    asked = _named(written.get("checks"), WrittenCheck)
    first = counts_from(asked)
    checks = [_check(check, first) for check in asked]
    citations = [_citation(citation, labels) for citation in _named(written.get("citations"), WrittenCitation)]
    return written | parts | _listed(written) | {"checks": checks, "citations": citations}


def _listed(written: Json) -> Json:
    """Those of its fields that are lists of texts."""
    return {name: _texts(written[name]) for name in _LISTS if name in written}


def _texts(written: object) -> object:
    """A list of texts, also of one alone, and of objects of which the texts are the parts."""
    items = [written] if isinstance(written, str) else written
    if not isinstance(items, list):
        return written
    return [_joined(item) if isinstance(item, dict) else item for item in items]


def _joined(item: Json) -> str:
    return "\n\n".join(value for value in item.values() if isinstance(value, str) and value.strip())


def _check(check: Json, first: int | None) -> Json:
    meant = shaped(check, first)
    kind = meant["kind"]
    is_typed = kind in KINDS and KINDS[kind].interaction.endswith("fill-in")
    accepted = _accepted(meant.get("accepted")) if is_typed else []
    kept = {name: value for name, value in meant.items() if name in WrittenCheck.model_fields}
    return kept | {"id": text_of(meant.get("id")), "accepted": accepted}


def _accepted(written: object) -> list[str]:
    """Other texts that count as right; one alone is also written without its list."""
    texts = [text_of(item) for item in (written if isinstance(written, list) else [written])]
    return [text for text in texts if isinstance(text, str) and text.strip()][:MOST_ACCEPTED]


def _citation(citation: Json, labels: Labels) -> Json:
    named = next((citation[name] for name in ("block", "block_id", "label", "source") if name in citation), "")
    kept = {name: citation[name] for name in ("id", "quote") if name in citation}
    if (place := labels.found(str(named))) is None:
        return kept | {"source_id": str(named)}
    source, block = place
    heading = block.heading_path[-1] if block.heading_path else ""
    return kept | {"source_id": source.id, "block_id": block.id, "page": block.page, "heading": heading}


def _parts(value: object, shape: type[BaseModel]) -> list[Json]:
    """Objects of a shape; one that is a text alone is the part of it that says something."""
    spoken = _SPOKEN.get(shape)
    items = value if isinstance(value, list) else []
    read = [{spoken: item} | _REST[shape] if spoken and isinstance(item, str) else item for item in items]
    return _objects(read, shape)


def _objects(value: object, shape: type[BaseModel]) -> list[Json]:
    """The objects of a list with the fields of a shape; what a model adds of its own is passed over."""
    return [{name: item[name] for name in item if name in shape.model_fields} for item in _named(value, shape)]


def _named(value: object, shape: type[BaseModel]) -> list[Json]:
    items = value if isinstance(value, list) else []
    return [renamed(item, shape.model_fields.keys()) for item in items if isinstance(item, dict)]
