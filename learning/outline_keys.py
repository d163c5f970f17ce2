"""An outline that was rearranged: its sections get the keys of their places, and what refers to them follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def renumbered(outline: Json) -> Json:
    """The same outline with keys by place ("1.2") and prerequisites by the new keys; nobody has to count by hand.

    A prerequisite that only came to stand behind its section by the rearrangement is left out: sections are gone
    through in order. What is no outline comes back as it is, to be refused by its shape.
    """
    if not all(isinstance(section, dict) for section in _sections(outline)):
        return outline
    keys: dict[str, str] = {}
    for place, section in _placed(outline):
        keys.setdefault(str(section.get("key", "")), place)
    lessons = []
    for number, lesson in enumerate(outline["lessons"], 1):
        sections = [
            _at(section, f"{number}.{place}", keys) for place, section in enumerate(lesson.get("sections") or [], 1)
        ]
        lessons.append(lesson | {"sections": sections})
    return outline | {"lessons": lessons}


def _at(section: Json, place: str, keys: dict[str, str]) -> Json:
    needs = section.get("prerequisites") or []
    if not isinstance(needs, list):
        return section | {"key": place}
    was = str(section.get("key", ""))
    kept = [keys.get(str(needed), needed) for needed in needs if not _was_moved_behind(str(needed), was, place, keys)]
    return section | {"key": place, "prerequisites": kept}


def _was_moved_behind(needed: str, was: str, place: str, keys: dict[str, str]) -> bool:
    if needed not in keys or _order(was) is None or _order(needed) is None:
        return False
    return (_order(needed) or ()) < (_order(was) or ()) and (_order(keys[needed]) or ()) >= (_order(place) or ())


def _order(key: str) -> tuple[int, ...] | None:
    parts = key.split(".")
    if len(parts) != len(("lesson", "section")) or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return tuple(int(part) for part in parts)


def _placed(outline: Json) -> Iterator[tuple[str, Json]]:
    for number, lesson in enumerate(outline["lessons"], 1):
        for place, section in enumerate(lesson.get("sections") or [], 1):
            yield f"{number}.{place}", section


def _sections(outline: Json) -> Iterator[Any]:
    """The sections, or one that is none where the outline has another shape."""
    lessons = outline.get("lessons")
    if not isinstance(lessons, list):
        yield None
        return
    for lesson in lessons:
        sections = lesson.get("sections") if isinstance(lesson, dict) else None
        if isinstance(sections, list):
            yield from sections
        else:
            yield None
