"""What is refused, with which kind, status and next step."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from sources import UnreadableSource, read_source
from sources.errors import FailureKind
from sources.limits import MAX_ARCHIVE_ENTRIES, MAX_BYTES, MAX_CHARACTERS
from sources.reading import KINDS
from tests.sources.docx_files import archive, claiming, part, replaced, small_document
from tests.sources.pdf_files import drawn, lines, scanned

_TEXT = ["A page with enough words on it", "to be read as a document."]
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_LOCKED_WORD = _OLD_WORD + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def refused(data: bytes, filename: str = "file") -> UnreadableSource:
    with pytest.raises(UnreadableSource) as caught:
        read_source(data, filename)
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"", "empty", 422),
        (b" \n\t\r\n", "empty", 422),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "unsupported_type", 415),
        (b"<?xml version='1.0'?><svg><text>Hello</text></svg>", "unsupported_type", 415),
        (b"%!PS-Adobe-3.0\nshowpage", "unsupported_type", 415),
        (_OLD_WORD, "unsupported_type", 415),
        (_LOCKED_WORD, "encrypted", 422),
        (b"\xff\xfeH\x00e\x00l\x00l\x00o\x00\x00\xd8", "broken", 422),
        (b"PK\x03\x04 and then nothing of an archive", "broken", 422),
        (b"%PDF-1.7 and then nothing of a document", "broken", 422),
        (b"<!doctype html><html><head><title>Only a title</title></head></html>", "empty", 422),
    ],
)
def test_bytes_that_hold_no_readable_document(data: bytes, kind: FailureKind, status: int) -> None:
    error = refused(data)
    assert (error.kind, error.status) == (kind, status)


@pytest.mark.parametrize("kind", ["too_large", "unsupported_type", "encrypted", "empty", "broken", "no_text", "bomb"])
def test_each_sentence_ends_and_says_what_to_do(kind: FailureKind) -> None:
    sentence = UnreadableSource(kind).sentence
    assert sentence.endswith(".")
    assert any(step in sentence for step in ("upload", "try again"))


def test_a_foreign_file_is_told_every_kind_that_is_read_and_so_are_the_documents() -> None:
    sentence = refused(b"%!PS-Adobe-3.0\nshowpage").sentence
    table = (Path(__file__).parents[2] / "docs" / "sources.md").read_text().split("## Limits")[0]
    for kind in KINDS:
        assert kind.name in sentence
        assert kind.name.removesuffix("s") in table


def test_an_old_word_file_is_told_apart_from_foreign_types() -> None:
    assert "DOCX" in refused(_OLD_WORD, "old.doc").sentence


def test_another_kind_of_zip_is_not_read() -> None:
    assert refused(archive({"a.txt": b"text"}), "a.zip").kind == "unsupported_type"
    spreadsheet = archive({"[Content_Types].xml": b"<Types>spreadsheetml</Types>"})
    assert refused(spreadsheet, "really.docx").kind == "unsupported_type"


def test_a_pdf_that_asks_for_a_password() -> None:
    locked = drawn(lines(_TEXT), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    assert refused(locked, "locked.pdf").kind == "encrypted"


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    restricted = drawn(lines(_TEXT), encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    assert "enough words" in read_source(restricted, "restricted.pdf").blocks[0].text


def test_a_scan_has_no_text() -> None:
    error = refused(scanned(), "scan.pdf")
    assert (error.kind, error.status) == ("no_text", 422)
    assert "OCR" in error.sentence


def test_a_pdf_of_outlines_has_no_text() -> None:
    assert refused(drawn(lambda canvas: canvas.circle(300, 400, 100)), "curves.pdf").kind == "no_text"


def test_a_pdf_of_blank_pages_is_empty() -> None:
    assert refused(drawn(lambda canvas: None), "blank.pdf").kind == "empty"


def test_a_pdf_cut_short_is_broken_or_read_but_nothing_else() -> None:
    whole = drawn(*[lines(_TEXT)] * 5)
    assert refused(whole[:300], "cut.pdf").kind == "broken"


def test_a_word_file_cut_short_is_broken() -> None:
    assert refused(small_document()[:-400], "cut.docx").kind == "broken"


def test_a_word_file_without_its_text_is_broken() -> None:
    files = small_document()
    only_types = archive({"[Content_Types].xml": part(files, "[Content_Types].xml")})
    assert refused(only_types, "hollow.docx").kind == "broken"


def test_a_zip_bomb_is_refused_before_it_is_inflated() -> None:
    bomb = replaced(small_document(), "word/media/image1.bmp", bytes(64 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    assert refused(bomb, "bomb.docx").kind == "bomb"


def test_an_archive_of_countless_parts_is_a_bomb() -> None:
    many = archive({f"part{number}": b"" for number in range(MAX_ARCHIVE_ENTRIES + 1)})
    assert refused(many, "many.docx").kind == "bomb"


def test_small_parts_add_up_to_a_bomb() -> None:
    assert refused(claiming(small_document(), size=4_000_000, parts=200), "sum.docx").kind == "bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_word_file_are_refused(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w>&l9;</w>'
    assert refused(replaced(small_document(), "word/document.xml", xml.encode(encoding)), "laughs.docx").kind == "bomb"


def test_more_bytes_than_the_limit() -> None:
    error = refused(bytes(MAX_BYTES + 1), "long.txt")
    assert (error.kind, error.status) == ("too_large", 413)


def test_more_characters_than_the_limit() -> None:
    assert refused(b"word " * (MAX_CHARACTERS // 2), "long.txt").kind == "too_large"


def test_front_matter_alone_is_no_lesson() -> None:
    assert refused(b"---\nlayout: none\n---\n", "empty.md").kind == "empty"
