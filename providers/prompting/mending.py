"""What of a draft can be put right without another call: only what is certain, and never what a section teaches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from learning.brief import Brief
from learning.objectives import MEASURABLE_VERBS, is_measurable
from learning.outline_review import MINUTES_PER_SECTION
from learning.source import Block, SourceDocument
from learning.source_index import SourceIndex
from learning.wording import base_language, fold

Json = dict[str, Any]
LISTS = ("objectives", "assessment_criteria", "source_blocks")
"""What the section before takes over of one that is too many, so that the outline covers what it covered."""
VISUALS = ("concept_map", "sequence", "comparison")
MOST_HEADED = 60
"""Blocks under a heading that stands for them. A heading of more is a chapter's, of which a section takes a part."""
_NUMBER = re.compile(r"\d{1,4}")
_KEY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\b")
_UNMEASURABLE = re.compile(
    r"(?:(?:gain|get|have|develop)\s+an?\s+(?:\w+\s+)?(?:understanding|knowledge|overview|grasp)\s+of|"
    r"(?:be(?:come)?|get)\s+(?:\w+\s+)?(?:familiar\s+with|aware\s+of|acquainted\s+with)|"
    r"(?:learn|know|understand|grasp|comprehend|realise|realize|appreciate|acknowledge|explore|discover|study|"
    r"familiari[sz]e\s+(?:yourself|oneself|themselves)\s+with))"
    r"\s+(?P<how>how\s+to\s+|to\s+)?(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEARNER = re.compile(
    r"(?:you|learners?|students?|the\s+(?:learner|student)s?)\s+(?:will|can|should|are)\s+(?:be\s+able\s+to\s+)?",
    re.IGNORECASE,
)


def mended_outline(draft: Json, brief: Brief, sources: Sequence[SourceDocument]) -> Json:
    """The outline in the shape that the brief asks for where it holds more, with objectives that can be measured,
    prerequisites that are earlier sections, and passages that the sources have."""
    lessons = [_lesson(lesson, brief) for lesson in _merged(draft.get("lessons") or [], brief.lessons, _joined)]
    _number(lessons)
    _put_prerequisites_right(lessons)
    index = SourceIndex(sources)
    for section in _sections(lessons):
        section["estimated_minutes"] = _minutes(section.get("estimated_minutes"))
        section["visual"] = section.get("visual") if section.get("visual") in VISUALS else None
        if resolved := [name for name in _listed(section, "source_blocks") if index.resolves(name)]:
            section["source_blocks"] = _with_what_is_headed(resolved, sources)
    return draft | {"lessons": lessons, "objectives": measurable(draft.get("objectives"), brief)}


def measurable(objectives: object, brief: Brief) -> object:
    """Objectives by what can be seen: "Understand how to bake" is bake, "Know joins" is to explain them. What the
    instructor has worded stays, and so does what does not say for certain what is meant."""
    if not isinstance(objectives, list) or base_language(brief.language) != "en":
        return objectives
    own = {fold(objective) for objective in brief.objectives}
    return [
        objective
        if not isinstance(objective, str) or fold(objective) in own or is_measurable(objective, brief.language)
        else _by_what_is_seen(objective)
        for objective in objectives
    ]


def _by_what_is_seen(objective: str) -> str:
    plain = _LEARNER.sub("", objective.strip().lstrip("-*• "), count=1)
    found = _UNMEASURABLE.match(plain)
    if found is None:
        return objective
    rest = found["rest"]
    first = re.match(r"[^\W\d_]+", rest)
    if found["how"] and first and first[0].casefold() in MEASURABLE_VERBS:
        return rest[0].upper() + rest[1:]
    return f"Explain {'how to ' if found['how'] else ''}{rest}"


def _lesson(lesson: Json, brief: Brief) -> Json:
    sections = _merged(lesson.get("sections") or [], brief.sections_per_lesson, _taken_over)
    sections = [section | {"objectives": measurable(section.get("objectives"), brief)} for section in sections]
    return lesson | {"sections": sections, "objectives": measurable(lesson.get("objectives"), brief)}


def _merged(parts: Sequence[Json], wanted: int, join: Any) -> list[Json]:
    """The first `wanted` parts, the last of which takes over what the others would have taught."""
    kept = list(parts[:wanted])
    for surplus in parts[wanted:] if kept else ():
        kept[-1] = join(kept[-1], surplus)
    return kept


def _joined(lesson: Json, surplus: Json) -> Json:
    """A lesson with the sections of one too many, of which as many are kept as the brief asks for."""
    return lesson | {"sections": [*(lesson.get("sections") or []), *(surplus.get("sections") or [])]}


def _taken_over(section: Json, surplus: Json) -> Json:
    both = {name: [*_listed(section, name), *_listed(surplus, name)] for name in LISTS}
    return section | {name: list(dict.fromkeys(items)) for name, items in both.items()}


def _listed(section: Json, name: str) -> list[str]:
    items = section.get(name)
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []


def _sections(lessons: Iterable[Json]) -> Iterable[Json]:
    for lesson in lessons:
        yield from lesson["sections"]


def _number(lessons: Iterable[Json]) -> None:
    for number, lesson in enumerate(lessons, 1):
        for at, section in enumerate(lesson["sections"], 1):
            section["key"] = f"{number}.{at}"


def _put_prerequisites_right(lessons: Sequence[Json]) -> None:
    """Only sections before it: a label of a source, a later section and a section itself are none; titles are."""
    earlier: dict[str, str] = {}
    for section in _sections(lessons):
        named = section.get("prerequisites")
        keys = [_key_meant(str(name), earlier) for name in named] if isinstance(named, list) else []
        section["prerequisites"] = list(dict.fromkeys(key for key in keys if key))
        earlier[fold(str(section.get("title", "")))] = section["key"]


def _key_meant(name: str, earlier: dict[str, str]) -> str | None:
    if (by_title := earlier.get(fold(name))) is not None:
        return by_title
    found = _KEY.search(name)
    key = f"{int(found[1])}.{int(found[2])}" if found else ""
    return key if key in earlier.values() else None


def _minutes(value: object) -> object:
    """A number of minutes, also of "15 minutes" and "15-20"; one beyond what is plausible is brought to its end."""
    if isinstance(value, str) and (found := _NUMBER.search(value)):
        value = int(found[0])
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    least, most = MINUTES_PER_SECTION
    return max(least, min(most, round(value)))


def _with_what_is_headed(names: list[str], sources: Sequence[SourceDocument]) -> list[str]:
    """Where nothing but headings is named, what stands under each of them as well, up to the next of its level."""
    places = {f"{source.id}:{block.id}": (source, at) for source in sources for at, block in enumerate(source.blocks)}
    headings = [places[name] for name in names]
    if any(source.blocks[at].kind != "heading" for source, at in headings):
        return names
    parts = [(source, block) for source, at in headings for block in (source.blocks[at], *_headed(source, at))]
    return list(dict.fromkeys(f"{source.id}:{block.id}" for source, block in parts))


def _headed(source: SourceDocument, at: int) -> Sequence[Block]:
    """The blocks under the heading at a place of a source, none where they are too many to be meant."""
    heading, rest = source.blocks[at], source.blocks[at + 1 :]
    ends = (place for place, block in enumerate(rest) if block.kind == "heading" and block.level <= heading.level)
    headed = rest[: next(ends, len(rest))]
    return headed if len(headed) <= MOST_HEADED else ()
