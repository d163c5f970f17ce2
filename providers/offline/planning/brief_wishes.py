"""What a brief wishes beside its fields: an order, which is planned, and a manner, which the writer does not have."""

from __future__ import annotations

import re
from dataclasses import replace

from learning.brief import Brief
from providers.language.tables import Language
from providers.offline.planning.feedback import Wishes

_MANNER = re.compile(
    r"\b(?:with|use|using|in|make|keep|be|please|include|add|tell|write|as|mit|als|bitte|schreibe?|con|en|usa|escribe)\b"
    r"[^.!?;:\n]{0,30}?\b(?P<wish>humou?r\w*|funny|jokes?|witty|playful|storytelling|narrative style|casual|informal|"
    r"conversational|friendly|dialogues?|role[- ]?plays?|your own words|paraphras\w+|rewrite|rephrase|"
    r"simpl(?:e|er|ified) (?:language|words)|plain language|short sentences|easy words|translate|emojis?|metaphors?|"
    r"analog(?:y|ies)|case stud(?:y|ies)|real[- ]world examples|podcasts?|animations?|"
    r"humorvoll\w*|witzig\w*|lockere\w*|einfacher? sprache|duzen|siezen|eigenen worten|"
    r"gracios\w+|divertid\w+|lenguaje sencillo|propias palabras)\b",
    re.IGNORECASE,
)
LONGEST = 5_000
AUDITORY = (
    "The built-in writer cannot make a course for listening: the learning style “auditory” changes nothing in it."
)


def with_order_of(brief: Brief, wishes: Wishes, table: Language) -> Wishes:
    """The wishes with what the description of the brief wants first and last."""
    told = brief.description[:LONGEST]
    first = tuple(text.strip() for text in table.splits("first", told) if text.strip())
    last = tuple(text.strip() for text in table.splits("last", told) if text.strip())
    return replace(wishes, first=wishes.first or first, last=wishes.last or last)


def unfulfilled_of(brief: Brief) -> list[str]:
    """A sentence for each wish of the brief for a manner of writing: the writer keeps the words of the sources."""
    wished = list(dict.fromkeys(found["wish"].lower() for found in _MANNER.finditer(brief.description[:LONGEST])))
    sentences = [AUDITORY] if brief.learning_style == "auditory" else []
    if wished:
        listed = ", ".join(f"“{word}”" for word in wished[:6])
        sentences.append(
            f"The brief speaks of {listed}: the built-in writer arranges what the sources say in their own words, and "
            "changes nothing in how they say it. A text provider would."
        )
    return sentences
