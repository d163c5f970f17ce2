"""From a model's JSON to the draft that the rules review."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from pydantic import BaseModel

from learning.checks.check import MOST_ACCEPTED
from learning.checks.registry import KINDS, kind_named
from providers.prompting.keys import LETTERS, option_meant, without_labels
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
    WrittenOption,
    WrittenOutline,
    WrittenResource,
    WrittenSection,
)
from providers.text import OutlineRequest, SectionRequest, SolveRequest, TextRequest

Json = dict[str, Any]
_PARTS: dict[str, type[BaseModel]] = {
    "examples": WrittenExample,
    "exercises": WrittenExercise,
    "resources": WrittenResource,
}


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
    return json.dumps(_draft(renamed(written, shape.model_fields.keys()), request), ensure_ascii=False)


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
            return mended_section(draft, request.outline.section(request.key), request.sources)
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
        answer = str(_text(item.get("answer", "")))
        given.append({"id": name, "answer": option_meant(answer, options) if options else answer})
    return {"answers": given}


def _outline(written: Json, labels: Labels) -> Json:
    lessons = []
    for number, lesson in enumerate(_objects(written.get("lessons"), PlannedLesson), 1):
        planned = _objects(lesson.get("sections"), PlannedSection)
        sections = [_planned(f"{number}.{at}", section, labels) for at, section in enumerate(planned, 1)]
        lessons.append(lesson | {"sections": sections})
    return written | {"lessons": lessons}


def _planned(key: str, section: Json, labels: Labels) -> Json:
    rest = {name: value for name, value in section.items() if name != "blocks"}
    blocks = section.get("blocks")
    references = dict.fromkeys(labels.expanded(blocks if isinstance(blocks, list) else []))
    visual = None if section.get("visual") == "none" else section.get("visual")
    return rest | {"key": key, "visual": visual, "source_blocks": list(references)}


def _section(written: Json, labels: Labels) -> Json:
    parts = {name: _objects(written[name], shape) for name, shape in _PARTS.items() if name in written}
    checks = [_check(check) for check in _objects(written.get("checks"), WrittenCheck)]
    citations = [_citation(citation, labels) for citation in _objects(written.get("citations"), WrittenCitation)]
    return written | parts | {"checks": checks, "citations": citations}


def _check(check: Json) -> Json:
    kind = kind_named(str(check.get("kind", "")))
    interaction = KINDS[kind].interaction if kind in KINDS else ""
    options = _options(check.get("options"))
    answer = _text(check.get("answer"))
    if interaction == "choice" and isinstance(answer, str):
        answer, options = option_meant(answer, options), without_labels(options)
    elif interaction == "true-false" and isinstance(answer, str):
        answer = answer.strip().casefold()
    accepted = _accepted(check.get("accepted")) if interaction.endswith("fill-in") else []
    return check | {
        "id": _text(check.get("id")),
        "kind": kind,
        "options": options,
        "answer": answer,
        "accepted": accepted,
    }


def _accepted(written: object) -> list[str]:
    """Other texts that count as right; one alone is also written without its list."""
    texts = [_text(item) for item in (written if isinstance(written, list) else [written])]
    return [text for text in texts if isinstance(text, str) and text.strip()][:MOST_ACCEPTED]


def _options(written: object) -> list[Json]:
    """Options as objects with an id; models also write them as texts alone, or as one object of letters."""
    if isinstance(written, dict):
        written = [{"id": name, "text": text} for name, text in written.items()]
    if not isinstance(written, list):
        return []
    if written and all(isinstance(option, str) for option in written):
        return [{"id": name, "text": text} for name, text in zip(LETTERS, written, strict=False)]
    return [option | {"id": _id(option.get("id"))} for option in _objects(written, WrittenOption)]


def _id(value: object) -> object:
    named = _text(value)
    return unicodedata.normalize("NFKC", named).strip(" .):") if isinstance(named, str) else named


def _text(value: object) -> object:
    """Numbers and truth values as the words that the contract has for them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else value


def _citation(citation: Json, labels: Labels) -> Json:
    named = citation.get("block", "")
    kept = {name: value for name, value in citation.items() if name != "block"}
    if (place := labels.found(str(named))) is None:
        return kept | {"source_id": str(named)}
    source, block = place
    heading = block.heading_path[-1] if block.heading_path else ""
    return kept | {"source_id": source.id, "block_id": block.id, "page": block.page, "heading": heading}


def _objects(value: object, shape: type[BaseModel]) -> list[Json]:
    items = value if isinstance(value, list) else []
    return [renamed(item, shape.model_fields.keys()) for item in items if isinstance(item, dict)]
