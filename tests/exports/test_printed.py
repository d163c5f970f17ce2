"""The page for paper: all that is read and asked is on it, nothing that judges, and it needs no other file."""

from __future__ import annotations

import base64
import re

import pytest
from lxml import html

from exports.course import bytes_of, working_checks
from exports.printed import FORMAT
from tests.exports.courses import COURSES, PICTURE, every_feature, large
from tests.exports.packages_read import assert_harmless


@pytest.mark.parametrize("name", COURSES)
def test_every_section_and_question_is_there_and_no_key(name: str) -> None:
    course = COURSES[name]()
    page = html.document_fromstring(FORMAT.written(course))
    assert [each.get("id") for each in page.xpath("//main/section[@id]")] == [f"s{p.name}" for p in course.sections()]
    asked = [check for placed in course.sections() for check in working_checks(placed.section)]
    assert len(page.xpath("//div[@class='check']")) == len(asked)
    markup = html.tostring(page.find(".//main"), encoding="unicode")
    assert "It does." not in markup, "feedback of a check"
    assert not page.xpath("//script[not(@type='application/ld+json')]")
    assert not [each for each in page.xpath("//@src | //link/@href") if not each.startswith("data:")]
    for section in page.xpath("//main/section"):
        bare = re.sub(r'src="data:[^"]*"', "", html.tostring(section, encoding="unicode"))
        assert_harmless(re.sub(r"<(math|section|/section)\b.*?(</math>|>)", "", bare, flags=re.DOTALL))


def test_headings_go_down_by_one_and_no_name_comes_twice() -> None:
    page = html.document_fromstring(FORMAT.written(large()))
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch("h[1-6]", str(each.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {each.removeprefix("#") for each in page.xpath("//a/@href") if each.startswith("#")} <= set(names)


def test_pictures_are_in_the_page() -> None:
    course = every_feature()
    page = html.document_fromstring(FORMAT.written(course))
    [source] = page.xpath("//img/@src")
    kind, _, written = source.partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(written) == bytes_of(course.media[PICTURE].content)
