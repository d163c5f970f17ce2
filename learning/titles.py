"""What a title must not be: a placeholder, or a piece of markup that was left behind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from learning.finding import Finding, error
from learning.markdown import html_tags
from learning.sentence import say
from learning.wording import fold_title

_PLACEHOLDER = re.compile(
    r"(?:untitled|unnamed|no title|title|placeholder|tb[ad]|to be (?:determined|done|decided)|todo|n/a|"
    r"lorem(?: ipsum.*)?|(?:new |untitled )?(?:course|part|lesson|section|chapter|module|unit|topic|heading|page)"
    r"(?: (?:title|name|\d+(?:\.\d+)*|[ivx]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten))?|"
    r"(?:lecture|slide|episode|week|day|session|step|appendix|kapitel|abschnitt|lektion|teil|capítulo|sección|lección|"
    r"chapitre|leçon) (?:\d+(?:\.\d+)*|[ivx]+))[.:]?"
)
_LEFTOVERS = (
    re.compile(r"^\s*(?:#{1,6}(?:\s|$)|[-*+>]\s)|\s#{1,6}\s*$"),
    re.compile(r"\*\*|(?<![\w*])\*[^*\s][^*]*\*(?![\w*])"),
    re.compile(r":::|```|~~~|\{[:#.%{]|[}%]\}"),
    re.compile(r"\]\([^)]*\)|\[\^[\w-]+\]"),
    re.compile(r"&(?:[a-z]{2,8}|#\d+);", re.IGNORECASE),
)
_CODE = re.compile(r"`[^`]+`")


def is_placeholder(title: str) -> bool:
    """Whether a title says nothing of its part, as “Lesson 3” or “TBD”, or has no letter at all."""
    folded = fold_title(title)
    return not any(letter.isalpha() for letter in folded) or _PLACEHOLDER.fullmatch(folded) is not None


def has_markup(title: str) -> bool:
    """Whether markup other than back-ticks around code was left in a title."""
    prose = _CODE.sub("", title)
    return "`" in prose or bool(html_tags(prose)) or any(leftover.search(prose) for leftover in _LEFTOVERS)


def review_title(title: str, pointer: str) -> list[Finding]:
    """The errors of a title: that it is a placeholder, and that it has markup."""
    findings = []
    if is_placeholder(title):
        detail = say("“{title}” is a placeholder, not a title; say what the part is about.", title=title)
        findings.append(error("title_placeholder", pointer, detail))
    if has_markup(title):
        detail = say("The title “{title}” has markup in it; write it as plain words.", title=title)
        findings.append(error("title_markup", pointer, detail))
    return findings


def repeated_titles(titles: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(title, pointer, pointer of the first use) for each (title, pointer) whose title was used before."""
    first: dict[str, str] = {}
    repeated = []
    for title, pointer in titles:
        earlier = first.setdefault(fold_title(title), pointer)
        if earlier != pointer:
            repeated.append((title, pointer, earlier))
    return repeated
