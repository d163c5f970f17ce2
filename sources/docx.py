"""Word documents to drafts: made plain by us, read by pandoc."""

from __future__ import annotations

from lxml import etree

from sources.docx_drawings import Drawings
from sources.docx_parts import word_parts
from sources.docx_plain import STYLES, PlainDocument
from sources.drafts import LeftOut, Reading, with_joined_listings
from sources.errors import UnreadableSource
from sources.files import Kind, SourceFile
from sources.pandoc import syntax_tree
from sources.pandoc_blocks import TreeReader
from sources.pictures import Pictures


def read_docx(file: SourceFile) -> Reading:
    """Read a Word document. Raises `UnreadableSource`."""
    file.package.check_declarations(b"<!DOCTYPE", b"<!ENTITY")
    left_out, pictures = LeftOut(), Pictures()
    try:
        word = word_parts(file.package)
        drawings = Drawings(left_out, word.pictures, lambda name: pictures.keep(file.package.read(name)))
        document = PlainDocument(word, left_out, drawings)
        plain = document.packed()
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSource("broken") from error
    reader = TreeReader(left_out, styles=STYLES, figures=drawings.figures)
    reader.read(syntax_tree(plain, "docx+styles")["blocks"])
    return Reading(
        with_joined_listings(reader.drafts()),
        document.title,
        not_carried=left_out.not_carried(),
        title_is_top_heading=True,
        pictures=pictures.kept,
    )


DOCX = Kind(
    "DOCX",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    lambda file: file.is_package(b"wordprocessingml"),
    read_docx,
)
