"""What machines read of where a course comes from: in each package, in its pages, and in its book."""

from __future__ import annotations

import json

import pytest
from lxml import html

from exports import epub
from exports.formats import FORMATS
from exports.provenance import BY_MODEL
from tests.exports.courses import every_feature, hostile
from tests.exports.packages_read import parsed, unzipped

PLACES = {"scorm-1.2": "provenance.json", "imscc": "about/provenance.json", "qti": "provenance.json"}


@pytest.mark.parametrize("name", PLACES)
def test_a_package_says_it_as_linked_data(name: str) -> None:
    told = json.loads(unzipped(FORMATS[name].written(every_feature()))[PLACES[name]])
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Course")
    assert told["digitalSourceType"] == BY_MODEL
    assert told["reviewed_at"].startswith("2026-03-01")
    assert told["isBasedOn"] == [
        {"@type": "CreativeWork", "name": "Tides, a primer", "license": "CC BY 4.0"},
        {"@type": "CreativeWork", "name": "Notes"},
    ]


@pytest.mark.parametrize(
    ("name", "page"), [("scorm-2004", "index.html"), ("imscc", "about/about.html"), ("imscc", "sections/1_1.html")]
)
def test_a_page_says_it_in_its_head_whatever_its_title(name: str, page: str) -> None:
    for course in (every_feature(), hostile()):
        document = html.document_fromstring(unzipped(FORMATS[name].written(course))[page])
        [element] = document.xpath("//head/script[@type='application/ld+json']")
        told = json.loads(element.text)
        assert told["digitalSourceType"] == BY_MODEL
        assert "reviewed by a person" in told["creditText"].lower()


def test_a_book_says_it_in_its_metadata() -> None:
    package = parsed(unzipped(epub.FORMAT.written(every_feature()))["EPUB/package.opf"])
    [told] = [each.text for each in package.iter("{*}meta") if each.get("property") == "schema:digitalSourceType"]
    assert told == BY_MODEL
