"""Words that a document sets off as terms: readers put signs around them, which `assemble` turns into `Block.terms`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sources.cleaning import fold

OPENS, CLOSES = "\ufdd0", "\ufdd1"
"""Noncharacters, which no text may hold; `cleaning` takes them out of every block."""
_SIGNS = re.compile(f"[{OPENS}{CLOSES}]")
_MARKED = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]{{1,200}}){CLOSES}")
_AROUND = " \t\n.,;:!?…–—-\"'“”„«»‚‘’[]*"
_BRACKET = re.compile(r"\s*\([^()]*\)?$|^\(?\d{1,2}\)\s*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
LONGEST, MOST_WORDS, MOST_TERMS = 60, 5, 40
_OF_TERMS = frozenset("term firstterm first-term glossterm keyterm key-term definition-term defterm".split())


def marked(text: str) -> str:
    """The text between the signs of a term; nothing where there is no text."""
    return f"{OPENS}{text}{CLOSES}" if text.strip() else text


def unmarked(text: str) -> str:
    """The text without signs."""
    return _SIGNS.sub("", text)


def names_terms(classes: Iterable[str]) -> bool:
    """Whether one of some classes or roles says that its words are a term."""
    return not _OF_TERMS.isdisjoint(classes)


def terms_in(text: str) -> tuple[str, ...]:
    """The terms that signs stand around, each once, in order, as `as_terms` takes them."""
    return as_terms((found[1] for found in _MARKED.finditer(text)), fold(unmarked(text))) if OPENS in text else ()


def as_terms(stretches: Iterable[str], text: str) -> tuple[str, ...]:
    """What of some emphasised stretches can be a term of a block with this text, each once, in order.

    A term has up to `MOST_WORDS` words with letters, is no code or mathematics, and is not all that the block says: a
    line in bold is a heading of its kind. At most `MOST_TERMS`.
    """
    return tuple(dict.fromkeys(_terms(stretches, text)))[:MOST_TERMS]


def _terms(stretches: Iterable[str], text: str) -> Iterator[str]:
    for stretch in stretches:
        term = _BRACKET.sub("", fold(stretch).strip(_AROUND)).strip(_AROUND + "()")
        short = len(term) <= LONGEST and len(term.split()) <= MOST_WORDS
        worded = _LETTERS.search(term) is not None and not {"`", "$"} & set(term)
        if short and worded and term in text and len(text.strip(_AROUND)) > len(term):
            yield term
