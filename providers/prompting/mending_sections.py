"""What of a section's draft can be put right without another call: names of parts, and what is no help to a learner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from learning.outline import OutlineSection
from learning.source import SourceDocument
from learning.wording import fold, says
from providers.prompting.mending_citations import NOT_OF_AN_ID, mended_citations

Json = dict[str, Any]
SHORT_SOLUTION = 2
"""Words of a solution that a hint may contain by chance."""
_PAGES = re.compile(r"\d")


def mended_section(draft: Json, section: OutlineSection, sources: Sequence[SourceDocument], language: str) -> Json:
    """The section with ids that tell its checks apart, with checks of the objectives that it has, with hints that are
    not the solution, resources that are the sources' own, and citations as `mended_citations` has them."""
    checks = [_aligned(check, section) for check in draft.get("checks") or []]
    _tell_apart(checks, "c")
    mended = {
        "checks": checks,
        "exercises": [_unsolved(exercise) for exercise in draft.get("exercises") or []],
        "resources": [_of_sources(resource, sources) for resource in draft.get("resources") or []],
    }
    return mended_citations(draft | {name: mended[name] for name in mended if name in draft}, sources, language)


def _tell_apart(parts: Iterable[Json], letter: str) -> None:
    taken = set[str]()
    for part in parts:
        given = part.get("id")
        plain = NOT_OF_AN_ID.sub("-", given).strip("-")[:60] if isinstance(given, str) else ""
        if not plain or plain in taken:
            plain = next(name for n in count(1) if (name := f"{letter}{n}") not in taken)
        taken.add(plain)
        part["id"] = plain


def _aligned(check: Json, section: OutlineSection) -> Json:
    """An objective in another spelling, or behind its mark in a list, is the section's; of one there is no choice."""
    named = check.get("objective")
    if not isinstance(named, str) or named in section.objectives:
        return check
    said = fold(named)
    meant = [own for own in section.objectives if fold(own) == said or (said and says(said, fold(own)))]
    if not meant and len(section.objectives) == 1:
        meant = section.objectives
    return check | {"objective": meant[0]} if len(meant) == 1 else check


def _unsolved(exercise: Json) -> Json:
    """An exercise without a hint that says its solution."""
    hint, solution = exercise.get("hint"), exercise.get("solution")
    if not isinstance(hint, str) or not isinstance(solution, str):
        return exercise
    told, solved = fold(hint), fold(solution)
    gives_away = told == solved or (len(solved.split()) >= SHORT_SOLUTION and says(told, solved))
    return exercise | {"hint": ""} if solved and gives_away else exercise


def _of_sources(resource: Json, sources: Sequence[SourceDocument]) -> Json:
    """A resource that names a source, without an address that no source says, and with pages or a heading it has."""
    source = next((one for one in sources if one.filename == resource.get("source")), None)
    if source is None:
        return resource
    url, pages = resource.get("url"), resource.get("pages")
    if isinstance(url, str) and not any(url in block.text for one in sources for block in one.blocks):
        resource = resource | {"url": None}
    if isinstance(pages, str) and not _has_place(source, pages):
        resource = resource | {"pages": None}
    return resource


def _has_place(source: SourceDocument, place: str) -> bool:
    """Whether a source has pages, where a place tells their numbers, or says the words of the place as a heading."""
    if source.pages is not None and _PAGES.search(place):
        return True
    headings = [fold(block.text) for block in source.blocks if block.kind == "heading"]
    return any(says(fold(place), heading) for heading in headings)
