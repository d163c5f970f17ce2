"""The heading that a question stands under, in front of it, where it says what the question is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from providers.language.headings import clean_heading, is_generic
from providers.language.markdown_text import inline
from providers.offline.writing.questions.question import Setting

LONGEST = 60
_SPEAKS = re.compile(
    r"\b(?:you|your|we|our|Sie|Ihre?|wir|usted|vous|votre|nous|vamos)\b|^[^\W\d_]+[aei]mos\b|[:;!?]|^\d", re.IGNORECASE
)
"""What speaks to a reader, or says more than a name."""
_APART = re.compile(
    r"references?|bibliograph\w*|works cited|(?:further|additional) (?:reading|research|resources)|glossary|"
    r"(?:[\w-]+ ){0,3}questions?|"
    r"(?:key )?terms|exercises|questions|literatur(?:verzeichnis)?|quellen|übungen|fragen|"
    r"referencias|bibliografía|ejercicios|"
    r"preguntas|glosario|glossar|références|bibliographie|exercices|questions|glossaire",
    re.IGNORECASE,
)
"""What stands beside the text of a chapter, and says nothing of a question."""


def under_heading(path: Sequence[str], stem: str, options: Sequence[str], setting: Setting) -> str:
    """The stem after the last of the headings `path`; the bare stem where that says nothing, asks, or has a word of
    one of the options, which it would tell from the others."""
    table = setting.corpus.language
    topic = clean_heading(path[-1], table) if path and not is_generic(path[-1], table) else ""
    if (
        not topic
        or len(topic) > LONGEST
        or _APART.fullmatch(topic)
        or _SPEAKS.search(topic)
        or setting.stems(topic) & setting.stems(*options)
    ):
        return stem
    return setting.phrases.phrase("about", topic=inline(topic), question=stem)
