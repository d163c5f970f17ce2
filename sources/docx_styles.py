"""What the styles of a Word document mean for its structure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from sources.docx_names import w

# Word keeps the names of its own styles in English; other programs, and converters, write them in the user's language.
_HEADING_NAME = re.compile(
    r"^(?:heading|header|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|başlık|"
    r"заголовок|επικεφαλίδα|标题|標題|見出し|제목)\s*([1-9])$",
    re.IGNORECASE,
)
_TITLE_NAME = re.compile(r"^(?:title|titel|titre|título|titolo|otsikko)$", re.IGNORECASE)
_CODE_NAME = re.compile(r"code|source|listing|preformatted|verbatim|quelltext|macro text|plain text", re.IGNORECASE)
_QUOTE_NAME = re.compile(r"quote|quotation|zitat|citation|block text", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|contents|table of figures|index)\b(?!.*body)", re.IGNORECASE)
_CAPTION_NAME = re.compile(
    r"^(?:caption|figure|beschriftung|légende|leyenda|descripción|epígrafe|legenda|didascalia|bijschrift|bildtext"
    r"|billedtekst|kuvaotsikko|podpis|titulek|название объекта|題注|题注|図表番号|캡션)$",
    re.IGNORECASE,
)
_LIST_NAME = re.compile(
    r"^(?:list (?:bullet|number)|compact|aufzählungszeichen|listennummer)\s*([2-5])?$", re.IGNORECASE
)
_MONOSPACED = re.compile(
    r"courier|consolas|mono|menlo|monaco|lucida console|fixedsys|source code|fira code|inconsolata|typewriter|cascadia"
    r"|jetbrains|andale|terminal",
    re.IGNORECASE,
)
_NO_OUTLINE = 9
_MOST_ANCESTORS = 20
_RAISED_FROM = 6
"""Half points: characters that were raised or lowered by hand by three points and more."""
_OFF = ("0", "false", "none")
_SCRIPTS = ("superscript", "subscript")


def is_monospaced(font: str) -> bool:
    """Whether a font of this name sets every character equally wide."""
    return bool(_MONOSPACED.search(font))


@dataclass(frozen=True, slots=True)
class StyleMeaning:
    """`heading` is 1–6, 0 for no heading; `listed` is the number and level of the list, None outside lists.

    `list_depth` is the nesting depth (0 = top) that the name of the style says, None if it says none.
    """

    heading: int = 0
    title: bool = False
    code: bool = False
    quote: bool = False
    contents: bool = False
    caption: bool = False
    listed: tuple[str, int] | None = None
    list_depth: int | None = None


@dataclass(frozen=True, slots=True)
class CharacterMeaning:
    """How a run of characters is set; `script` is `superscript`, `subscript` or empty.

    `stands_out` says that it is in italics, or set off by a style of its own.
    """

    code: bool = False
    bold: bool = False
    hidden: bool = False
    script: str = ""
    stands_out: bool = False


class Styles:
    """The styles part of a Word file; without one nothing has a meaning but what is set by hand."""

    def __init__(self, root: _Element | None) -> None:
        self._paragraphs = {} if root is None else style_meanings(root)
        self._default = "" if root is None else default_style(root)
        by_id = {} if root is None else _by_id(root)
        self._characters = {style_id: _set_by(_ancestry(style, by_id)) for style_id, style in by_id.items()}

    def paragraph(self, properties: _Element | None) -> StyleMeaning:
        """The meaning of the style that paragraph properties name; where it is not defined, of its name."""
        style = _value(properties, "pStyle")
        if style is None:
            return self._paragraphs.get(self._default, StyleMeaning())
        return self._paragraphs.get(style) or StyleMeaning(heading=_heading_named(style))

    def character(self, properties: _Element | None) -> CharacterMeaning:
        """How run properties set their characters, by themselves or by the style that they name."""
        if properties is None:
            return CharacterMeaning()
        own = _character(properties)
        style = self._characters.get(_value(properties, "rStyle") or "", CharacterMeaning())
        return CharacterMeaning(
            own.code or style.code,
            own.bold,
            own.hidden or style.hidden,
            own.script or style.script,
            own.stands_out or style.stands_out or style.bold,
        )


def style_meanings(styles: _Element) -> dict[str, StyleMeaning]:
    """The meaning of each style by its id, what it inherits from its base styles included."""
    by_id = _by_id(styles)
    return {style_id: _meaning(_ancestry(style, by_id)) for style_id, style in by_id.items()}


def default_style(styles: _Element) -> str:
    """The id of the style of a paragraph that names none."""
    for style in styles.iter(w("style")):
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
            return style.get(w("styleId")) or ""
    return ""


def outline_level(properties: _Element | None) -> int | None:
    """The heading level that paragraph properties set: 1–9, 0 for body text, None if they leave it open."""
    value = _value(properties, "outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return 0 if int(value) >= _NO_OUTLINE else int(value) + 1


def list_of(properties: _Element | None) -> tuple[str, int] | None:
    """The number and the level (0 = top) of the list that paragraph properties name; number "0" takes it out of any."""
    numbering = None if properties is None else properties.find(w("numPr"))
    if numbering is None:
        return None
    level = _value(numbering, "ilvl") or "0"
    return _value(numbering, "numId") or "", int(level) if level.isdecimal() and len(level) < 3 else 0


def _by_id(styles: _Element) -> dict[str, _Element]:
    return {style.get(w("styleId")) or "": style for style in styles.iter(w("style"))}


def _set_by(ancestry: list[_Element]) -> CharacterMeaning:
    """What a style and those that it is based on set, the nearest first."""
    found = [_character(properties) for style in ancestry if (properties := style.find(w("rPr"))) is not None]
    name = _value(ancestry[0], "name") or ""
    return CharacterMeaning(
        code=bool(_CODE_NAME.search(name)) or _has_code_font(ancestry),
        bold=bool(found) and found[0].bold,
        hidden=any(one.hidden for one in found),
        script=next((one.script for one in found if one.script), ""),
        stands_out=bool(found) and found[0].stands_out,
    )


def _character(properties: _Element) -> CharacterMeaning:
    fonts = properties.find(w("rFonts"))
    return CharacterMeaning(
        code=fonts is not None and is_monospaced(fonts.get(w("ascii")) or ""),
        bold=_is_on(properties, "b"),
        hidden=_is_on(properties, "vanish") or _is_on(properties, "webHidden"),
        script=_script(properties),
        stands_out=_is_on(properties, "i"),
    )


def _is_on(properties: _Element, name: str) -> bool:
    mark = properties.find(w(name))
    return mark is not None and mark.get(w("val")) not in _OFF


def _script(properties: _Element) -> str:
    script = _value(properties, "vertAlign")
    if script in _SCRIPTS:
        return script
    position = _value(properties, "position") or ""
    if not re.fullmatch(r"-?\d{1,4}", position) or abs(int(position)) < _RAISED_FROM:
        return ""
    return _SCRIPTS[int(position) < 0]


def _ancestry(style: _Element, by_id: dict[str, _Element]) -> list[_Element]:
    line = [style]
    while len(line) < _MOST_ANCESTORS and (base := by_id.get(_value(line[-1], "basedOn") or "")) is not None:
        line.append(base)
    return line


def _meaning(ancestry: list[_Element]) -> StyleMeaning:
    names = [_value(style, "name") or "" for style in ancestry]
    return StyleMeaning(
        heading=_heading(ancestry, names),
        title=bool(_TITLE_NAME.match(names[0])),
        code=bool(_CODE_NAME.search(names[0])) or _has_code_font(ancestry),
        quote=bool(_QUOTE_NAME.search(names[0])),
        contents=bool(_CONTENTS_NAME.match(names[0])),
        caption=bool(_CAPTION_NAME.match(names[0])),
        listed=_style_list(ancestry),
        list_depth=_list_depth(names[0]),
    )


def _heading(ancestry: list[_Element], names: list[str]) -> int:
    for style, name in zip(ancestry, names, strict=True):
        level = outline_level(style.find(w("pPr")))
        if level is not None:
            return min(level, 6)
        if level := _heading_named(name):
            return level
    return 0


def _heading_named(name: str) -> int:
    match = _HEADING_NAME.match(name)
    return min(int(match[1]), 6) if match else 0


def _has_code_font(ancestry: list[_Element]) -> bool:
    for style in ancestry:
        fonts = style.find(f"{w('rPr')}/{w('rFonts')}")
        if fonts is not None and (name := fonts.get(w("ascii"))):
            return is_monospaced(name)
    return False


def _style_list(ancestry: list[_Element]) -> tuple[str, int] | None:
    lists = (list_of(style.find(w("pPr"))) for style in ancestry)
    return next((one for one in lists if one is not None), None)


def _list_depth(name: str) -> int | None:
    match = _LIST_NAME.match(name)
    return int(match[1] or 1) - 1 if match else None


def _value(parent: _Element | None, name: str) -> str | None:
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(w("val"))
