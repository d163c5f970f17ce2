"""The things that a document treats under headings of their own or sets off, and the sentences that name one of them:
"Each access of a **cache** that finds its value is a hit." English only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from learning.objectives import MEASURABLE_VERBS
from learning.wording import count_words, fold
from providers.language.headings import clean_heading, is_front_matter, is_generic
from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import is_term
from providers.offline.reading.facts.manuals import is_third_person
from providers.offline.reading.passages import Place

MOST_WORDS = 3
SHORTEST, LONGEST = 7, 34
FEWEST_USES, MOST_HEADINGS = 2, 2
_BRACKET = re.compile(r" ?\([^()]{1,40}\)")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_LITTLE = re.compile(
    r"\b(?:this|these|those|it|they|them|we|us|our|also|too|another|however|therefore|thus|then|instead|again|such|"
    r"example|examples|above|below|following|previous|next|figure|table|section|chapter|book|page|see|similar\w*|"
    r"likewise|here|same|I|my|he|she|his|her|other|others)\b|[:;?!…]|https?",
    re.IGNORECASE,
)
_GERUND = re.compile(r"[A-Za-z]{3,}ing$")
_NEXT = re.compile(r" ([a-z]+) ?(.*)")
_AFTER = frozenset(
    "is are was were has have had can must should will may and or of in on at to for from by with as that which who "
    "when where if because before after between into onto during does do than while".split()
)
_BEFORE = re.compile(r"(?:\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very|called|of|and|or|in|on|with|by|for|from|as|to)|,) $")
_ARTICLE = re.compile(r"(?:\b[Aa]n?|\b[Tt]he) $")


@dataclass(frozen=True)
class Topic:
    """`term` is written as inside a sentence, in the number in which the document sets it off; `family` is the document
    with the headings above that name it, or, of what is set off in text, its chapter."""

    term: str
    place: Place
    family: tuple[str, ...]
    is_heading: bool

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the term."""
        return frozenset(content_stems(self.term, self.place.language))

    @property
    def head(self) -> str:
        """The last word, in the singular."""
        return singular(self.term.split()[-1].lower())

    def form(self, *, is_plural: bool) -> str:
        """The term in one number."""
        *before, last = self.term.split()
        one = singular(last)
        return " ".join((*before, plural(one) if is_plural else one))


@dataclass(frozen=True)
class Mention:
    """A sentence that names a topic once and no other one; `sentence[start:end]` is its name."""

    place: Place
    sentence: str
    topic: Topic
    start: int
    end: int
    is_plural: bool

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the rest of the sentence."""
        rest = f"{self.sentence[: self.start]} {self.sentence[self.end :]}"
        return frozenset(content_stems(rest, self.place.language))


class Topics:
    """All topics of the sources, and the sentences that name one, in order."""

    def __init__(
        self, places: Sequence[Place], table: Language, lexicon: Lexicon, defined: Iterable[tuple[str, Place]]
    ):
        self._lexicon = lexicon
        found = list(_topics(places, table, lexicon, defined)) if table.code == "en" else []
        often = Counter(fold(one.term) for one in found if one.is_heading)
        found = [one for one in found if often[fold(one.term)] <= MOST_HEADINGS]
        self.all = tuple({(one.place.document.id, _key(one.term)): one for one in reversed(found)}.values())[::-1]
        self._keys = frozenset((one.place.document.id, _key(one.term)) for one in self.all)
        self._begun: defaultdict[str, list[tuple[str, Topic]]] = defaultdict(list)
        for one in self.all:
            for form in {one.form(is_plural=False), one.form(is_plural=True)}:
                self._begun[form.split()[0].lower()].append((form.lower(), one))
        self._with_article = frozenset(self._articles(places))
        self.of_family: defaultdict[tuple[str, ...], list[Topic]] = defaultdict(list)
        for one in self.all:
            self.of_family[one.family].append(one)

    def mentions(self, place: Place) -> Iterator[Mention]:
        """The sentences of a place that say something of one topic."""
        if not place.is_prose or place.loose or place.block.role not in ("body", "callout", "keypoints"):
            return
        for sentence in place.sentences:
            fits = SHORTEST <= count_words(sentence) <= LONGEST and not _LITTLE.search(sentence)
            if fits and place.stands_alone(sentence) and (one := self._mention(sentence, place)):
                yield one

    def _mention(self, sentence: str, place: Place) -> Mention | None:
        named = list(self._named(sentence, place))
        kept = [one for one in named if not any(_covers(other, one) for other in named)]
        if len(kept) != 1 or "`" in sentence[kept[0].start - 1 : kept[0].end + 1]:
            return None
        one = kept[0]
        return one if not one.topic.stems & one.stems and _is_whole_name(one) and _is_meant(one) else None

    def _named(self, sentence: str, place: Place) -> Iterator[Mention]:
        low = sentence.lower()
        for word in _WORD.finditer(low):
            for form, topic in self._begun.get(word[0], ()):
                end = word.start() + len(form)
                ends = not low[end : end + 1].isalnum() and low[end : end + 1] not in ("-", "_")
                if topic.place.document.id == place.document.id and low.startswith(form, word.start()) and ends:
                    yield Mention(place, sentence, topic, word.start(), end, form.split()[-1] != topic.head)

    def knows(self, term: str, place: Place) -> bool:
        """Whether a term, in whatever number, is a topic of the document of a place."""
        return (place.document.id, _key(term)) in self._keys

    def is_said(self, form: str, article: str = "") -> bool:
        """Whether the sources write the last word of a term in this number and, with an `article`, all of it so."""
        if article:
            return (article, form.lower()) in self._with_article
        return self._lexicon.count[form.split()[-1].lower()] >= 1

    def _articles(self, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
        """The articles that stand before the names of topics anywhere."""
        for place in places:
            words = place.text.lower().split() if place.is_prose and self._begun else ()
            for at, word in enumerate(words[1:], 1):
                if words[at - 1] in ("the", "a", "an"):
                    for form, _ in self._begun.get(word.strip(".,;:()`*"), ()):
                        if " ".join(words[at : at + form.count(" ") + 1]).rstrip(".,;:)") == form:
                            yield words[at - 1], form


def _is_whole_name(one: Mention) -> bool:
    """Whether no other noun or adjective belongs to the name: an article or the beginning stands before it, and a verb,
    a small word or the end of the clause behind it."""
    before, after = one.sentence[: one.start], one.sentence[one.end :]
    word = _NEXT.match(after)
    ends = after[:1] in (",", ".") or (word is not None and (word[1] in _AFTER or is_third_person(word[1], word[2])))
    return ends and (not before.strip() or _BEFORE.search(before) is not None)


def _is_meant(one: Mention) -> bool:
    """Whether the sentence is about the topic: it begins with it, or the heading above or its own emphasis names it."""
    begins = not _ARTICLE.sub("", one.sentence[: one.start]).strip()
    named = (*one.place.block.terms, *one.place.block.heading_path[-1:])
    return begins or any(one.topic.stems <= frozenset(content_stems(name, one.place.language)) for name in named)


def _covers(one: Mention, other: Mention) -> bool:
    return (
        one is not other
        and one.start <= other.start
        and other.end <= one.end
        and one.end - one.start > other.end - other.start
    )


def _key(term: str) -> str:
    return " ".join((*term.lower().split()[:-1], singular(term.lower().split()[-1])))


def _topics(
    places: Sequence[Place], table: Language, lexicon: Lexicon, defined: Iterable[tuple[str, Place]]
) -> Iterator[Topic]:
    for place in places:
        path = place.block.heading_path
        chapter = (place.document.id, *path[:-1])
        if place.kind == "heading":
            name = _BRACKET.sub("", clean_heading(place.text, table)).replace("`", "").strip()
            fits = not is_generic(place.text, table) and not is_front_matter(place.text, table)
            if fits and _is_thing(name, table, lexicon):
                yield Topic(lexicon.in_sentence(name), place, (place.document.id, *path), is_heading=True)
        elif place.is_prose and place.block.role == "body":
            for term in place.block.terms:
                if _is_thing(term, table, lexicon) and lexicon.count[term.split()[-1].lower()] >= FEWEST_USES:
                    yield Topic(lexicon.in_sentence(term), place, chapter, is_heading=False)
    for term, place in defined:
        if _is_thing(term, table, lexicon):
            yield Topic(
                lexicon.in_sentence(term), place, (place.document.id, *place.block.heading_path[:-1]), is_heading=False
            )


def _is_thing(name: str, table: Language, lexicon: Lexicon) -> bool:
    """Whether a name is that of a thing: a noun, or a few words that end with one, and no order, title or remark."""
    words = name.split()
    if not words or len(words) > MOST_WORDS or not is_term(name) or not all(_WORD.fullmatch(word) for word in words):
        return False
    low = [word.lower() for word in words]
    if set(low) & (table.stop_words | table.vague) or low[0] in MEASURABLE_VERBS or low[-1].endswith("ly"):
        return False
    if len(words) > 1 and _GERUND.match(words[0]) and not lexicon.is_noun(words[0]):
        return False
    coined = any(letter.isupper() for letter in words[-1][1:])
    one = singular(low[-1])
    several = one != low[-1] and lexicon.count[one] > 0 and not lexicon.is_action(one)
    known = lexicon.is_noun(low[-1]) or lexicon.is_noun(one) or several or len(words) > 1
    return len(low[-1]) > 2 and (coined or (known and lexicon.count[low[-1]] + lexicon.count[one] > 1))


def singular(word: str) -> str:
    """A noun in the singular, as it is where that cannot be told."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) else word


def plural(word: str) -> str:
    """A noun in the plural, by the rules without exceptions."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
