"""Open edX courses by olxcleaner, which says what Studio would stumble over."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from exports import olx
from tests.exports.five import ALL
from tests.exports.outside.tools import Tools

CLEAN = """
import json, sys, olxcleaner
course, errors, _ = olxcleaner.validate(sys.argv[1], steps=8)
found = [[error.level, error.name, error.description] for error in errors.errors]
print(json.dumps({"found": found, "is_course": course is not None}))
"""
CHOSEN = ("does not have the required setting 'end'.", "does not have the required setting 'course_image'.")
"""What is found and meant: a course has no last day, and one without pictures shows none."""


@pytest.mark.parametrize("name", ALL)
def test_no_errors(tools: Tools, tmp_path: Path, name: str) -> None:
    package = tmp_path / "course.tar.gz"
    package.write_bytes(olx.FORMAT.written(ALL[name]()))
    with tarfile.open(package) as archive:
        archive.extractall(tmp_path, filter="data")
    told = tools.run(CLEAN, str(tmp_path / "course" / "course.xml"))
    assert told["is_course"]
    assert [one for one in told["found"] if not one[2].endswith(CHOSEN)] == []
