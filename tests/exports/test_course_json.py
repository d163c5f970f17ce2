"""A course as JSON with media comes back as it went out, and what is no such file is refused in a sentence."""

from __future__ import annotations

import json

import pytest

from exports import course_json
from exports.course import MissingMedia
from exports.not_a_course import NotACourse
from tests.exports.courses import COURSES, every_feature


@pytest.mark.parametrize("name", COURSES)
def test_it_comes_back_unchanged(name: str) -> None:
    course = COURSES[name]()
    assert course_json.read(course_json.FORMAT.written(course)) == course


def test_it_is_json_with_its_pictures_in_base64() -> None:
    told = json.loads(course_json.FORMAT.written(every_feature()))
    assert set(told) == {"kind", "version", "id", "course", "thumbnail", "provenance", "media"}
    assert told["course"] == every_feature().draft.model_dump(mode="json")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "song"}, "course-with-media"),
        ({"version": 2}, "version 1"),
        ({"course": {"title": "x"}}, "lessons"),
        ({"course": None}, "mistake"),
        ({"media": []}, "not complete"),
        ({"media": {"a": {"media_type": "image/png", "content": "%%"}}}, "not complete"),
        ({"id": "x"}, "id"),
    ],
)
def test_a_spoilt_file_is_refused(changes: dict[str, object], words: str) -> None:
    told = json.loads(course_json.FORMAT.written(every_feature())) | changes
    with pytest.raises(NotACourse, match=words):
        course_json.read(json.dumps(told).encode())


@pytest.mark.parametrize("package", [b"", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_object_is_refused(package: bytes) -> None:
    with pytest.raises(NotACourse):
        course_json.read(package)


def test_a_missing_picture_is_named() -> None:
    told = json.loads(course_json.FORMAT.written(every_feature()))
    missing = told["media"].popitem()[0]
    with pytest.raises(MissingMedia, match=missing):
        course_json.read(json.dumps(told).encode())
