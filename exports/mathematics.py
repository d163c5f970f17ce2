"""Mathematics as MathML: what stands between dollar signs in Markdown, by one run of pandoc a course."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import cycle, islice

from lxml import etree, html

from exports.course import ExportedCourse
from exports.pages import rendered
from learning.passages import markdown_parts
from learning.section import Citation
from sources.errors import UnreadableSource
from sources.pandoc import converted

MATHML = "http://www.w3.org/1998/Math/MathML"
MOST_FORMULAS = 5_000
_FORMULA = re.compile(r"(?<![\\$])(?:\$\$([^$]{1,2000}?)\$\$|\$(?=\S)([^$\n]{1,500}?)(?<=\S)\$(?![\d$]))")
_MARK = "xq{place}qx"
_MARKED = re.compile(r"xq(\d{1,9})qx")
_CODE = re.compile(r"(<code\b.*?</code>)", re.DOTALL)
_ELEMENTS = frozenset(
    "math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom mstyle menclose merror".split()
)
_ATTRIBUTES = frozenset(
    "display encoding mathvariant stretchy fence form separator accent accentunder movablelimits symmetric minsize "
    "maxsize linethickness displaystyle scriptlevel columnalign columnspacing rowspacing class style width height "
    "depth lspace rspace notation xmlns alttext columnlines rowlines side open close separators largeop id".split()
)
_log = logging.getLogger(__name__)


class Mathematics:
    """Renders Markdown with its formulas as `show(is displayed, TeX)` has them; "" leaves one as it is written."""

    def __init__(self, show: Callable[[bool, str], str]) -> None:
        self._show = show

    def __call__(self, written: str, citations: Sequence[Citation] = ()) -> str:
        """Safe HTML, as of `pages.rendered`."""
        if "xq" in written:  # nothing that is written may look like a mark
            return rendered(written, citations)
        formulas: list[tuple[str, str]] = []

        def marked(match: re.Match[str]) -> str:
            formulas.append((match[0], self._show(*_parts(match))))
            return _MARK.format(place=len(formulas) - 1)

        pieces = _CODE.split(rendered(_FORMULA.sub(marked, written), citations))
        return "".join(
            _with_formulas(piece, formulas, is_code)
            for piece, is_code in zip(pieces, cycle([False, True]), strict=False)
        )


def as_mathml(course: ExportedCourse) -> Mathematics:
    """What renders all that learners read of a course; a formula that pandoc does not know stays as TeX."""
    contents = [placed.section.content for placed in course.sections()]
    texts = [text for content in contents for _, text in markdown_parts(content)]
    checks = [check for content in contents for check in content.checks]
    texts += [
        text for check in checks for text in (check.stem, check.feedback, *(option.text for option in check.options))
    ]
    found = (_parts(match) for text in texts for match in _FORMULA.finditer(text))
    formulas = list(islice(dict.fromkeys(found), MOST_FORMULAS))
    mathml = dict(zip(formulas, _mathml(formulas), strict=True)) if formulas else {}
    return Mathematics(lambda displayed, tex: mathml.get((displayed, tex), ""))


def as_mathjax() -> Mathematics:
    """What renders Markdown with formulas as MathJax finds them."""
    return Mathematics(lambda displayed, tex: escape(f"\\[{tex}\\]" if displayed else f"\\({tex}\\)", quote=False))


def _parts(match: re.Match[str]) -> tuple[bool, str]:
    """Whether a formula is displayed, and its TeX."""
    return match[1] is not None, (match[1] if match[1] is not None else match[2]).strip()


def _with_formulas(piece: str, formulas: Sequence[tuple[str, str]], is_code: bool) -> str:
    return _MARKED.sub(lambda found: _shown(formulas[int(found[1])], is_code), piece)


def _shown(formula: tuple[str, str], is_code: bool) -> str:
    written, mathml = formula
    return escape(written, quote=False) if is_code or not mathml else mathml


def _mathml(formulas: Sequence[tuple[bool, str]]) -> list[str]:
    """The MathML of each formula, "" for one that is no TeX."""
    blocks = [f"$${tex}$$" if displayed else f"${tex}$" for displayed, tex in formulas]
    lines = [f"[]{{#f{place}}} {' '.join(block.split())}\n\n" for place, block in enumerate(blocks)]
    try:
        page = converted("".join(lines).encode(), "markdown-latex_macros", "html", "--mathml", "--wrap=none")
    except UnreadableSource as error:
        _log.warning("the formulas of a course stay as TeX (%s)", error)
        return [""] * len(formulas)
    found = {}
    for paragraph in html.fragment_fromstring(page.decode(), create_parent="div"):
        names = [span.get("id") for span in paragraph.iter("span") if span.get("id")]
        math = paragraph.find(".//math")
        if names and math is not None:
            found[names[0]] = _as_xml(math)
    return [found.get(f"f{place}", "") for place, _ in enumerate(formulas)]


def _as_xml(math: etree._Element) -> str:
    """As it is well formed in HTML and XML, "" where it holds more than formulas do."""
    if any(element.tag not in _ELEMENTS or not _ATTRIBUTES.issuperset(element.attrib) for element in math.iter()):
        return ""
    math.tail = None
    math.set("xmlns", MATHML)
    math.set("alttext", math.findtext(".//annotation") or "")
    written: str = etree.tostring(math, encoding="unicode")
    return written
