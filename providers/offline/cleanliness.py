"""What of a source cannot be quoted, because its own review would refuse a section that says it."""

from __future__ import annotations

import re

from learning.characters import is_showable
from learning.prose_review import leftovers
from providers.offline.verbatim import VERBATIM

_SOMETHING = re.compile(r"[^\W_]")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\[\^[^\]\s]{1,64}\]:")
_LONG_WORD = re.compile(r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff]{120}")


def is_clean(text: str) -> bool:
    """Whether a text says something, and has no markup of site generators and templates, no characters that nobody can
    see and no words without end."""
    if not _SOMETHING.search(text):
        return False
    prose = VERBATIM.sub(" ", text)
    return not _TEMPLATE.search(prose) and not leftovers(prose) and is_showable(text) and not _LONG_WORD.search(prose)
