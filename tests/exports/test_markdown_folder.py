"""A course as a folder of Markdown comes back unchanged."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.course import ExportedCourse, Media
from exports.markdown import FORMAT
from exports.markdown_reader import read
from exports.not_a_course import NotACourse
from learning.checks import KINDS
from sources.errors import UnreadableSource
from tests.exports.courses import COURSES, every_feature
from tests.exports.packages_read import packed

PIECES = ["<!-- course: explanation -->", "\\<!-- course: x -->", "---", "\n", "\r\n", "\n\n", " ", "\u2028", "{", '"']
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=8).map("".join)
TITLE = st.text(min_size=1, max_size=40).filter(str.strip) | st.sampled_from(
    ["a\n<!-- course: summary -->\n\nb", "# a"]
)
ID = st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True)
MEDIA = {
    "a/ß": Media(content=b"", media_type="image/png"),
    "a": Media(content=b"\x00\n", media_type="image/svg+xml", alt="\n", caption="x", origin="source"),
}
CHECK = st.fixed_dictionaries(
    {
        "id": ID,
        "kind": st.sampled_from(list(KINDS)),
        "stem": TEXT,
        "options": st.lists(st.fixed_dictionaries({"id": ID, "text": TEXT}), max_size=2),
        "answer": TEXT,
        "accepted": st.lists(TEXT, max_size=2),
    }
)
CONTENT = st.fixed_dictionaries(
    {
        "summary": TEXT,
        "explanation": TEXT,
        "examples": st.lists(st.fixed_dictionaries({"title": TEXT, "body": TEXT}), max_size=3),
        "exercises": st.lists(st.fixed_dictionaries({"prompt": TEXT, "hint": TEXT, "solution": TEXT}), max_size=3),
        "applications": st.lists(TEXT, max_size=3),
        "checks": st.lists(CHECK, max_size=2),
        "visuals": st.lists(
            st.fixed_dictionaries({"media_id": st.sampled_from([*MEDIA, "A"]), "alt": TEXT, "caption": TEXT}),
            max_size=2,
        ),
        "resources": st.lists(st.fixed_dictionaries({"title": TEXT, "url": st.none() | TEXT}), max_size=2),
        "estimated_minutes": st.integers(0, 600),
    }
)
SECTION = st.fixed_dictionaries(
    {
        "title": TITLE,
        "objectives": st.lists(TEXT, max_size=2),
        "content": CONTENT,
        "is_required": st.booleans(),
        "gate": st.none() | st.just({"requires": "1", "min_score": 33.3}),
    }
)
LESSON = st.fixed_dictionaries({"title": TITLE, "summary": TEXT, "sections": st.lists(SECTION, min_size=1, max_size=2)})
DRAFT = st.fixed_dictionaries(
    {"title": TITLE, "description": TEXT, "lessons": st.lists(LESSON, min_size=1, max_size=2)}
)


@given(DRAFT)
def test_whatever_is_written_is_read(draft: dict[str, Any]) -> None:
    course = ExportedCourse.model_validate({"id": every_feature().id, "draft": draft, "media": MEDIA})
    package = FORMAT.written(course)
    assert read(package) == course
    assert FORMAT.written(read(package)) == package


@pytest.mark.parametrize("name", COURSES)
def test_every_course_comes_back(name: str) -> None:
    course = COURSES[name]()
    assert read(FORMAT.written(course)) == course


def test_a_person_can_read_and_change_it() -> None:
    files = _files(FORMAT.written(every_feature()))
    name = "01-the-moon/01-pull.md"
    assert "\n# 1.1 Pull\n" in files[name].decode()
    assert '![A "high" tide](../media/' in files[name].decode()
    files[name] = files[name].replace(b"Work it out.", b"Work it out\n\ntwice.")
    changed = read(packed(files)).draft.lessons[0].sections[0]
    assert changed.content.exercises[0].prompt == "Work it out\n\ntwice."


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("README.md", b'"version": 1', b'"version": 2', "front page"),
        ("README.md", b"---\n{", b"--\n{", "between two lines"),
        ("README.md", b'"lessons"', b'"lesson"', "lessons"),
        ("README.md", b'"01-the-moon"', b'"../../etc"', "etc/README.md is missing"),
        ("README.md", b'"01-the-moon"', b"7", "front matter"),
        ("README.md", b'"file": "', b'"file": "no-', "picture media/no-"),
        ("01-the-moon/README.md", b'"title": "The moon"', b'"title": ""', "lessons/0/title"),
        ("01-the-moon/01-pull.md", b"---\n{", b"---\n" + b"[" * 9_999, "between two lines"),
        ("01-the-moon/01-pull.md", b"course: exercises/1/prompt", b"course: exercises/9/prompt", "front matter"),
    ],
)
def test_what_is_not_understood_is_refused(name: str, old: bytes, new: bytes, word: str) -> None:
    files = _files(FORMAT.written(every_feature()))
    assert old in files[name]
    files[name] = files[name].replace(old, new)
    with pytest.raises(NotACourse, match=word):
        read(packed(files))


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="broken"):
        read(b"PK no archive")
    with pytest.raises(NotACourse, match=r"README\.md is missing"):
        read(packed({"a.md": b""}))
    with pytest.raises(UnreadableSource, match="bomb"):
        read(packed({"README.md": b" " * 9_000_000}))


def _files(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
