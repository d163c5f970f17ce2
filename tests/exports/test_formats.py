"""What holds for every format."""

from __future__ import annotations

import pytest

from exports.course import ExportedCourse, MissingMedia
from exports.formats import FORMATS
from exports.packages import media_files, numbered_names, slug
from exports.pages import direction
from tests.exports.courses import COURSES, COVER, ID, PICTURE, checks, every_feature, plain


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("course", COURSES)
def test_the_same_course_gives_the_same_bytes(name: str, course: str) -> None:
    one, other = COURSES[course](), COURSES[course]()
    other = other.model_copy(update={"media": dict(reversed(other.media.items()))})
    assert FORMATS[name].written(one) == FORMATS[name].written(other)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_says_what_it_is(name: str) -> None:
    told = FORMATS[name]
    assert told.name == name
    assert slug(name) == name.replace(".", "-")
    assert told.extension.startswith(".")
    assert "/" in told.media_type
    for sentence in [told.carries, *told.losses(every_feature())]:
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_what_is_lost_depends_on_the_course() -> None:
    losses = FORMATS["imscc"].losses
    all_of_it, less = " ".join(losses(every_feature())), " ".join(losses(plain("de", "Gezeiten", "Wasser.")))
    for words in ("with gates: 1", "1.2", "k9 of section 2.1", "TeX", "two options"):
        assert words in all_of_it
    assert "in English" not in all_of_it
    assert "in English" in less
    for words in ("order of study", "Optional", "left out"):
        assert words not in less


def test_formulas_of_pages_are_not_lost() -> None:
    course = plain("en", "Tides", "They fall with $1/r^3$.")
    [lesson] = course.draft.lessons
    [section] = lesson.sections
    bare = section.model_copy(update={"content": section.content.model_copy(update={"checks": checks()[3:4]})})
    lessons = [lesson.model_copy(update={"sections": [bare]})]
    without = course.model_copy(update={"draft": course.draft.model_copy(update={"lessons": lessons})})
    assert "TeX" in " ".join(FORMATS["imscc"].losses(course))
    assert "TeX" not in " ".join(FORMATS["imscc"].losses(without))


@pytest.mark.parametrize("missing", [PICTURE, COVER])
def test_a_course_with_holes_is_no_course(missing: str) -> None:
    course = every_feature()
    media = {id_: picture for id_, picture in course.media.items() if id_ != missing}
    with pytest.raises(MissingMedia) as refused:
        ExportedCourse(id=ID, draft=course.draft, media=media, thumbnail=COVER)
    assert refused.value.ids == [missing]


@pytest.mark.parametrize(
    ("language", "wanted"), [("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("en", "ltr")]
)
def test_direction(language: str, wanted: str) -> None:
    assert direction(language) == wanted


def test_names_of_files() -> None:
    assert numbered_names(["Größe & Maß", "潮汐", "../etc/passwd", "CON"]) == [
        "01-groe-ma",
        "02",
        "03-etc-passwd",
        "04-con",
    ]
    course = every_feature()
    picture = course.media[PICTURE]
    odd = course.model_copy(update={"media": {"A/b": picture, "a b": picture, "潮": picture}})
    assert media_files(odd) == {"A/b": "a-b.png", "a b": "a-b-2.png", "潮": "picture.png"}
