"""What the styles of a Word document mean for its structure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from sources.docx_text import is_monospaced

# Word keeps the names of its own styles in English; other programs, and converters, write them in the user's language.
_HEADING_NAME = re.compile(
    r"^(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|başlık|"
    r"заголовок|επικεφαλίδα|标题|標題|見出し|제목)\s*([1-9])$",
    re.IGNORECASE,
)
_TITLE_NAME = re.compile(r"^(?:title|titel|titre|título|titolo|otsikko)$", re.IGNORECASE)
_CODE_NAME = re.compile(r"code|source|listing|preformatted|verbatim|quelltext|macro text|plain text", re.IGNORECASE)
_QUOTE_NAME = re.compile(r"quote|quotation|zitat|citation|block text", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|contents|table of figures|index)\b(?!.*body)", re.IGNORECASE)
_LIST_NAME = re.compile(
    r"^(?:list (?:bullet|number)|compact|aufzählungszeichen|listennummer)\s*([2-5])?$", re.IGNORECASE
)
_NO_OUTLINE = 9
_MOST_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class StyleMeaning:
    """`heading` is 1–6, 0 for no heading; `list_level` is the nesting depth, None outside lists."""

    heading: int = 0
    title: bool = False
    code: bool = False
    quote: bool = False
    contents: bool = False
    list_level: int | None = None


def style_meanings(styles: _Element) -> dict[str, StyleMeaning]:
    """The meaning of each style by its id, what it inherits from its base styles included."""
    by_id = {style.get(qn("w:styleId")) or "": style for style in styles.iter(qn("w:style"))}
    return {style_id: _meaning(_ancestry(style, by_id)) for style_id, style in by_id.items()}


def default_style(styles: _Element) -> str:
    """The id of the style of a paragraph that names none."""
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
            return style.get(qn("w:styleId")) or ""
    return ""


def outline_level(properties: _Element | None) -> int | None:
    """The heading level that paragraph properties set: 1–9, 0 for body text, None if they leave it open."""
    value = _value(properties, "w:outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return 0 if int(value) >= _NO_OUTLINE else int(value) + 1


def list_level(properties: _Element | None) -> int | None:
    """The nesting depth that paragraph properties set; None outside lists."""
    numbering = None if properties is None else properties.find(qn("w:numPr"))
    if numbering is None or _value(numbering, "w:numId") == "0":
        return None
    level = _value(numbering, "w:ilvl") or "0"
    return int(level) if level.isdecimal() else 0


def _ancestry(style: _Element, by_id: dict[str, _Element]) -> list[_Element]:
    line = [style]
    while len(line) < _MOST_ANCESTORS and (base := by_id.get(_value(line[-1], "w:basedOn") or "")) is not None:
        line.append(base)
    return line


def _meaning(ancestry: list[_Element]) -> StyleMeaning:
    names = [_value(style, "w:name") or "" for style in ancestry]
    return StyleMeaning(
        heading=_heading(ancestry, names),
        title=bool(_TITLE_NAME.match(names[0])),
        code=bool(_CODE_NAME.search(names[0])) or _has_code_font(ancestry),
        quote=bool(_QUOTE_NAME.search(names[0])),
        contents=bool(_CONTENTS_NAME.match(names[0])),
        list_level=_style_list_level(ancestry, names[0]),
    )


def _heading(ancestry: list[_Element], names: list[str]) -> int:
    for style, name in zip(ancestry, names, strict=True):
        level = outline_level(style.find(qn("w:pPr")))
        if level is not None:
            return min(level, 6)
        if match := _HEADING_NAME.match(name):
            return min(int(match[1]), 6)
    return 0


def _has_code_font(ancestry: list[_Element]) -> bool:
    for style in ancestry:
        fonts = style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None and (name := fonts.get(qn("w:ascii"))):
            return is_monospaced(name)
    return False


def _style_list_level(ancestry: list[_Element], name: str) -> int | None:
    if match := _LIST_NAME.match(name):
        return int(match[1] or 1) - 1
    levels = (list_level(style.find(qn("w:pPr"))) for style in ancestry)
    return next((level for level in levels if level is not None), None)


def _value(parent: _Element | None, name: str) -> str | None:
    child = None if parent is None else parent.find(qn(name))
    return None if child is None else child.get(qn("w:val"))
