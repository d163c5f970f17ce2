"""Changing one thing of a frozen draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel

from learning.finding import Finding

Draft = TypeVar("Draft", bound=BaseModel)


def changed(draft: Draft, path: str, value: object) -> Draft:
    """The draft with another value at a JSON pointer; validated neither before nor after."""
    steps = path.strip("/").split("/")
    result = _changed(draft, steps, value)
    assert isinstance(result, type(draft))
    return result


def _changed(node: object, steps: list[str], value: object) -> object:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(node, BaseModel):
        return node.model_copy(update={step: _changed(getattr(node, step), rest, value)})
    assert isinstance(node, list)
    if step == "-":
        return [*node, value]
    return [_changed(item, rest, value) if place == int(step) else item for place, item in enumerate(node)]


def errors(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.pointer) for finding in findings if finding.severity == "error"]


def warnings(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.pointer) for finding in findings if finding.severity == "warning"]
