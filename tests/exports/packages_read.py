"""Packages taken apart for tests, and put together."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree, html

from exports.packages import tarred, zipped

SAFE = set(
    "html head meta title body h1 h2 h3 h4 h5 h6 p a em strong code pre ul ol li sup s del blockquote br hr img table "
    "thead tbody tr th td div span figure figcaption details summary q math mi mn mo mrow mfrac msub msup mtext "
    "msqrt msubsup mtable mtr mtd mover munder munderover mspace mstyle mpadded".split()
)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file as packages are."""
    file = io.BytesIO()
    zipped(files, file)
    return file.getvalue()


def packed_tar(files: Mapping[str, bytes]) -> bytes:
    """A .tar.gz as packages are."""
    file = io.BytesIO()
    tarred(files, file)
    return file.getvalue()


def unzipped(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def untarred(package: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as archive:
        files = {entry.name: archive.extractfile(entry) for entry in archive}
        assert all(files.values()), "a package holds files alone"
        return {name: file.read() for name, file in files.items() if file is not None}


def parsed(document: bytes) -> Any:
    """The root of a document that is well formed."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def assert_harmless(markup: str) -> None:
    """HTML has only elements that carry text, and no handlers, whatever the course says."""
    for element in html.fragment_fromstring(markup, create_parent="div").iter():
        assert isinstance(element.tag, str), element
        assert element.tag in SAFE, element.tag
        assert not [name for name in element.attrib if name.startswith("on")]
        for name in ("href", "src"):
            assert ":" not in element.get(name, "").partition("/")[0] or element.get(name).startswith("https:")
