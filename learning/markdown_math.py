"""TeX to MathML, made of an allow-list of elements, with every text in it escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

MOST_CHARACTERS = 2_000
"""Of one formula; a longer one is shown as it was written."""
_ELEMENTS = frozenset(
    "math menclose mfenced mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup "
    "mtable mtd mtext mtr munder munderover".split()
)
_ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop "
    "linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines "
    "rowspacing rspace scriptlevel separator stretchy symmetric voffset width".split()
)
_VALUE = re.compile(r"[\w#.%+ -]{1,60}", re.ASCII)
_ENVIRONMENT = re.compile(r"\\begin\s?\{([^{}]{1,40})\}")
_LINES = re.compile(
    r"\\(begin|end)\s?\{(?:aligned|gathered|(?:eqnarray|gather|multline|flalign|align(?:ed)?at)\*?)\}"
    r"(?:\[[tbc]\]|\{\d{1,2}\})?"
)
_CASES = re.compile(r"\\(begin|end)\s?\{d?r?cases\*?\}")
_ALONE = frozenset("equation equation* math displaymath".split())
"""Environments without columns."""
_NAMESPACE = "http://www.w3.org/1998/Math/MathML"


class Unreadable(ValueError):
    """The formula has something that is not known here, or does not end."""


def mathml(tex: str, *, display: bool) -> str:
    """The formula as MathML with its TeX as `alttext`, or as its TeX in `<code>` where it cannot be read."""
    try:
        return "".join(_written(_read(tex, "block" if display else "inline"), escape(tex)))
    except Unreadable:
        return f'<code class="language-tex">{escape(tex)}</code>'


@lru_cache(maxsize=20_000)
def is_readable(tex: str) -> bool:
    """Whether the formula can be shown as one: it has no command that only the preamble of its own document defines."""
    return "\\" not in tex or mathml(tex, display=False).startswith("<math")


@lru_cache(maxsize=1_000)
def is_environment(name: str) -> bool:
    """Whether formulas may stand in an environment of this name."""
    row = _plain(rf"\begin{{{name}}}a&b\end{{{name}}}")
    try:
        return name in _ALONE or any(element.tag == "mtable" for element in convert_to_element(row).iter())
    except Exception:  # as below
        return False


def _plain(tex: str) -> str:
    """The formula with the environments that the reader lays out, in place of others for lines and cases."""
    return _CASES.sub(r"\\\1{cases}", _LINES.sub(r"\\\1{split}", tex)) if "\\begin" in tex else tex


def _read(tex: str, display: str) -> Element:
    tex = _plain(tex)
    if len(tex) > MOST_CHARACTERS or not all(map(is_environment, _ENVIRONMENT.findall(tex))):
        raise Unreadable
    try:
        return convert_to_element(tex, display=display)
    except Exception as error:  # the reader has an error of its own for some faults, and runs into others
        raise Unreadable from error


def _written(element: Element, tex: str = "") -> Iterator[str]:
    text = unescape(element.text or "")
    if element.tag not in _ELEMENTS or "\\" in text:  # a command that the reader does not know is an identifier to it
        raise Unreadable
    yield f"<{element.tag}"
    if element.tag == "math":
        yield f' xmlns="{_NAMESPACE}" alttext="{tex}"'
    for name, value in element.attrib.items():
        if name in _ATTRIBUTES and _VALUE.fullmatch(value):
            yield f' {name}="{value}"'
    yield f">{escape(text)}"
    for child in element:
        yield from _written(child)
        yield escape(unescape(child.tail or ""))
    yield f"</{element.tag}>"
