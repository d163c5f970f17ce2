"""Which passages carry a section, and which sentences sum it up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from learning.wording import count_words
from providers.language.sentences import ends_like_a_sentence
from providers.language.words import Vector, cosine, total
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage, Place
from providers.offline.writing.runs import is_elsewhere

LEAD, BOX, ALIKE = 0.35, 0.08, 0.5
LONGEST_SUMMARY = 330
MOST_COMPARED = 200
SHORTEST, FEWEST, TOLD, YOU, CONDITION = 5, 8, 0.5, 0.15, 0.2
OPENING, PARTICULAR = 0.15, 0.35
"""What it is worth to open a paragraph, and what it costs to speak of one case."""
_PARTICULAR = re.compile(
    r"`[^`]*[=<>][^`]*`|^[A-Z]\d*(?: \([^)]*\))?: |^(?:after you|notice|note|once again|beachten|notez|remarquez)\b|"
    r"\b(?:this|following|in the|diese[mnrs]?|cet(?:te)?|est[ea]) (?:example|output|beispiel|exemple|ejemplo)\b",
    re.IGNORECASE,
)


_NEEDS_ANOTHER = re.compile(
    r"(?:to (?:\w+ ){1,2}(?:it|them|this)\b|for (?:example|instance)|in (?:this|that|other)\b|(?:\w+ ){1,2}also\b|"
    r"also\b|"
    r"(?:we|i|let's|let us)\b|in (?:section|chapter|§)|even (?:though|if)\b|clearly\b|again\b|"
    r"(?:zum beispiel|außerdem|auch|anmerkung|in diesem|hier)\b|(?:par exemple|aussi|ainsi|ici|notons|on)\b|"
    r"(?:por ejemplo|también|además|aquí|así)\b)",
    re.IGNORECASE,
)
"""How sentences begin that go on from others."""


class Statement(NamedTuple):
    """A sentence of the source that stands by itself."""

    place: Place
    text: str
    score: float


def rank(corpus: Corpus, passages: Sequence[Passage], about: str) -> list[Passage]:
    """Best first: near to the section's subject and centre, its opening, and not the same again (maximal marginal
    relevance: Carbonell & Goldstein, 1998)."""
    asked, centre = corpus.vector_of_text(about), corpus.vector_of(passages)
    scores = {
        passage.order: cosine(corpus.vector(passage), asked)
        + cosine(corpus.vector(passage), centre)
        + (LEAD if at == 0 else 0.0)
        - (BOX if passage.aside else 0.0)
        for at, passage in enumerate(passages)
    }
    ordered = sorted(passages, key=lambda passage: (-scores[passage.order], passage.order))
    return [*_told_once(corpus, ordered[:MOST_COMPARED], scores), *ordered[MOST_COMPARED:]]


def _told_once(corpus: Corpus, passages: Sequence[Passage], scores: Mapping[int, float]) -> list[Passage]:
    """Best first, what says the same as one before it later."""
    left = {passage.order: passage for passage in sorted(passages, key=lambda passage: passage.order)}
    nearest = dict.fromkeys(left, 0.0)
    chosen: list[Passage] = []
    while left:
        best = left.pop(max(left, key=lambda order: (scores[order] - ALIKE * nearest[order], -order)))
        chosen.append(best)
        said = corpus.vector(best)
        for order, passage in left.items():
            nearest[order] = max(nearest[order], cosine(corpus.vector(passage), said))
    return chosen


def statements(corpus: Corpus, places: Sequence[Place], about: str) -> list[Statement]:
    """The sentences that stand by themselves, best first: central, defining, early."""
    asked = corpus.vector_of_text(about)
    found = [
        (place, text, at)
        for at, place in enumerate(places)
        for text in place.sentences
        if place.stands_alone(text) and count_words(text) >= SHORTEST and not is_elsewhere(text, corpus.language)
    ]
    if len(found) < FEWEST:
        known = {text for _, text, _ in found}
        found += [
            (place, text, at)
            for at, place in enumerate(places)
            for text in place.sentences
            if text not in known
            and place.is_understood(text)
            and count_words(text) >= SHORTEST
            and not is_elsewhere(text, corpus.language)
        ]
    centre = total(corpus.vector_of_text(text) for _, text, _ in found)
    scored = [
        Statement(place, text, _score(corpus, place, text, asked, centre) + 0.15 / (1 + at))
        for place, text, at in found
    ]
    return sorted(scored, key=lambda statement: (-statement.score, statement.place.order, statement.text))


def _score(corpus: Corpus, place: Place, text: str, asked: Vector, centre: Vector) -> float:
    vector = corpus.vector_of_text(text)
    defines = 0.2 if corpus.language.says("definition", text) else 0.0
    lengthy = 0.002 * max(0, len(text) - 180)
    lengthy += YOU if text.startswith(("You ", "Your ")) else 0.0
    lengthy += CONDITION if corpus.language.opens("condition", text) else 0.0
    told = 0.0 if place.stands_alone(text) else TOLD
    told += PARTICULAR if speaks_of_one_case(text) or _NEEDS_ANOTHER.match(text) else 0.0
    told -= OPENING if place.text.startswith(text) else 0.0
    return cosine(vector, asked) + cosine(vector, centre) + defines - lengthy - told


def speaks_of_one_case(text: str) -> bool:
    """Whether a sentence tells of an example or a line of an argument: values, a label, what "this output" shows."""
    return _PARTICULAR.search(text) is not None


def summary(ranked: Sequence[Statement]) -> str:
    """One or two sentences in reading order, of running text if there is any; the second only if it stands by itself
    as well."""
    told = [statement for statement in ranked if statement.place.kind == "paragraph"] or ranked
    told = [statement for statement in told if not _NEEDS_ANOTHER.match(statement.text)] or told
    if not told:
        return ""
    first = told[0]
    for second in told[1:6]:
        fits = len(first.text) + len(second.text) < LONGEST_SUMMARY and second.place.stands_alone(second.text)
        if second.text != first.text and fits:
            pair = sorted((first, second), key=lambda s: (s.place.order, s.place.text.find(s.text)))
            return " ".join(_quoted(statement) for statement in pair)
    return _quoted(first)


def _quoted(statement: Statement) -> str:
    """The statement; speech that is cut out of what goes on says so."""
    is_cut = statement.place.loose and not ends_like_a_sentence(statement.text)
    return f"{statement.text} …" if is_cut else statement.text
