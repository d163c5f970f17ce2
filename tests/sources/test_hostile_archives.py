"""Presentations, books and OpenDocument texts that are no such thing, or more than they say."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from sources import UnreadableSource, read_source
from tests.sources.docx_files import archive, claiming, part, replaced
from tests.sources.made_files import book, line, made, presentation, shape, slide
from tests.sources.picture_files import picture

_CHAPTER = "<html><body><h1>T</h1><p>Words.</p></body></html>"
_SLIDES = presentation([slide(shape(line("T"), "title"), shape(line("Words.")))])
_BOOK = book({"a.xhtml": _CHAPTER})
_ODT = made("odt")
_FILES = {"a.pptx": _SLIDES, "a.epub": _BOOK, "a.odt": _ODT}
_TEXTS = {"a.pptx": "ppt/slides/s0.xml", "a.epub": "OEBPS/book.opf", "a.odt": "content.xml"}
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def refused(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read_source(data, name)
    return caught.value.kind


@pytest.mark.parametrize("name", _FILES)
def test_a_bomb_is_refused_before_it_is_inflated(name: str) -> None:
    bomb = replaced(_FILES[name], "media/a.bmp", bytes(64 * 1024 * 1024))
    assert refused(bomb, name) == "bomb"
    assert refused(claiming(_FILES[name], size=4_000_000, parts=200), name) == "bomb"


@pytest.mark.parametrize("name", _FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(name: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{_LAUGHS}<x>&b;</x>'
    assert refused(replaced(_FILES[name], _TEXTS[name], xml.encode(encoding)), name) == "bomb"


@pytest.mark.parametrize("name", _FILES)
def test_a_file_cut_short_or_without_its_text_is_broken(name: str) -> None:
    assert refused(_FILES[name][:-300], name) == "broken"
    assert refused(replaced(_FILES[name], _TEXTS[name], b"no markup at all"), name) in ("broken", "empty")


@pytest.mark.parametrize("name", _FILES)
def test_markup_nested_without_measure_is_refused_or_read(name: str) -> None:
    nested = b"<x>" * 5_000 + b"</x>" * 5_000
    assert refused(replaced(_FILES[name], _TEXTS[name], nested), name) in ("too_deep", "broken", "too_large", "empty")


@pytest.mark.parametrize(
    "target", ["/etc/hostname", "../../../../etc/hostname", "file:///etc/hostname", "http://a.b/c"]
)
def test_relations_never_lead_out_of_a_presentation(target: str) -> None:
    named = '<p:nvPicPr><p:cNvPr id="2" name="x" descr="A"/></p:nvPicPr>'
    shown = f'<p:pic>{named}<p:blipFill><a:blip r:embed="p"/></p:blipFill></p:pic>'
    data = presentation([slide(shape(line("T"), "title"), shape(line("Words.")), shown)], {"image:p": target})
    document = read_source(data, "a.pptx")
    assert (document.figures, [one.what for one in document.not_carried]) == ((), ["picture"])


def test_entries_with_paths_as_names_are_only_names() -> None:
    name = f"evil-{uuid4()}.xhtml"
    assert refused(book({f"../../../../tmp/{name}": _CHAPTER}), "a.epub") == "empty"
    assert not Path("/tmp", name).exists()


def test_a_book_that_is_locked_is_told_from_one_with_scrambled_fonts() -> None:
    rules = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptionMethod Algorithm="{}"/>'
        "</enc:EncryptedData></encryption>"
    )
    fonts = rules.format("http://www.idpf.org/2008/embedding").encode()
    locked = rules.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc").encode()
    assert read_source(replaced(_BOOK, "META-INF/encryption.xml", fonts), "a.epub").blocks
    assert refused(replaced(_BOOK, "META-INF/encryption.xml", locked), "a.epub") == "encrypted"


def test_a_locked_opendocument_text() -> None:
    manifest = part(_ODT, "META-INF/manifest.xml").replace(
        b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )
    assert refused(replaced(_ODT, "META-INF/manifest.xml", manifest), "a.odt") == "encrypted"


def test_a_word_file_inside_a_presentation_makes_it_no_word_file() -> None:
    types = part(_SLIDES, "[Content_Types].xml").replace(
        b"</Types>",
        b'<Default Extension="docx" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        b'document"/></Types>',
    )
    assert read_source(replaced(_SLIDES, "[Content_Types].xml", types), "a").media_type.endswith("presentation")


@pytest.mark.parametrize("kind", [b"application/epub+zip", b"application/vnd.oasis.opendocument.text"])
def test_a_package_of_nothing_is_broken(kind: bytes) -> None:
    assert refused(archive({"mimetype": kind}), "a") == "broken"


def test_a_presentation_of_pictures_alone_has_no_text() -> None:
    shown = '<p:pic><p:blipFill><a:blip r:embed="p"/></p:blipFill></p:pic>'
    data = presentation([slide(shown)], {"image:p": "../media/a.png"}, {"ppt/media/a.png": picture()})
    assert refused(data, "a.pptx") == "no_text"
