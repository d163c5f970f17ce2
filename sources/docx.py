"""Word documents to a `SourceDocument`."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

import docx
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from learning.source import SourceDocument
from sources.assembly import assemble
from sources.detection import MEDIA_TYPES
from sources.docx_archive import check_archive
from sources.docx_styles import StyleMeaning, default_style, list_level, outline_level, style_meanings
from sources.docx_text import Run, reading_text, runs_of
from sources.drafts import Draft, DraftSheet, with_joined_listings
from sources.errors import UnreadableSource

_PARAGRAPH, _TABLE, _CONTROL, _TEXT_BOX = qn("w:p"), qn("w:tbl"), qn("w:sdt"), qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = frozenset(map(qn, ("w:sdtContent", "w:ins", "w:customXml", "w:smartTag")))
_DEEPEST = 50
_LONGEST_HEADING = 90
_DAMAGE = (
    *(KeyError, ValueError, AttributeError, TypeError, IndexError, OSError),
    *(etree.LxmlError, zipfile.BadZipFile, zlib.error, PythonDocxError, OpcError),
)


def read_docx(data: bytes, filename: str) -> SourceDocument:
    """Read a Word document. Raises `UnreadableSource`."""
    check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _DocxReader(document.styles.element)
        reader.read(document.element.body)
    except _DAMAGE as error:
        raise UnreadableSource("broken") from error
    return assemble(
        reader.drafts(),
        filename=filename,
        media_type=MEDIA_TYPES["docx"],
        title=reader.title,
        title_is_top_heading=True,
    )


class _DocxReader:
    def __init__(self, styles: _Element) -> None:
        self.sheet = DraftSheet()
        self.title = ""
        self._meanings = style_meanings(styles)
        self._default = default_style(styles)
        self._code_styles = frozenset(name for name, meaning in self._meanings.items() if meaning.code)
        self._depth = 0
        self._bold_lines: list[int] = []

    def read(self, parent: _Element) -> None:
        """Write down the blocks of a body, a cell or a text box. Nesting beyond any sane document is left out."""
        if self._depth >= _DEEPEST:
            return
        self._depth += 1
        for child in _blocks(parent):
            if child.tag == _PARAGRAPH:
                self._read_paragraph(child)
            else:
                self._read_table(child)
        self._depth -= 1

    def _read_paragraph(self, paragraph: _Element) -> None:
        properties = paragraph.find(qn("w:pPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        style_id = self._default if style is None else style.get(qn("w:val")) or ""
        meaning = self._meanings.get(style_id, StyleMeaning())
        if not meaning.contents:
            self._add(paragraph, properties, meaning)
        for box in paragraph.iter(_TEXT_BOX):
            if next(box.iterancestors(_FALLBACK), None) is None:
                self.read(box)

    def _add(self, paragraph: _Element, properties: _Element | None, meaning: StyleMeaning) -> None:
        runs = runs_of(paragraph, self._code_styles)
        raw = "".join(run.text for run in runs)
        heading = outline_level(properties)
        heading = meaning.heading if heading is None else min(heading, 6)
        if meaning.title and not self.title:
            self.title = raw
        elif heading or meaning.title:
            self.sheet.add("heading", reading_text(runs), level=heading or 1)
        elif meaning.code or (raw.strip() and all(run.code or not run.text.strip() for run in runs)):
            self.sheet.add("code", raw)
        else:
            self._add_prose(reading_text(runs), list_level(properties), meaning)
            self._note_bold_line(runs, raw.strip())

    def _note_bold_line(self, runs: list[Run], text: str) -> None:
        bold = self.sheet.drafts[-1].kind == "paragraph" and all(run.bold or not run.text.strip() for run in runs)
        if text and bold and len(text) <= _LONGEST_HEADING and text[-1] not in ".,;:!?":
            self._bold_lines.append(len(self.sheet.drafts) - 1)

    def drafts(self) -> list[Draft]:
        """What was read; short bold lines are headings if the writer used no heading styles at all."""
        drafts = list(self.sheet.drafts)
        if not any(draft.kind == "heading" for draft in drafts):
            for number in self._bold_lines:
                drafts[number] = replace(drafts[number], kind="heading", level=1)
        return with_joined_listings(drafts)

    def _add_prose(self, text: str, level: int | None, meaning: StyleMeaning) -> None:
        level = meaning.list_level if level is None else level
        if level is not None:
            self.sheet.add("list_item", text, level=level)
        else:
            self.sheet.add("quote" if meaning.quote else "paragraph", text)

    def _read_table(self, table: _Element) -> None:
        rows = [list(row.iterchildren(qn("w:tc"))) for row in table.iterchildren(qn("w:tr"))]
        if sum(map(len, rows)) == 1:
            self.read(rows[0][0])
            return
        lines = [" | ".join(map(self._cell_text, row)) for row in rows]
        self.sheet.add("table", "\n".join(line for line in lines if line.strip(" |")))

    def _cell_text(self, cell: _Element) -> str:
        texts = (reading_text(runs_of(paragraph, self._code_styles)) for paragraph in cell.iter(_PARAGRAPH))
        return " ".join(" ".join(texts).split())


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, those inside content controls too, but not a generated table of contents."""
    pending = list(reversed(parent))
    while pending:
        child = pending.pop()
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in _WRAPPERS or (child.tag == _CONTROL and not _is_contents(child)):
            pending.extend(reversed(child))


def _is_contents(control: _Element) -> bool:
    gallery = control.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"
