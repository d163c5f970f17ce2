"""Headings that name things of a kind, with a list of them right below: "Signs of a leak"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from providers.language.cleanliness import is_clean
from providers.language.headings import clean_heading, is_generic
from providers.language.orders import tells_to_do
from providers.language.tables import language_of
from providers.language.words import content_stems
from providers.offline.reading.passages import Place

FEWEST_TELLING = 2
_KINDS = re.compile(
    r"(?:[^:]{1,40}[:/] )?(?:[\w’'-]+ ){0,3}[a-z]+(?<!s)s(?=$| (?:of|for|in|to|that|on|with|from|by|and)\b)",
    re.IGNORECASE,
)
"""What names several things of a kind, and nothing to do."""
_DOING = re.compile(r"[A-Z][a-z]{3,}ing (?:the|an?|your|[a-z]+s)\b")
"""What names a part of some work: "Closing a voyage"."""
_OF_THE_TEXT = re.compile(
    r"\b(?:sources?|urls?|links?|references|readings?|resources|contacts?|credits|licen[cs]es?|limitations|authors?|"
    r"acknowledg\w*|changes|versions|requests|exercises|questions|tips|notes|steps)\b",
    re.IGNORECASE,
)
"""What stands over lists that a text keeps of itself, or over anything."""
_NO_THING = re.compile(
    r"(?:if|when|while|for|in|on|at|with|once|before|after|during|do|don['’]t|never|no|always|avoid|note|remember|"
    r"ensure|be|keep|it|they|this|we|you)\b|.*https?:",
    re.IGNORECASE,
)
"""How an item begins that names no thing of a kind: a case, an order, an address."""


def heading_over(lead: Place | None, first: Place) -> str:
    """The heading right above a list that nothing announces, if it names things of a kind; English only."""
    table = language_of(first.language)
    if table.code != "en" or not (lead is None or lead.kind == "heading") or not first.block.heading_path:
        return ""
    heading = clean_heading(first.block.heading_path[-1], table)
    telling = [word for word in content_stems(heading, first.language) if word not in table.vague]
    clear = not is_generic(heading, table) and not heading.endswith("?") and is_clean(heading)
    clear = clear and (_KINDS.match(heading) or _DOING.match(heading)) is not None and not _OF_THE_TEXT.search(heading)
    return heading if clear and len(telling) >= FEWEST_TELLING else ""


def belong(heading: str, items: Sequence[str], language: str) -> bool:
    """Whether each item below such a heading can be one of the kind, or one of the things to do."""
    table = language_of(language)
    is_work = _DOING.match(heading) is not None
    return not any(_NO_THING.match(item) or (not is_work and tells_to_do(item, table)) for item in items)
