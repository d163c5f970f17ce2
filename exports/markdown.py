"""A folder of Markdown files, which comes back unchanged.

A file begins with its facts as JSON between lines of `---` (JSON is YAML, so that other tools read it). Each text that
is Markdown follows its marker, `<!-- course: explanation -->`; what stands before the first marker is for readers only.
A line of a text that looks like a marker has a backslash in front.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from exports import losses
from exports.course import Content, ExportedCourse, PlacedSection
from exports.format import Format
from exports.packages import media_files, numbered_names, zipped
from exports.provenance import machine_readable, sentences
from learning.course_draft import LessonDraft
from learning.passages import markdown_parts

KIND, VERSION = "course-in-markdown", 1
OPENING = "<!-- course: "
_LOOKS_LIKE_A_MARKER = re.compile(rf"^(?=\\*{OPENING})", re.MULTILINE)
_LEFT_OUT_EMPTY = ("/summary", "/explanation", "/hint", "/solution")


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write a ZIP of folders: a lesson each, a file a section."""
    folders = numbered_names(lesson.title for lesson in course.draft.lessons)
    files: dict[str, Content] = {
        "README.md": _course_file(course, folders),
        "provenance.json": machine_readable(course),
    }
    names = media_files(course)
    for id_, name in names.items():
        files[f"media/{name}"] = course.media[id_].content
    placed = course.sections()
    for folder, lesson in zip(folders, course.draft.lessons, strict=True):
        sections = [f"{name}.md" for name in numbered_names(section.title for section in lesson.sections)]
        files[f"{folder}/README.md"] = _lesson_file(lesson, sections)
        for name in sections:
            files[f"{folder}/{name}"] = _section_file(next(placed), names)
    zipped(files, to)


def _course_file(course: ExportedCourse, folders: list[str]) -> bytes:
    draft, names = course.draft, media_files(course)
    facts = {
        "kind": KIND,
        "version": VERSION,
        "id": str(course.id),
        "course": _facts(draft, {"description", "lessons"}),
        "lessons": folders,
        "thumbnail": course.thumbnail,
        "media": {
            id_: {"file": names[id_]} | course.media[id_].model_dump(mode="json", exclude={"content"}) for id_ in names
        },
        "provenance": course.provenance.model_dump(mode="json"),
    }
    told = [f"# {_one_line(draft.title)}", *map(_one_line, sentences(course.provenance))]
    return _file(facts, told, [("description", draft.description)])


def _lesson_file(lesson: LessonDraft, sections: list[str]) -> bytes:
    facts = _facts(lesson, {"summary", "sections"}) | {"sections": sections}
    return _file(facts, [f"# {_one_line(lesson.title)}"], [("summary", lesson.summary)])


def _section_file(placed: PlacedSection, names: dict[str, str]) -> bytes:
    section = placed.section
    content = section.content.model_dump(mode="json", exclude_defaults=True)
    for name in ("summary", "explanation", "applications"):
        content.pop(name, None)
    content |= {"examples": [{"title": example.title} for example in section.content.examples]}
    content |= {"exercises": [{} for _ in section.content.exercises]}
    facts = _facts(section, {"content"}) | {"content": content}
    pictures = [
        f"![{_one_line(visual.alt)}](../media/{names[visual.media_id.lower()]})" for visual in section.content.visuals
    ]
    texts = [
        (pointer[1:], text)
        for pointer, text in markdown_parts(section.content)
        if text or not pointer.endswith(_LEFT_OUT_EMPTY)
    ]
    return _file(facts, [f"# {placed.key} {_one_line(section.title)}", *pictures], texts)


def _facts(part: Any, without: set[str]) -> dict[str, Any]:
    facts: dict[str, Any] = part.model_dump(mode="json", exclude_defaults=True, exclude=without)
    return facts


def _file(facts: dict[str, Any], told: Iterable[str], texts: Iterable[tuple[str, str]]) -> bytes:
    front = json.dumps(facts, ensure_ascii=False, indent=2)
    marked = [f"{OPENING}{name} -->\n\n{_escaped(text)}\n" for name, text in texts]
    return "\n".join([f"---\n{front}\n---\n", *(f"{_escaped(line)}\n" for line in told), *marked]).encode()


def _escaped(text: str) -> str:
    return _LOOKS_LIKE_A_MARKER.sub(r"\\", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


FORMAT = Format(
    name="markdown",
    title="Markdown folder",
    extension=".zip",
    media_type="application/zip",
    carries="Everything: texts, checks with their answers, pictures, rules of progress; it can be imported unchanged.",
    losses=losses.nothing,
    write=write,
)
