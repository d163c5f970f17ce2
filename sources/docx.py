"""Word documents to drafts: made plain by us, read by pandoc."""

from __future__ import annotations

from lxml import etree

from sources.docx_parts import word_parts
from sources.docx_plain import ITEM_STYLE, QUOTE_STYLE, PlainDocument
from sources.drafts import LeftOut, Reading, with_joined_listings
from sources.errors import UnreadableSource
from sources.files import Kind, SourceFile
from sources.pandoc import syntax_tree
from sources.pandoc_blocks import TreeReader


def read_docx(file: SourceFile) -> Reading:
    """Read a Word document. Raises `UnreadableSource`."""
    file.package.check_declarations(b"<!DOCTYPE", b"<!ENTITY")
    left_out = LeftOut()
    try:
        document = PlainDocument(word_parts(file.package), left_out)
        plain = document.packed()
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSource("broken") from error
    reader = TreeReader(left_out, item_style=ITEM_STYLE, quote_style=QUOTE_STYLE)
    reader.read(syntax_tree(plain, "docx+styles")["blocks"])
    return Reading(
        with_joined_listings(reader.drafts()),
        document.title,
        not_carried=left_out.not_carried(),
        title_is_top_heading=True,
    )


DOCX = Kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    lambda file: file.is_package(b"wordprocessingml"),
    read_docx,
)
