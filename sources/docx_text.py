"""The text of one Word paragraph: what a reader sees of its runs, with inline code in back-ticks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from docx.oxml.ns import qn
from lxml.etree import _Element

from sources.inline import code_span

_MONOSPACED = re.compile(
    r"courier|consolas|mono|menlo|monaco|lucida console|fixedsys|source code|fira code|inconsolata|typewriter|cascadia"
    r"|jetbrains|andale|terminal",
    re.IGNORECASE,
)
_PIECES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT = qn("w:t")
_RUN = qn("w:r")
_NOT_SHOWN = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr", "w:rPr", "w:footnoteReference", "w:sdtPr"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


def is_monospaced(font: str) -> bool:
    """Whether a font of this name sets every character equally wide."""
    return bool(_MONOSPACED.search(font))


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a paragraph set alike."""

    text: str
    code: bool
    bold: bool


def runs_of(paragraph: _Element, code_styles: frozenset[str]) -> list[Run]:
    """The runs of a paragraph that a reader sees."""
    runs = (Run(_run_text(run), _is_code(run, code_styles), _is_bold(run)) for run in _shown(paragraph, _RUN))
    return [run for run in runs if run.text]


def reading_text(runs: Iterable[Run]) -> str:
    """Text with each stretch of code between back-ticks; white space at its ends stays outside."""
    groups = groupby(runs, lambda run: run.code)
    return "".join(_piece("".join(run.text for run in group), code) for code, group in groups)


def _piece(text: str, code: bool) -> str:
    if not code or not text.strip():
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{code_span(text)}{tail}"


def _shown(element: _Element, wanted: str) -> Iterator[_Element]:
    """Descendants of one kind in document order, none below deleted or hidden parts; no recursion."""
    pending = list(reversed(element))
    while pending:
        child = pending.pop()
        if child.tag == wanted:
            yield child
        elif child.tag not in _NOT_SHOWN:
            pending.extend(reversed(child))


def _run_text(run: _Element) -> str:
    properties = run.find(qn("w:rPr"))
    if properties is not None and properties.find(qn("w:vanish")) is not None:
        return ""
    return "".join(_PIECES.get(str(child.tag), child.text or "" if child.tag == _TEXT else "") for child in run)


def _is_bold(run: _Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def _is_code(run: _Element, code_styles: frozenset[str]) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    style = properties.find(qn("w:rStyle"))
    if style is not None and style.get(qn("w:val")) in code_styles:
        return True
    fonts = properties.find(qn("w:rFonts"))
    return fonts is not None and is_monospaced(fonts.get(qn("w:ascii")) or "")
