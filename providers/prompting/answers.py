"""From a model's JSON to the draft that the rules review."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from learning.source import SourceDocument
from providers.prompting import labels
from providers.text import SectionRequest, TextRequest

_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)\n\s*```", re.DOTALL)
Json = dict[str, Any]


def to_contract(text: str, request: TextRequest) -> str:
    """The draft as JSON of the contract. What is no JSON object is returned as it is, for the review to refuse."""
    try:
        written = json.loads(_unfenced(text))
    except json.JSONDecodeError:
        return text
    if not isinstance(written, dict):
        return text
    convert = _section if isinstance(request, SectionRequest) else _outline
    return json.dumps(convert(written, request.sources), ensure_ascii=False)


def _unfenced(text: str) -> str:
    fenced = _FENCED.search(text)
    return fenced[1] if fenced and not text.lstrip().startswith("{") else text


def _outline(written: Json, sources: Sequence[SourceDocument]) -> Json:
    lessons = [
        lesson | {"sections": [_planned(key, section, sources) for key, section in _keyed(number, lesson)]}
        for number, lesson in enumerate(_objects(written.get("lessons")), 1)
    ]
    return written | {"lessons": lessons}


def _keyed(number: int, lesson: Json) -> list[tuple[str, Json]]:
    return [(f"{number}.{at}", section) for at, section in enumerate(_objects(lesson.get("sections")), 1)]


def _planned(key: str, section: Json, sources: Sequence[SourceDocument]) -> Json:
    rest = {name: value for name, value in section.items() if name != "blocks"}
    blocks = section.get("blocks")
    references = dict.fromkeys(labels.expanded(blocks if isinstance(blocks, list) else [], sources))
    visual = None if section.get("visual") == "none" else section.get("visual")
    return rest | {"key": key, "visual": visual, "source_blocks": list(references)}


def _section(written: Json, sources: Sequence[SourceDocument]) -> Json:
    return written | {"citations": [_citation(citation, sources) for citation in _objects(written.get("citations"))]}


def _citation(citation: Json, sources: Sequence[SourceDocument]) -> Json:
    named = citation.get("block", "")
    kept = {name: value for name, value in citation.items() if name != "block"}
    if (place := labels.found(str(named), sources)) is None:
        return kept | {"source_id": str(named)}
    source, block = place
    heading = block.heading_path[-1] if block.heading_path else ""
    return kept | {"source_id": source.id, "block_id": block.id, "page": block.page, "heading": heading}


def _objects(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
