"""What one part of a section does to another: a check that answers another one, a summary that is the explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from learning.checks import KINDS
from learning.checks.check import Check
from learning.checks.reading import words_of
from learning.checks.review import key_text
from learning.checks.said import meaningful
from learning.checks.vocabulary import vocabulary_of
from learning.finding import Finding, warning
from learning.markdown import plain_text
from learning.section import SectionContent
from learning.sentence import say
from learning.wording import count_words, fold, sentences

FEWEST_SHARED, MOST_MISSING = 2, 1
"""Words of a question that another one says along with its answer, and those that it may leave out."""
_ORDER = frozenset(
    "first second third last next erste erster erstes zuerst zweite dritte letzte letzter nächste nächster primero "
    "primera primer segundo segunda último última siguiente premier première deuxième dernier dernière prochain".split()
)
"""Words that make another question of the same one."""
SHORTEST_SUMMARY, MOST_OF_IT = 25, 2.0
"""Words from which on a summary is compared, and how often it fits into an explanation that it is no summary of."""
_INVENTED = re.compile(
    r"(?:^|\.)(?:example\.(?:com|org|net|edu)|(?:your-?)?(?:domain|website|site|link)\.(?:com|org)|placeholder\.\w+)$|"
    r"\.(?:example|invalid|test|localhost)$|^localhost$"
)


def review_answers_elsewhere(checks: Sequence[Check]) -> Iterator[Finding]:
    """Checks whose question says what another one asks for."""
    told = [(check, *_said_by(check)) for check in checks]
    for index, (check, asked, key) in enumerate(told):
        if not key or key <= asked or KINDS[check.kind].interaction == "true-false":
            continue
        for other, stem, _ in told:
            if other is check or (KINDS[other.kind].interaction == "true-false" and other.answer != "true"):
                continue
            in_order = _ORDER.intersection(words_of(check.stem)) <= set(words_of(other.stem))
            shared = len(asked & stem)
            if key <= stem and in_order and shared >= max(FEWEST_SHARED, len(asked) - MOST_MISSING):
                detail = say("The question of check {other} answers check {check}.", other=other.id, check=check.id)
                yield warning("check_answered_elsewhere", f"/checks/{index}/stem", detail)
                break


def _said_by(check: Check) -> tuple[frozenset[str], frozenset[str]]:
    """The meaningful words of the stem and of the key; none where no file of words knows the language."""
    key = key_text(check)
    vocabulary = vocabulary_of(check.stem) or vocabulary_of(f"{check.stem} {key} {check.feedback}")
    if vocabulary is None:
        return frozenset(), frozenset()
    return frozenset(meaningful(check.stem, vocabulary)), frozenset(meaningful(key, vocabulary))


def review_summary(content: SectionContent) -> Iterator[Finding]:
    """A summary that says word for word what the explanation says, and is hardly shorter."""
    words = count_words(content.summary)
    explanation = plain_text(content.explanation)
    if words < SHORTEST_SUMMARY or count_words(explanation) > words * MOST_OF_IT:
        return
    told = f" {fold(explanation)} "
    if all(f" {fold(sentence)} " in told for sentence in sentences(content.summary)):
        yield warning(
            "summary_repeats", "/summary", say("The summary is the explanation once more; say in short what matters.")
        )


def review_invented_addresses(content: SectionContent) -> Iterator[Finding]:
    """Resources at addresses that stand for others and lead nowhere."""
    for index, resource in enumerate(content.resources):
        if resource.url and _INVENTED.search(_host(resource.url)):
            detail = say("“{address}” is an address for examples, not one to read at.", address=resource.url[:80])
            yield warning("resource_invented", f"/resources/{index}/url", detail)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
