"""A course as JSON with its pictures in base64: for back-ups, and for moving between installations."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, BinaryIO

from pydantic import ValidationError

from exports import losses
from exports.course import ExportedCourse, bytes_of
from exports.format import Format
from exports.not_a_course import NotACourse, mistake

KIND, VERSION = "course-with-media", 1


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write picture by picture, so that no more than one of them is held."""
    facts = {
        "kind": KIND,
        "version": VERSION,
        "id": str(course.id),
        "course": course.draft.model_dump(mode="json"),
        "thumbnail": course.thumbnail,
        "provenance": course.provenance.model_dump(mode="json"),
    }
    to.write(_json(facts)[:-1] + b', "media": {')
    for place, (id_, media) in enumerate(sorted(course.media.items())):
        told = media.model_dump(mode="json", exclude={"content"})
        to.write((b", " if place else b"") + _json(id_) + b": " + _json(told)[:-1] + b', "content": "')
        to.write(base64.b64encode(bytes_of(media.content)))
        to.write(b'"}')
    to.write(b"}}\n")


def read(package: bytes) -> ExportedCourse:
    """The course of such a file. Raises NotACourse with a sentence, MissingMedia where a picture is not in it."""
    return of_facts(facts_of(package))


def facts_of(package: bytes) -> dict[str, Any]:
    """The object in a JSON file. Raises NotACourse for anything else."""
    try:
        facts = json.loads(package)
    except (ValueError, RecursionError) as error:
        raise NotACourse("The file is not valid JSON; export the course anew.") from error
    if not isinstance(facts, dict):
        raise NotACourse("The file holds no course; export the course anew.")
    return facts


def of_facts(facts: dict[str, Any]) -> ExportedCourse:
    """The course that was written as these facts."""
    if facts.get("kind") != KIND or facts.get("version") != VERSION:
        raise NotACourse(f"The file is not a “{KIND}” of version {VERSION}; export the course anew.")
    try:
        return ExportedCourse.model_validate(
            {
                "id": facts["id"],
                "draft": facts["course"],
                "thumbnail": facts["thumbnail"],
                "provenance": facts["provenance"],
                "media": {id_: told | {"content": _bytes(told["content"])} for id_, told in facts["media"].items()},
            }
        )
    except ValidationError as error:
        raise mistake(error) from error
    except (KeyError, TypeError, AttributeError, binascii.Error, UnicodeError) as error:
        raise NotACourse(f"The file is not complete: {error}.") from error


def _bytes(written: str) -> bytes:
    return base64.b64decode(written.encode("ascii"), validate=True)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


FORMAT = Format(
    name="json",
    title="JSON with media",
    extension=".json",
    media_type="application/json",
    carries="Everything: texts, checks with their answers, pictures, rules of progress; it can be imported unchanged.",
    losses=losses.nothing,
    write=write,
)
