"""A Word document made plain for pandoc: what styles mean is written at each paragraph, what is not read is gone.

Pandoc knows equations, tables, notes, numbering, symbols and fields. It does not know what localised or home-made
styles mean, nor ruby, and neither counts what it drops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from sources.docx_drawings import Drawings, without_marks
from sources.docx_names import MC, R, W, w
from sources.docx_numbering import Numbering
from sources.docx_parts import WordParts, packed
from sources.docx_styles import CharacterMeaning, StyleMeaning, Styles, list_of, outline_level
from sources.drafts import LeftOut
from sources.pandoc_blocks import StyleNames

STYLES = StyleNames(item="item-", quote="quoted", caption="captioned")
_UNWRAPPED = frozenset(
    map(w, "ins moveTo fldSimple customXml smartTag hyperlink sdtContent dir bdo rubyBase".split())
) | {f"{{{MC}}}Choice"}
"""Elements that only hold others."""
_EMPTIED_INTO = frozenset(map(w, ("sdt", "ruby"))) | {f"{{{MC}}}AlternateContent"}
_DROPPED = frozenset(
    map(
        w,
        "sdtPr sdtEndPr rubyPr rt proofErr bookmarkStart bookmarkEnd lastRenderedPageBreak commentRangeStart "
        "commentRangeEnd sectPr annotationRef tblPrEx permStart permEnd".split(),
    )
)
_NAMED = {
    w("del"): "deleted revision",
    w("moveFrom"): "deleted revision",
    w("commentReference"): "comment",
    w("altChunk"): "embedded object",
    w("subDoc"): "embedded object",
    w("control"): "form field",
    w("rt"): "phonetic guide",
}
_SHOWN = frozenset(map(w, ("drawing", "pict", "object")))
_SYMBOL_FONTS = re.compile(r"symbol|wingdings|webdings|dingbats", re.IGNORECASE)
_STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 7)
    )
    + '<w:style w:type="paragraph" w:styleId="SourceCode"><w:name w:val="Source Code"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in (STYLES.quote, STYLES.caption)
    )
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{STYLES.item}{n}"><w:name w:val="{STYLES.item}{n}"/></w:style>'
        for n in range(10)
    )
    + '<w:style w:type="character" w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/></w:style></w:styles>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class PlainDocument:
    """`title` is the text of the first paragraph in the style for titles, which is taken out of the text. What is drawn
    in the text is given to `drawings`.
    """

    def __init__(self, word: WordParts, left_out: LeftOut, drawings: Drawings) -> None:
        self.title = ""
        self._drawings = drawings
        self._left_out = left_out
        self._word = word
        self._styles = Styles(word.parts.get("styles"))
        self._numbering = Numbering(word.parts.get("numbering"))

    def packed(self) -> bytes:
        """The bytes of the plain document."""
        if self._word.furniture:
            self._left_out.add("header or footer", count=self._word.furniture)
        texts = {"document": self._word.document}
        texts |= {kind: self._word.parts[kind] for kind in ("footnotes", "endnotes") if kind in self._word.parts}
        for root in texts.values():
            self._make_plain(root)
        xml = {name: etree.tostring(root) for name, root in texts.items()} | {"styles": _STYLES.encode()}
        if "numbering" in self._word.parts:
            xml["numbering"] = etree.tostring(self._word.parts["numbering"])
        return word_package(xml)

    def _make_plain(self, root: _Element) -> None:
        for element in list(root.iter(f"{{{MC}}}Fallback")):
            _remove(element)
        for text in root.iter(w("t")):
            text.text = without_marks(text.text or "")
        _lift_text_boxes(root)
        for element in list(root.iter()):
            if element.tag == w("p"):
                self._note_heading(element)
            self._simplify(element)
        _flatten_runs(root)
        _begin_merged_cells(root)
        for paragraph in root.iter(w("p")):
            self._write_paragraph(paragraph)

    def _note_heading(self, paragraph: _Element) -> None:
        properties = paragraph.find(w("pPr"))
        if self._heading(properties, self._styles.paragraph(properties)):
            self._left_out.where = _text(paragraph)

    def _simplify(self, element: _Element) -> None:
        """Take out, count or unwrap one element; what lies in a removed one stays harmlessly detached."""
        tag = element.tag
        if tag == w("sdt") and _is_contents(element):
            _remove(element)
            return
        if what := _NAMED.get(tag) if _holds_words(element) or tag in (w("commentReference"), w("altChunk")) else None:
            self._left_out.add(what, _text(element))
        if tag in _SHOWN:
            self._drawings.show(element)
        if tag in _DROPPED or tag in _NAMED or tag in _SHOWN:
            _remove(element)
        elif tag in _UNWRAPPED or tag in _EMPTIED_INTO:
            _unwrap(element)

    def _write_paragraph(self, paragraph: _Element) -> None:
        properties = paragraph.find(w("pPr"))
        meaning = self._styles.paragraph(properties)
        listed = list_of(properties)
        heading = self._heading(properties, meaning)
        if properties is not None:
            paragraph.remove(properties)
        runs = [run for run in paragraph.iter(w("r")) if not self._hide(run)]
        code = meaning.code or self._is_listing(paragraph, runs)
        for run in runs:
            self._write_run(run, keeps_bold=not heading)
        if meaning.contents:
            paragraph[:] = []
        elif meaning.title and not self.title and heading in (0, 1):
            self.title = _text(paragraph)
            paragraph[:] = []
        else:
            heading = heading or (1 if meaning.title else 0)
            paragraph.insert(0, self._properties(heading, code=code, listed=listed, meaning=meaning))

    def _heading(self, properties: _Element | None, meaning: StyleMeaning) -> int:
        level = outline_level(properties)
        return meaning.heading if level is None else min(level, 6)

    def _properties(
        self, heading: int, *, code: bool, listed: tuple[str, int] | None, meaning: StyleMeaning
    ) -> _Element:
        properties = etree.Element(w("pPr"))
        named = STYLES.caption if meaning.caption else STYLES.quote if meaning.quote else ""
        style = f"Heading{heading}" if heading else "SourceCode" if code else named
        if not heading and not code:
            style = self._number(properties, listed, meaning) or style
        if style:
            says = etree.Element(w("pStyle"))
            says.set(w("val"), style)
            properties.insert(0, says)
        return properties

    def _number(self, properties: _Element, listed: tuple[str, int] | None, meaning: StyleMeaning) -> str:
        """Write down the list of an item, if it is defined, and return the style that says its depth."""
        number, level = listed or meaning.listed or ("", 0)
        depth = level if listed or meaning.list_depth is None else meaning.list_depth
        if number == "0" or (not number and meaning.list_depth is None):
            return ""
        if self._numbering.knows(number, level):
            numbering = etree.SubElement(properties, w("numPr"))
            etree.SubElement(numbering, w("ilvl")).set(w("val"), str(level))
            etree.SubElement(numbering, w("numId")).set(w("val"), number)
        return f"{STYLES.item}{min(depth, 9)}"

    def _hide(self, run: _Element) -> bool:
        if not self._character(run).hidden:
            return False
        if text := _text(run):
            self._left_out.add("hidden text", text)
        _remove(run)
        return True

    def _is_listing(self, paragraph: _Element, runs: list[_Element]) -> bool:
        """A paragraph all of whose words are in a font of a typewriter."""
        worded = [run for run in runs if _text(run)]
        return bool(worded) and all(self._character(run).code for run in worded)

    def _character(self, run: _Element) -> CharacterMeaning:
        return self._styles.character(run.find(w("rPr")))

    def _write_run(self, run: _Element, *, keeps_bold: bool) -> None:
        properties = run.find(w("rPr"))
        if properties is None:
            return
        meaning = self._styles.character(properties)
        font = _symbol_font(properties)
        run.remove(properties)
        plain = etree.Element(w("rPr"))
        if meaning.code:
            etree.SubElement(plain, w("rStyle")).set(w("val"), "VerbatimChar")
        if font is not None:
            plain.append(font)
        if meaning.bold and keeps_bold and not meaning.code:
            etree.SubElement(plain, w("b"))
        elif meaning.stands_out and keeps_bold and not meaning.code:
            etree.SubElement(plain, w("i"))
        if meaning.script and not meaning.code:
            etree.SubElement(plain, w("vertAlign")).set(w("val"), meaning.script)
        if len(plain):
            run.insert(0, plain)


def word_package(texts: dict[str, bytes]) -> bytes:
    """The bytes of a Word document of these parts: `document`, and what it needs of styles, numbering and notes."""
    kinds = {name: f"{_TYPE}.{name}{'.main' if name == 'document' else ''}+xml" for name in texts}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(texts)
        if name != "document"
    )
    opening = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    document = f'<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/>'
    default = f'<Default Extension="rels" ContentType="{_RELS_TYPE}"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{default}{types}</Types>'.encode(),
        "_rels/.rels": f"{opening}{document}</Relationships>".encode(),
        "word/_rels/document.xml.rels": f"{opening}{relations}</Relationships>".encode(),
        **{f"word/{name}.xml": xml for name, xml in texts.items()},
    }
    return packed(parts)


def _lift_text_boxes(root: _Element) -> None:
    """Put what stands in a text box after the paragraph that the box is anchored in, outer boxes first."""
    last: dict[_Element, _Element] = {}
    for box in list(root.iter(w("txbxContent"))):
        host = next(box.iterancestors(w("p")), None)
        if host is None:
            continue
        place = last.get(host, host)
        for block in list(box):
            place.addnext(block)
            place = block
        last[host] = place


def _flatten_runs(root: _Element) -> None:
    """Runs inside runs, as the base of a phonetic guide is one, stand beside each other."""
    for run in [inner for inner in root.iter(w("r")) if any(child.tag == w("r") for child in inner)]:
        properties = run.find(w("rPr"))
        for child in [child for child in run if child is not properties]:
            if child.tag != w("r"):
                alone = etree.Element(w("r"))
                alone.extend([] if properties is None else [deepcopy(properties)])
                run.addprevious(alone)
                alone.append(child)
            else:
                run.addprevious(child)
        _remove(run)


def _begin_merged_cells(root: _Element) -> None:
    """In the first row of a table no cell goes on from above; what says so begins there."""
    for table in root.iter(w("tbl")):
        first = table.find(w("tr"))
        for merge in [] if first is None else first.iterfind(f"{w('tc')}/{w('tcPr')}/{w('vMerge')}"):
            merge.set(w("val"), "restart")


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: _Element) -> None:
    if element.getparent() is None:
        return
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _text(element: _Element) -> str:
    return " ".join("".join(_words(element)).split())


def _words(element: _Element) -> Iterator[str]:
    for text in element.iter(w("t"), w("delText"), w("tab")):
        yield text.text or " "


def _holds_words(element: _Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(w("t"), w("delText")))


def _is_contents(control: _Element) -> bool:
    gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and gallery.get(w("val")) == "Table of Contents"


def _symbol_font(properties: _Element) -> _Element | None:
    fonts = properties.find(w("rFonts"))
    return fonts if fonts is not None and _SYMBOL_FONTS.search(fonts.get(w("ascii")) or "") else None
