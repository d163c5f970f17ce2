"""Formulas of Office (OMML) as TeX, by pandoc, which reads them in Word documents."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element

from sources.docx_names import W
from sources.docx_plain import word_package
from sources.errors import UnreadableSource
from sources.pandoc import syntax_tree
from sources.pandoc_text import formula_in


def office_tex(formulas: Sequence[_Element]) -> list[str]:
    """The TeX of each formula, empty where pandoc makes nothing of it; all in one run."""
    if not formulas:
        return []
    body = "".join(f"<w:p><w:r><w:t>f</w:t></w:r>{_markup(formula)}</w:p>" for formula in formulas)
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    try:
        blocks = syntax_tree(word_package({"document": document.encode()}), "docx")["blocks"]
    except UnreadableSource:
        return [""] * len(formulas)
    found = [formula_in([block]) for block in blocks]
    return found if len(found) == len(formulas) else [""] * len(formulas)


def _markup(formula: _Element) -> str:
    markup: str = etree.tostring(formula, encoding="unicode", with_tail=False)
    return markup
