"""The lines of a text body in a presentation, and how each is set."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml.etree import _Element

from sources.cleaning import HARD_BREAK
from sources.docx_styles import is_monospaced
from sources.marks import marked
from sources.office_math import office_tex
from sources.scripts import lowered, raised

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_FORMULA_OPENS, _FORMULA_CLOSES = "\ue000", "\ue001"
_FORMULA = re.compile("\ue000([0-9]{1,6})\ue001")
_SIGNS = re.compile("[\ue000\ue001]")
_BULLETS = {f"{A}buChar": True, f"{A}buBlip": True, f"{A}buNone": False}
_MOVED = ("slidenum", "datetime")
"""Fields that say where and when, not what."""


class Line(NamedTuple):
    """A paragraph. `bullet` is None where only the layout knows; `number` is that of an item of an ordered list."""

    text: str
    level: int = 0
    bullet: bool | None = None
    number: int | None = None
    is_code: bool = False


class Numbers:
    """Counts the items of ordered lists, level by level."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def of(self, properties: _Element | None, level: int) -> int | None:
        """The number of the next paragraph, None if it has none."""
        counted = None if properties is None else properties.find(f"{A}buAutoNum")
        self._last = {other: last for other, last in self._last.items() if other <= level}
        if counted is None:
            self._last.pop(level, None)
            return None
        first = counted.get("startAt") or "1"
        start = int(first) if first.isdecimal() and first.isascii() and len(first) < 6 else 1
        self._last[level] = self._last.get(level, start - 1) + 1
        return self._last[level]


class Formulas:
    """The formulas of a presentation: signs stand for them in the text until pandoc has translated them all at once."""

    def __init__(self) -> None:
        self._found: list[_Element] = []

    def sign(self, formula: _Element) -> str:
        """Keep a formula, and give the sign that stands for it until `translator` replaces it."""
        self._found.append(formula)
        return f"{_FORMULA_OPENS}{len(self._found) - 1}{_FORMULA_CLOSES}"

    def translator(self) -> Callable[[str], str]:
        """What puts TeX in the place of the signs in a text."""
        tex = office_tex(self._found)
        return lambda text: _FORMULA.sub(lambda sign: f"${tex[int(sign[1])]}$" if int(sign[1]) < len(tex) else "", text)


def lines_of(shape: _Element, formulas: Formulas) -> list[Line]:
    """The paragraphs of the text bodies in an element, in order."""
    numbers = Numbers()
    return [_line(paragraph, numbers, formulas) for paragraph in shape.iter(f"{A}p")]


def _line(paragraph: _Element, numbers: Numbers, formulas: Formulas) -> Line:
    properties = paragraph.find(f"{A}pPr")
    depth = "" if properties is None else properties.get("lvl") or ""
    level = int(depth) if len(depth) == 1 and depth in "012345678" else 0
    runs = [run for run in paragraph.iter(f"{A}r", f"{A}fld", f"{A}br", _MATH) if not _is_moved(run)]
    worded = [run for run in runs if (run.findtext(f"{A}t") or "").strip()]
    is_code = bool(worded) and all(map(_is_monospaced, worded))
    bullets = [] if properties is None else [_BULLETS[one.tag] for one in properties if one.tag in _BULLETS]
    return Line(
        "".join(formulas.sign(run) if run.tag == _MATH else _run_text(run, is_code=is_code) for run in runs),
        level,
        bullets[0] if bullets else None,
        numbers.of(properties, level),
        is_code,
    )


def _is_moved(run: _Element) -> bool:
    return (run.get("type") or "").startswith(_MOVED)


def _is_monospaced(run: _Element) -> bool:
    font = run.find(f"{A}rPr/{A}latin")
    return font is not None and is_monospaced(font.get("typeface") or "")


def _run_text(run: _Element, *, is_code: bool) -> str:
    if run.tag == f"{A}br":
        return "\n" if is_code else HARD_BREAK
    text = _SIGNS.sub("", run.findtext(f"{A}t") or "")
    properties = run.find(f"{A}rPr")
    height = "" if properties is None else properties.get("baseline") or ""
    if is_code or not re.fullmatch(r"-?[1-9]\d{0,6}", height, re.ASCII):
        return marked(text) if not is_code and _is_set_off(properties) else text
    return lowered(text) if height.startswith("-") else raised(text)


def _is_set_off(properties: _Element | None) -> bool:
    return properties is not None and not {properties.get("b"), properties.get("i")}.isdisjoint(("1", "true"))
