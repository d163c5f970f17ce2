"""A package of a course on its way between the process that reads it and the API, which has not read it."""

from collections.abc import Mapping
from typing import Any

from exports.course import Media, MissingMedia, bytes_of
from exports.incoming.course import Incoming
from exports.incoming.reading import read_course
from exports.not_a_course import NotACourse
from learning.course_draft import CourseDraft
from learning.source import NotCarried

MOST_OF_A_SENTENCE = 1_000


def course_parts(data: bytes, filename: str) -> tuple[dict[str, Any], bytes, bytes]:
    """What is told of a package, its draft as JSON, and its pictures, one after the other.

    Of one that holds no course the reason is told alone. Raises UnreadableSource for a broken or hostile package.
    """
    try:
        found = read_course(data)
    except (NotACourse, MissingMedia) as error:
        return {"no_course": str(error)[:MOST_OF_A_SENTENCE]}, b"", b""
    told = {
        "thumbnail": found.thumbnail,
        "not_carried": [each.model_dump(mode="json") for each in found.not_carried],
        "media": {
            id_: media.model_dump(mode="json", exclude={"content"}) | {"length": len(bytes_of(media.content))}
            for id_, media in found.media.items()
        },
    }
    pictures = b"".join(bytes_of(media.content) for media in found.media.values())
    return told, found.draft.model_dump_json().encode(), pictures


def incoming(told: Mapping[str, Any], draft: bytes, pictures: bytes) -> Incoming:
    """The course of these parts. Raises NotACourse with the reason where there is none."""
    if "no_course" in told:
        raise NotACourse(told["no_course"])
    media, start = {}, 0
    for id_, facts in told["media"].items():
        length = facts.pop("length")
        media[id_] = Media.model_validate(facts | {"content": pictures[start : start + length]})
        start += length
    not_carried = tuple(NotCarried.model_validate(each) for each in told["not_carried"])
    return Incoming(CourseDraft.model_validate_json(draft), media, told["thumbnail"], not_carried)
