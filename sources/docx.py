"""Word documents to a `SourceDocument`: made plain by us, read by pandoc."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from learning.source import SourceDocument
from sources.assembly import assemble
from sources.detection import MEDIA_TYPES
from sources.docx_archive import check_archive
from sources.docx_parts import word_parts
from sources.docx_plain import ITEM_STYLE, QUOTE_STYLE, PlainDocument
from sources.drafts import LeftOut, with_joined_listings
from sources.errors import UnreadableSource
from sources.pandoc import syntax_tree
from sources.pandoc_blocks import TreeReader

_DAMAGE = (etree.LxmlError, zipfile.BadZipFile, zlib.error, OSError, ValueError)


def read_docx(data: bytes, filename: str) -> SourceDocument:
    """Read a Word document. Raises `UnreadableSource`."""
    check_archive(data)
    left_out = LeftOut()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = PlainDocument(word_parts(archive), left_out)
        plain = document.packed()
    except _DAMAGE as error:
        raise UnreadableSource("broken") from error
    reader = TreeReader(left_out, item_style=ITEM_STYLE, quote_style=QUOTE_STYLE)
    reader.read(syntax_tree(plain, "docx+styles")["blocks"])
    return assemble(
        with_joined_listings(reader.drafts()),
        filename=filename,
        media_type=MEDIA_TYPES["docx"],
        title=document.title,
        title_is_top_heading=True,
        not_carried=left_out.not_carried(),
    )
