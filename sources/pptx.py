"""PowerPoint presentations to drafts: slides in their order, what they show and what the speaker's notes say."""

from __future__ import annotations

from dataclasses import replace

from lxml.etree import _Element

from sources.archives import Archive
from sources.docx_names import MC, R, local
from sources.drafts import Draft, DraftSheet, Reading, with_joined_listings
from sources.errors import UnreadableSource
from sources.files import Kind, SourceFile
from sources.limits import MAX_PDF_PAGES
from sources.marks import unmarked
from sources.packages import parsed, relations
from sources.pictures import Pictures
from sources.pptx_text import A, Formulas, Line, lines_of
from sources.tables import Cell, spread, table_text

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_PARTITION = "secHead"
"""The layout of slides that only name the part that follows."""
_UNREAD = {
    "videoFile": "video",
    "audioFile": "audio",
    "chart": "chart",
    "oleObj": "embedded object",
}


def read_pptx(file: SourceFile) -> Reading:
    """Read a presentation; the page of a block is its slide. Raises `UnreadableSource`."""
    file.package.check_declarations(b"<!DOCTYPE", b"<!ENTITY")
    slides = _slides(file.package)
    if len(slides) > MAX_PDF_PAGES:
        raise UnreadableSource("too_large")
    reader = _PresentationReader(file.package)
    for number, name in enumerate(slides, start=1):
        reader.read(name, number)
    return Reading(
        with_joined_listings(reader.drafts()),
        reader.title,
        not_carried=reader.sheet.left_out.not_carried(),
        title_is_top_heading=True,
        pages=len(slides),
        pictures=reader.pictures.kept,
    )


def _slides(package: Archive) -> list[str]:
    """The names of the slides' parts in the order in which they are shown."""
    main = next((name for _, kind, name in relations(package, "") if kind == "officeDocument"), "ppt/presentation.xml")
    presentation = parsed(package, main)
    if presentation is None:
        raise UnreadableSource("broken")
    names = {identity: name for identity, kind, name in relations(package, main) if kind == "slide"}
    ids = (slide.get(f"{{{R}}}id") for slide in presentation.iter(f"{_P}sldId"))
    return list(dict.fromkeys(names[identity] for identity in ids if identity in names))


class _PresentationReader:
    """`title` is that of an opening slide. A heading that the slide before has as well is not written twice."""

    def __init__(self, package: Archive) -> None:
        self.sheet = DraftSheet()
        self.pictures = Pictures()
        self.title = ""
        self._package = package
        self._parts: dict[str, list[tuple[str, str, str]]] = {}
        self._heading = ""
        self._level = 1
        self._formulas = Formulas()

    def drafts(self) -> list[Draft]:
        """What was read of all slides, its formulas as TeX."""
        written = self._formulas.translator()
        return [replace(draft, text=written(draft.text)) for draft in self.sheet.drafts]

    def read(self, name: str, number: int) -> None:
        slide = parsed(self._package, name)
        self.sheet.page = number
        self.sheet.left_out.where = f"slide {number}"
        if slide is None:
            self.sheet.left_out.add("slide", "This slide is damaged or missing.")
        elif slide.get("show") in ("0", "false"):
            self.sheet.left_out.add("hidden slide", _title_of(slide, self._formulas))
        else:
            self._read_slide(slide, {identity: (kind, part) for identity, kind, part in relations(self._package, name)})

    def _read_slide(self, slide: _Element, parts: dict[str, tuple[str, str]]) -> None:
        for fallback in list(slide.iter(f"{{{MC}}}Fallback")):
            fallback.getparent().remove(fallback)
        self._add_heading(slide, is_partition=self._is_partition(parts))
        for shape in slide.iter(f"{_P}sp", f"{_P}pic", f"{_P}graphicFrame", f"{_P}contentPart"):
            self._read_shape(shape, parts)
        for kind, part in parts.values():
            if kind == "notesSlide":
                self._read_notes(parsed(self._package, part))
            elif kind == "comments":
                self.sheet.left_out.add("comment")

    def _is_partition(self, parts: dict[str, tuple[str, str]]) -> bool:
        layouts = (parsed(self._package, part) for kind, part in parts.values() if kind == "slideLayout")
        return any(layout is not None and layout.get("type") == _PARTITION for layout in layouts)

    def _add_heading(self, slide: _Element, *, is_partition: bool) -> None:
        """Slides rank below the slides that name a part, once there is one."""
        title = _title_of(slide, self._formulas)
        if self.sheet.page == 1 and _placeholder_kind(_title_shape(slide)) == "ctrTitle":
            self.title = title
            return
        level = 1 if is_partition else self._level
        self._level = 2 if is_partition else self._level
        if title and title != self._heading:
            where = self.sheet.left_out.where
            self.sheet.add("heading", title, level=level)
            self.sheet.left_out.where = where
        self._heading = title or self._heading

    def _read_shape(self, shape: _Element, parts: dict[str, tuple[str, str]]) -> None:
        kind = _placeholder_kind(shape)
        if kind in _TITLES or kind in _FURNITURE:
            return
        for what in sorted({_UNREAD[name] for inner in shape.iter() if (name := local(inner.tag)) in _UNREAD}):
            self.sheet.left_out.add(what, _alt(shape))
        if shape.tag == f"{_P}sp":
            self._add_lines(lines_of(shape, self._formulas), is_body=kind is not None)
        for table in shape.iter(f"{A}tbl"):
            self.sheet.add("table", _table(table, self._formulas))
        for diagram in shape.iter(f"{_DIAGRAM}relIds"):
            self._read_diagram(parts.get(diagram.get(f"{{{R}}}dm") or "", ("", ""))[1])
        if shape.tag == f"{_P}pic" or shape.find(f"{_P}spPr/{A}blipFill") is not None:
            self._add_pictures(shape, parts)

    def _add_lines(self, lines: list[Line], *, is_body: bool) -> None:
        """A placeholder of several paragraphs is a list, unless it says that it has no bullets."""
        listed = is_body and sum(line.bullet is not False and bool(line.text.strip()) for line in lines) > 1
        for line in lines:
            if line.is_code:
                self.sheet.add("code", line.text)
            elif line.bullet or line.number is not None or (listed and line.bullet is None):
                self.sheet.add("list_item", line.text, level=line.level, ordinal=line.number)
            else:
                self.sheet.add("paragraph", line.text)

    def _read_diagram(self, part: str) -> None:
        data = parsed(self._package, part)
        if data is None:
            self.sheet.left_out.add("diagram")
            return
        for point in data.iter(f"{_DIAGRAM}pt"):
            for line in lines_of(point, self._formulas):
                self.sheet.add("list_item", line.text)

    def _add_pictures(self, shape: _Element, parts: dict[str, tuple[str, str]]) -> None:
        if any(local(inner.tag) in ("videoFile", "audioFile") for inner in shape.iter()):
            return
        for blip in shape.iter(f"{A}blip"):
            part = parts.get(blip.get(f"{{{R}}}embed") or "", ("", ""))[1]
            self.sheet.add_picture(self.pictures, self._package.read(part), _alt(shape))

    def _read_notes(self, notes: _Element | None) -> None:
        for shape in [] if notes is None else notes.iter(f"{_P}sp"):
            if _placeholder_kind(shape) == "body":
                self._add_lines(lines_of(shape, self._formulas), is_body=False)


def _placeholder_kind(shape: _Element | None) -> str | None:
    """What a placeholder is for, empty for content of any kind; None for a shape that is no placeholder."""
    place = None if shape is None else shape.find(f"*/{_P}nvPr/{_P}ph")
    return None if place is None else place.get("type") or ""


def _title_shape(slide: _Element) -> _Element | None:
    return next((shape for shape in slide.iter(f"{_P}sp") if _placeholder_kind(shape) in _TITLES), None)


def _title_of(slide: _Element, formulas: Formulas) -> str:
    shape = _title_shape(slide)
    return (
        "" if shape is None else unmarked(" ".join(" ".join(line.text for line in lines_of(shape, formulas)).split()))
    )


def _alt(shape: _Element) -> str:
    says = shape.find(f"*/{_P}cNvPr")
    return "" if says is None else says.get("descr") or ""


def _table(table: _Element, formulas: Formulas) -> str:
    rows = [
        [
            Cell(_cell_text(cell, formulas), _span(cell, "rowSpan"), _span(cell, "gridSpan"))
            for cell in row.iterchildren(f"{A}tc")
            if not (cell.get("hMerge") or cell.get("vMerge"))
        ]
        for row in table.iterchildren(f"{A}tr")
    ]
    return table_text(spread(rows))


def _cell_text(cell: _Element, formulas: Formulas) -> str:
    return unmarked("; ".join(line.text for line in lines_of(cell, formulas) if line.text.strip()))


def _span(cell: _Element, name: str) -> int:
    value = cell.get(name) or ""
    return int(value) if value.isdecimal() and value.isascii() and 0 < len(value) < 4 else 1


PPTX = Kind(
    "PPTX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    lambda file: file.is_package(b"presentationml.slide+xml"),
    read_pptx,
)
