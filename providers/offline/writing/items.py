"""Sentences that can be asked about: each with the term to blank, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.wording import count_words, fold, says
from providers.language.terms import Mention, TermKind, is_sample_name, mentions
from providers.language.verbatim import covers
from providers.language.words import content_stems
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Place
from providers.offline.writing.ranking import statements

BLANK = "____"
SHORTEST, LONGEST = 6, 34
MINOR, ENOUGH, GIVEN = 0.2, 4, -1.0


@dataclass(frozen=True)
class Item:
    """A statement of the source with one term to ask for."""

    place: Place
    sentence: str
    mention: Mention
    score: float

    @property
    def stem(self) -> str:
        return self.sentence[: self.mention.start] + BLANK + self.sentence[self.mention.end :]

    @property
    def answer(self) -> str:
        return self.mention.shown


def items_of(corpus: Corpus, places: Sequence[Place], about: str, subject: str) -> list[Item]:
    """Best first; those of statements that stand by themselves before all others.

    To ask for the `subject` of the whole course comes last: whoever knows its title knows the answer.
    """
    language = corpus.language.code
    terms = corpus.terms([place.text for place in places if place.is_prose], about)
    worth = {term.key: term.score / terms[0].score for term in terms}
    worth |= {term.key: 0.0 for term in terms if term.uses < 2 and term.kind != "code"}
    named = set(content_stems(subject, language))
    worth |= {term.key: GIVEN for term in terms if set(content_stems(term.text, language)) <= named}
    prose = [place for place in places if place.is_prose]
    asked = set(content_stems(about, language))
    good = [
        Item(statement.place, statement.text, mention, _score(statement.score, mention, worth, asked, language))
        for statement in statements(corpus, prose, about)
        if not corpus.was_said(statement.place, statement.text)
        for mention in _askable(statement.text, corpus)
    ]
    best = sorted(good, key=_by_score)
    if len({item.sentence for item in best}) >= ENOUGH:
        return best
    return best + [item for item in _makeshift(corpus, prose, [term.text for term in terms]) if item not in best]


def _by_score(item: Item) -> tuple[float, int, str, int]:
    return (-item.score, item.place.order, item.sentence, item.mention.start)


def _score(statement: float, mention: Mention, worth: dict[str, float], asked: set[str], language: str) -> float:
    titled = 0.25 if asked & set(content_stems(mention.text, language)) else 0.0
    code = 0.2 if mention.kind == "code" else 0.0
    return (
        statement + worth.get(mention.key, 0.0) + titled + code - (1.0 if worth.get(mention.key, 0.0) < MINOR else 0.0)
    )


def _askable(sentence: str, corpus: Corpus) -> Iterator[Mention]:
    if not SHORTEST <= count_words(sentence) <= LONGEST or "__" in re.sub(r"`[^`]*`", "", sentence):
        return
    for mention in mentions(sentence, corpus.lexicon, corpus.language.code):
        if is_sample_name(mention) or _is_in_brackets(sentence, mention):
            continue
        if is_unique(sentence, mention, corpus.language.code):
            yield mention


def is_unique(sentence: str, mention: Mention, language: str) -> bool:
    """Whether the rest of the sentence does not give the term away."""
    rest = f"{sentence[: mention.start]} … {sentence[mention.end :]}"
    own = set(content_stems(mention.text, language))
    return (
        not own & set(content_stems(rest, language))
        and not says(fold(rest), fold(mention.shown))
        and bool(fold(mention.shown))
        and "____" not in rest
    )


def _is_in_brackets(sentence: str, mention: Mention) -> bool:
    before = sentence[: mention.start]
    return before.count("(") > before.count(")")


def _is_makeshift(place: Place, sentence: str) -> bool:
    return place.is_understood(sentence) and count_words(sentence) >= SHORTEST


def _makeshift(corpus: Corpus, places: Sequence[Place], terms: Sequence[str]) -> Iterator[Item]:
    """Where the text has few statements that stand by themselves: any whole sentence that uses one key term once."""
    language = corpus.language.code
    for place in places:
        for sentence in place.sentences:
            if not _is_makeshift(place, sentence) or corpus.was_said(place, sentence):
                continue
            for term in terms[:40]:
                at = sentence.find(term)
                if (
                    at < 0
                    or covers(sentence, at) != term.startswith("`")
                    or re.match(r"\w", sentence[at + len(term) :] if term[-1:].isascii() else "")
                ):
                    continue
                if at and sentence[at - 1].isalnum() and term[:1].isascii():
                    continue
                kind: TermKind = "code" if term.startswith("`") else "noun"
                mention = Mention(term, at, at + len(term), kind, term)
                if is_unique(sentence, mention, language) and not sentence.strip().endswith("?"):
                    yield Item(place, sentence, mention, 0.0)
                    break
