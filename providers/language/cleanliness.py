"""What of a source cannot be quoted, because its own review would refuse a section that says it."""

from __future__ import annotations

import re

from learning.characters import is_showable
from learning.markdown_math import is_readable
from learning.markdown_safety import unsafe
from learning.prose_review import leftovers
from providers.language.markdown_text import inline
from providers.language.verbatim import VERBATIM, formulas

_SOMETHING = re.compile(r"[^\W_]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_TEMPLATE = re.compile(r"(?<!\S)!!(?=[^\W\d_])|\{@\w|\{\{|\}\}|\{%|%\}|\[\^[^\]\s]{1,64}\]:")
_MARKUP = re.compile(r"<[A-Za-z/!?]|\][(:\[]")
_FURNITURE = re.compile(
    r"^\s*(?:\[\d{1,3}\]\s|©|\(c\) \d{4}|copyright\b|all rights reserved|licen[cs]ed under\b)|"
    r"\b(?:all rights reserved|alle rechte vorbehalten|todos los derechos reservados|tous droits réservés)\b|"
    r"^(?:[^|\n]{1,40}\|\s*){1,6}[^|\n]{0,40}$|^(?:[^>»›\n]{1,40}\s[>»›]\s){2,}[^>»›\n]{1,40}$|"
    r"^\s*(?:!include|\.\. include::|\{\{?[#<>%]|edit (?:this page|on github)|last (?:updated|modified)|back to top)\b",
    re.IGNORECASE,
)
_RAW_TEX = re.compile(r"\\[A-Za-z]{2,20}\s?\{|\$\\|\\\$|\\(?:left|right)[\[({|.]")
"""TeX that no dollar signs hold."""
_LONG_WORD = re.compile(r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff]{120}")


def is_furniture(text: str) -> bool:
    """Whether a block is no text of its document: navigation, breadcrumb, footer, licence, numbered footnote."""
    return len(text) <= 400 and _FURNITURE.search(text) is not None


def is_clean(text: str) -> bool:
    """Whether a text says something, and has no markup of site generators and templates, no HTML that stays one for
    some renderers even when it is escaped, no characters that nobody can see, no words without end and no formulas of
    commands that nobody knows."""
    if not _SOMETHING.search(_TAG.sub(" ", text)):
        return False
    prose = VERBATIM.sub(" ", text)
    if (
        _TEMPLATE.search(prose)
        or _RAW_TEX.search(prose)
        or leftovers(prose)
        or not is_showable(text)
        or _LONG_WORD.search(prose)
    ):
        return False
    return all(map(is_readable, formulas(text))) and not (_MARKUP.search(prose) and unsafe(inline(text)))
