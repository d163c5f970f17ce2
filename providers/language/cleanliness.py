"""What of a source cannot be quoted, because its own review would refuse a section that says it."""

from __future__ import annotations

import re

from learning.characters import is_showable
from learning.markdown_safety import unsafe
from learning.prose_review import leftovers
from providers.language.markdown_text import inline
from providers.language.verbatim import VERBATIM

_SOMETHING = re.compile(r"[^\W_]")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\[\^[^\]\s]{1,64}\]:")
_MARKUP = re.compile(r"<[A-Za-z/!?]|\][(:\[]")
_LONG_WORD = re.compile(r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff]{120}")


def is_clean(text: str) -> bool:
    """Whether a text says something, and has no markup of site generators and templates, no HTML that stays one for
    some renderers even when it is escaped, no characters that nobody can see and no words without end."""
    if not _SOMETHING.search(text):
        return False
    prose = VERBATIM.sub(" ", text)
    if _TEMPLATE.search(prose) or leftovers(prose) or not is_showable(text) or _LONG_WORD.search(prose):
        return False
    return not (_MARKUP.search(prose) and unsafe(inline(text)))
