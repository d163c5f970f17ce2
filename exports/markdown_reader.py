"""The course out of a folder of Markdown files, as `exports.markdown` writes it."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from exports.course import ExportedCourse
from exports.markdown import KIND, OPENING, VERSION
from exports.not_a_course import NotACourse, mistake
from sources.archives import Archive, inside

_MARKER = re.compile(rf"^{OPENING}([a-z0-9/_]+) -->\n", re.MULTILINE)
_ESCAPED = re.compile(rf"^\\(?=\\*{OPENING})", re.MULTILINE)


def read(package: bytes) -> ExportedCourse:
    """The course of a .zip file.

    Raises `UnreadableSource` for a broken, encrypted or hostile archive, NotACourse for one that holds something else,
    MissingMedia where a picture is not among its files.
    """
    archive = Archive(package)
    facts, texts = _file(archive, "README.md")
    if facts.get("kind") != KIND or facts.get("version") != VERSION:
        raise NotACourse("README.md is not the front page of a course; export the course anew and edit that.")
    try:
        lessons = [_lesson(archive, folder) for folder in facts["lessons"]]
        return ExportedCourse.model_validate(
            {
                "id": facts["id"],
                "draft": facts["course"] | texts | {"lessons": lessons},
                "media": {id_: _media(archive, told) for id_, told in facts["media"].items()},
                "thumbnail": facts["thumbnail"],
                "provenance": facts["provenance"],
            }
        )
    except ValidationError as error:
        raise mistake(error) from error
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise NotACourse(f"The front matter of a file is not complete: {error}.") from error


def _lesson(archive: Archive, folder: str) -> dict[str, Any]:
    facts, texts = _file(archive, inside(folder, "README.md"))
    sections = [_section(archive, inside(folder, name)) for name in facts["sections"]]
    return facts | texts | {"sections": sections}


def _section(archive: Archive, name: str) -> dict[str, Any]:
    facts, texts = _file(archive, name)
    content = facts["content"] | {"applications": []}
    for pointer, text in texts.items():
        *path, last = pointer.split("/")
        if path == ["applications"]:
            content["applications"].append(text)
        else:
            owner = content[path[0]][int(path[1])] if path else content
            owner[last] = text
    return facts | {"content": content}


def _media(archive: Archive, told: dict[str, Any]) -> dict[str, Any]:
    name = inside("media", told["file"])
    content = archive.read(name)
    if content is None:
        raise NotACourse(f"The picture {name} is missing; put it back, or take it out of README.md.")
    return {key: value for key, value in told.items() if key != "file"} | {"content": content}


def _file(archive: Archive, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts and the texts of a file."""
    written = archive.read(name)
    if written is None:
        raise NotACourse(f"The file {name} is missing; put it back, or take it out of the list that names it.")
    try:
        head, front, body = written.decode().split("---\n", 2)
        facts = json.loads(front)
    except (ValueError, RecursionError) as error:
        raise NotACourse(f"{name} does not begin with its facts as JSON between two lines of “---”.") from error
    if head or not isinstance(facts, dict):
        raise NotACourse(f"{name} does not begin with its facts as JSON between two lines of “---”.")
    _, *marked = _MARKER.split(body)
    texts = {}
    for place in range(0, len(marked), 2):
        end = "\n" if place + 2 == len(marked) else "\n\n"
        texts[marked[place]] = _ESCAPED.sub("", marked[place + 1].removeprefix("\n").removesuffix(end))
    return facts, texts
