"""Formulas of a web page, each once, as TeX between dollar signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from sources.errors import UnreadableSource
from sources.pandoc import syntax_tree
from sources.pandoc_text import formula_in

_TEX_SCRIPT = re.compile(r"math/tex(?P<display>\s*;\s*mode=display)?", re.IGNORECASE)
_RENDERED = frozenset(
    "katex mathjax mathjax_display mathjax_preview mathjax_svg mathjax_chtml mathjax_svg_display".split()
)
_TEX = r"((?:[^\\]|\\[^\[\]()]){1,4000})"
_DELIMITED = re.compile(rf"\\\({_TEX}\\\)|\\\[{_TEX}\\\]")
_TEX_PICTURE = frozenset("tex latex math mwe-math-fallback-image-inline mwe-math-fallback-image-display".split())
_MOST_SPANS = 2
_MOST_FORMULAS = 20_000


def write_formulas(page: etree._Element) -> None:
    """Put the TeX of each formula in its place: from what KaTeX, MathJax or MathML says, by pandoc if only MathML."""
    waiting: list[tuple[etree._Element, etree._Element]] = []
    for element in _formulas(page):
        tex, mathml = _tex_of(element), _mathml_in(element)
        if tex:
            _replace(element, tex, display=_is_display(element))
        elif mathml is not None and len(waiting) < _MOST_FORMULAS:
            waiting.append((element, mathml))
        elif element.tag != "math":
            _replace(element, "", display=False)
    for (element, _), tex in zip(waiting, _translated([mathml for _, mathml in waiting]), strict=True):
        if tex:
            _replace(element, tex, display=_is_display(element))


def dollars(text: str) -> str:
    r"""Text with `\(…\)` and `\[…\]` written as `$…$` and `$$…$$`."""
    if "\\(" not in text and "\\[" not in text:
        return text
    return _DELIMITED.sub(lambda found: f"${found[1].strip()}$" if found[1] else f"$${found[2].strip()}$$", text)


def _formulas(page: etree._Element) -> list[etree._Element]:
    """The outermost elements that show a formula."""
    found: list[etree._Element] = []
    walk = etree.iterwalk(page, events=("start",))
    for _, element in walk:
        if _shows_formula(element):
            found.append(element)
            walk.skip_subtree()
    return found


def _shows_formula(element: etree._Element) -> bool:
    if element.tag.rpartition(":")[2] == "math":
        return True
    if element.tag == "script":
        return bool(_TEX_SCRIPT.match(element.get("type") or ""))
    classes = (element.get("class") or "").lower().split()
    if element.tag == "img":
        return bool(element.get("alt")) and not _TEX_PICTURE.isdisjoint(classes)
    return element.tag == "mjx-container" or not _RENDERED.isdisjoint(classes)


def _tex_of(element: etree._Element) -> str:
    if element.tag == "script":
        return element.text or ""
    if element.tag == "img":
        return "" if _has_mathml_beside(element) else element.get("alt") or ""
    for annotation in element.iter("annotation"):
        if "tex" in (annotation.get("encoding") or "").lower() and (annotation.text or "").strip():
            return annotation.text or ""
    mathml = _mathml_in(element)
    alternative = "" if mathml is None else mathml.get("alttext") or ""
    return alternative if "\\" in alternative or "^" in alternative or "_" in alternative else ""


def _has_mathml_beside(picture: etree._Element) -> bool:
    """Wikipedia shows a picture of the formula that it has in MathML before it."""
    before = picture.getprevious()
    return before is not None and "$" in "".join(before.itertext())


def _mathml_in(element: etree._Element) -> etree._Element | None:
    return next((inner for inner in element.iter() if str(inner.tag).rpartition(":")[2] == "math"), None)


def _is_display(element: etree._Element) -> bool:
    mathml = _mathml_in(element)
    says = "" if mathml is None else f"{mathml.get('display')} {mathml.get('mode')}"
    classes = " ".join((one.get("class") or "").lower() for one in (element, element.getparent()) if one is not None)
    return (
        "block" in says or "display" in says + classes + (element.get("type") or "") or element.get("display") == "true"
    )


def _replace(element: etree._Element, tex: str, *, display: bool) -> None:
    says = " ".join(tex.split()).removeprefix("{\\displaystyle").strip()
    if len(says) < len(" ".join(tex.split())) and says.endswith("}") and says.count("}") > says.count("{"):
        says = says[:-1].strip()
    _unhide(element)
    element.clear(keep_tail=True)
    element.tag = "span"
    element.text = (f"$${says}$$" if display else f"${says}$") if says else ""


def _unhide(formula: etree._Element) -> None:
    """MathML for screen readers alone stands in hidden parts of a line."""
    for around, _ in zip(formula.iterancestors("span"), range(_MOST_SPANS), strict=False):
        around.attrib.pop("style", None)
        around.attrib.pop("aria-hidden", None)


def _translated(formulas_of_page: Sequence[etree._Element]) -> Iterator[str]:
    """The TeX of MathML, all of a page at once; empty where pandoc makes nothing of it."""
    if not formulas_of_page:
        return iter(())
    numbered = (
        f'<div id="f{number}"><p>{_markup(formula)}</p></div>' for number, formula in enumerate(formulas_of_page)
    )
    try:
        blocks = syntax_tree("".join(numbered).encode(), "html")["blocks"]
    except UnreadableSource:
        blocks = []
    found = {block["c"][0][0]: formula_in(block["c"][1]) for block in blocks if block["t"] == "Div"}
    return (found.get(f"f{number}", "") for number in range(len(formulas_of_page)))


def _markup(formula: etree._Element) -> str:
    for inner in formula.iter():
        inner.tag = str(inner.tag).rpartition(":")[2]
    markup: str = etree.tostring(formula, encoding="unicode", with_tail=False)
    return markup
