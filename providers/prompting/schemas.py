"""The JSON schemas of answers: flat, closed and small, since services limit what a schema may be."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from learning.section import CheckKind


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PlannedSection(_Written):
    title: str
    summary: str
    objectives: list[str]
    assessment_criteria: list[str]
    prerequisites: list[str]
    estimated_minutes: int
    visual: Literal["concept_map", "sequence", "comparison", "none"]
    blocks: list[str]


class PlannedLesson(_Written):
    title: str
    summary: str
    objectives: list[str]
    sections: list[PlannedSection]


class WrittenOutline(_Written):
    title: str
    description: str
    objectives: list[str]
    lessons: list[PlannedLesson]


class WrittenExample(_Written):
    title: str
    body: str


class WrittenExercise(_Written):
    prompt: str
    hint: str
    solution: str


class WrittenOption(_Written):
    id: str
    text: str


class WrittenCheck(_Written):
    id: str
    kind: CheckKind
    stem: str
    options: list[WrittenOption]
    answer: str
    accepted: list[str]
    feedback: str
    objective: str


class WrittenResource(_Written):
    title: str
    url: str | None
    source: str | None
    pages: str | None


class WrittenCitation(_Written):
    id: str
    block: str
    quote: str


class WrittenSection(_Written):
    summary: str
    explanation: str
    examples: list[WrittenExample]
    exercises: list[WrittenExercise]
    checks: list[WrittenCheck]
    applications: list[str]
    resources: list[WrittenResource]
    citations: list[WrittenCitation]
    estimated_minutes: int
    interactivity: Literal["low", "medium", "high"]


class GivenAnswer(_Written):
    id: str
    answer: str


class WrittenAnswers(_Written):
    answers: list[GivenAnswer]


@cache
def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of an answer, without the titles that say nothing new."""
    untitled = _untitled(model.model_json_schema())
    assert isinstance(untitled, dict)
    return untitled


def _untitled(node: object) -> object:
    if isinstance(node, list):
        return [_untitled(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _untitled(value) for name, value in node.items() if name not in ("title", "description")}
    if isinstance(named := node.get("properties"), dict):
        kept["properties"] = {name: _untitled(value) for name, value in named.items()}
    return kept
