"""What is in an EPUB: pages that are well formed, links that lead somewhere, pictures, formulas, answers at the end."""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import join, normpath

import pytest

from exports import epub
from tests.exports.courses import COURSES, every_feature
from tests.exports.packages_read import assert_harmless, parsed, unzipped


@pytest.mark.parametrize("name", COURSES)
def test_a_book_is_whole(name: str) -> None:
    package = epub.FORMAT.written(COURSES[name]())
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    files = unzipped(package)
    opf = parsed(files["EPUB/package.opf"])
    items = {f"EPUB/{item.get('href')}": item for item in opf.iter("{*}item")}
    assert set(items) == set(files) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    ids = {}
    for path in (path for path in items if path.endswith(".xhtml")):
        page = parsed(files[path])
        ids[path] = {element.get("id") for element in page.iter() if element.get("id")}
        assert (page.find(".//{*}math") is not None) == ("mathml" in (items[path].get("properties") or ""))
        markup = re.sub(r"<math.*?</math>", "", files[path].decode().partition("<body>")[2], flags=re.DOTALL)
        if path != "EPUB/nav.xhtml":
            assert_harmless(markup.partition("</body>")[0])
    for path in ids:
        for link in parsed(files[path]).iter("{*}a", "{*}img"):
            address = link.get("href") or link.get("src")
            if ":" not in address:
                file, _, fragment = address.partition("#")
                target = normpath(join("EPUB", file)) if file else path
                assert target in files, (path, address)
                assert not fragment or fragment in ids[target], (path, address)


def test_answers_are_at_the_end_and_nowhere_before() -> None:
    files = unzipped(epub.FORMAT.written(every_feature()))
    spine = [item.get("idref") for item in parsed(files["EPUB/package.opf"]).iter("{*}itemref")]
    assert spine[0] == "about"
    assert spine[-1] == "answers"
    assert b"Luna" in files["EPUB/answers.xhtml"]
    assert b"Luna" not in files["EPUB/section_1_1.xhtml"]
    assert b"<math" in files["EPUB/section_1_1.xhtml"]
    metadata = files["EPUB/package.opf"].decode()
    assert 'property="schema:accessibilityFeature">MathML<' in metadata
    assert 'properties="cover-image"' in metadata
