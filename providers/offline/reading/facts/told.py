"""What English sentences tell of a thing of a kind: "The `HAVING` clause eliminates groups that …", "In a recursive
query, …". "It …" after such a sentence tells of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from learning import tagging
from learning.tagging import Tagged
from providers.language.words import content_stems
from providers.offline.reading.facts.asides import without_asides
from providers.offline.reading.facts.kinds import Kinds, singular
from providers.offline.reading.passages import Place

MOST_SUBJECT, TAGGED = 4, 14
FEWEST_STEMS, LONGEST = 3, 190
_FINITE = ("VVZ", "VVB", "VBZ", "VBB", "VHZ", "VHB")
_PLURAL = ("VVB", "VBB", "VHB")
_ARTICLES = frozenset({"a", "an", "the"})
_OPENING = re.compile(
    r"(?:In|On|For|With|By|Within|During|Under|At|After|Before|Behind|When|If|Unlike|Like|As)\b[^,;:()`]{2,60}, (?=\S)"
)
_ABOUT = re.compile(r"(?:In|With|For|During|Under|Unlike|Within) (?:(?:the|an?) )?(?P<thing>[^,;:()]{3,40})(?=, )")
_INSERTED = re.compile(r", (?:when|if|like|unlike|as opposed to|which|on the other hand)\b[^,;:()]{0,60}, ")
_PRONOUN = re.compile(r"(?:It|They) ")
_CALLED_AGAIN = re.compile(r"(?:This|The) (?P<noun>[a-z]+) ")
_STATE = re.compile(r"(?:\w+ly )?(?:is|are|has|have)\b")
_REST = re.compile(
    r"(?:: .*|:$|; .*| — .*|"
    r", (?:but|so|while|whereas|although|though|which|hence|thus|as (?:well|in|described|shown))\b.*)"
)
"""What goes on after the first thing that is told."""
_NO_FACT = re.compile(
    r"\b(?:also|too|however|therefore|thus|again|already|still|instead|this|these|he|she|his|her|him|we|us|our|I|my|"
    r"here|(?:above|below)(?=\W*$|[,;)])|following|previous|previously|next|earlier|later|for example|for instance|"
    r"e\.g|such as|example|examples|as such|discussed|described|shown|see|section|chapter|figure|important|useful|"
    r"interesting|popular|easy|probably|perhaps|maybe|recommended|best|today|currently|many|various|a number of|"
    r"similar\w*|likewise|(?:much|exactly|just) like|same (?:as|way|thing|manner)|(?:is|are) the same|they|"
    r"you[’']ll|you[’']ve|let[’']s)\b|\bdoes ?n[o’']t\b|[?!…“”\"*\[]|\d{4}|"
    r"\b(?:was|were|had|did|things like|in such a way|differently(?! from))\b|"
    r"^(?:is|are|does|do|has|have) (?:not|no|never|like|called|named|said|often|one of|how|why|what|where)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """`name` is what tells the thing from others of its kind, `noun` the word of the kind as the sentence has it (""
    for code alone), `said` what follows, from its verb on; `opening` is what comes before, "For each row, the ", and
    `sentence` the source's."""

    place: Place
    sentence: str
    name: str
    noun: str
    said: str
    is_plural: bool
    opening: str = ""

    @property
    def stems(self) -> frozenset[str]:
        """The stems of what is said."""
        return frozenset(content_stems(f"{self.opening} {self.said}", self.place.language))

    @property
    def is_doing(self) -> bool:
        """Whether it says what the thing does, and not what it is or has."""
        return not self.opening and self.said[:1].isalpha() and _STATE.match(self.said) is None


def told_in(place: Place, kinds: Kinds) -> Iterator[Told]:
    """What one place tells, in order; nothing in another language than English."""
    if place.language != "en" or not place.is_prose or place.loose:
        return
    before: Told | None = None
    for sentence in place.sentences:
        subject = _subject(sentence, place, kinds) or _same_again(sentence, before, place)
        before = subject
        if subject is not None and _is_fact(subject):
            yield subject


def told_of(name: str, noun: str, kinds: Kinds) -> Iterator[Told]:
    """What all sentences tell that begin with a thing."""
    for place, sentence in kinds.begun_with(name if name.startswith("`") else f"{name} {singular(noun)}"):
        one = _subject(sentence, place, kinds)
        if one is not None and one.name == name and _is_fact(one):
            yield one


def points_elsewhere(text: str) -> bool:
    """Whether a text needs what stands around it, weighs, or tells of one time."""
    return _NO_FACT.search(text) is not None


def _subject(sentence: str, place: Place, kinds: Kinds) -> Told | None:
    """The thing of a kind that a sentence begins with, and what it says of it."""
    text = without_asides(sentence)
    if found := _ABOUT.match(text):
        return _spoken_of(sentence, text, found, place, kinds)
    found = _OPENING.match(text)
    start = found.end() if found else 0
    if not _may_name(text[start:], kinds):
        return None
    words = _tagged(text[start:], place)
    first = int(bool(words) and words[0].word.lower() in _ARTICLES)
    last = first
    while last < len(words) and last - first < MOST_SUBJECT and _is_of_subject(words[last]):
        last += 1
    known = _known([word.word for word in words[first:last]], kinds) if last > first else None
    if known is None:
        return None
    begin, end = _span(text, start, [word.word for word in words[first:last]])
    inserted = _INSERTED.match(text, end)
    rest = text[inserted.end() if inserted else end :].strip()
    verb = _verb(_tagged(rest, place) if inserted else words[last:])
    if verb is None:
        return None
    opening = text[:begin] if found else ""
    said = _told(text[end:].strip() if inserted else rest)
    return Told(place, sentence, *known, said, verb.tag.startswith(_PLURAL), opening)


def _spoken_of(sentence: str, text: str, found: re.Match[str], place: Place, kinds: Kinds) -> Told | None:
    """The thing of “In a recursive query, …”."""
    words = found["thing"].split(" ")
    if not _may_name(found["thing"], kinds):
        return None
    known = _known(words, kinds) if len(words) <= MOST_SUBJECT else None
    if known is None or not known[1]:
        return None
    said = _told(text[found.end() :])
    return Told(place, sentence, *known, said, singular(known[1]) != known[1], text[: found.start("thing")])


def _known(words: list[str], kinds: Kinds) -> tuple[str, str] | None:
    """The name and the noun of a thing of a kind, if they are known; code alone has no noun."""
    if words[-1].startswith("`"):
        return (words[-1], "") if len(words) == 1 else None
    names = [word if word.startswith("`") else word.lower() for word in words[:-1]]
    of_kind = kinds.of(words[-1])
    name = next((one for one in (" ".join(names[-2:]), *names[-1:]) if one in of_kind), "")
    return (name, words[-1].lower()) if name else None


def _tagged(text: str, place: Place) -> Sequence[Tagged]:
    """The first words of a text with their parts of speech."""
    return tagging.tag(" ".join(text.split(" ")[:TAGGED]), place.language)


def _verb(tagged: Sequence[Tagged]) -> Tagged | None:
    """The finite verb that words begin with, but for adverbs."""
    first = next((word for word in tagged if word.part != "adverb"), None)
    return first if first and first.tag.startswith(_FINITE) else None


def _may_name(text: str, kinds: Kinds) -> bool:
    """Whether it is worth while to look at the parts of speech: code, or a thing of a kind, stands at the beginning."""
    first = text.split(" ")[: MOST_SUBJECT + 1]
    return any(word.startswith("`") for word in first[:2]) or any(
        kinds.may_be_one(one, other) for one, other in pairwise(first) if other.isalpha()
    )


def _is_of_subject(word: Tagged) -> bool:
    return word.word.startswith("`") or word.part in ("noun", "name", "adjective")


def _span(text: str, start: int, words: list[str]) -> tuple[int, int]:
    """Where words stand in a text that has them in a row."""
    begin = at = text.index(words[0], start)
    for word in words:
        at = text.index(word, at) + len(word)
    return begin, at


def _told(text: str) -> str:
    """What is told, without what goes on after it."""
    return _REST.sub("", text).rstrip(". ")


def _same_again(sentence: str, before: Told | None, place: Place) -> Told | None:
    """What "It …" says of the thing that the sentence before began with, and "This clause …" of a clause."""
    if before is None:
        return None
    text = without_asides(sentence)
    called = _CALLED_AGAIN.match(text)
    again = called is not None and before.noun and singular(called["noun"]) == singular(before.noun)
    if not (again or (_PRONOUN.match(text) and text.startswith("They") is before.is_plural)):
        return None
    rest = text.split(" ", 2 if again else 1)[-1]
    return (
        Told(place, sentence, before.name, before.noun, _told(rest), before.is_plural)
        if _verb(_tagged(rest, place))
        else None
    )


def _is_fact(told: Told) -> bool:
    """Whether what is said can be asked about: it points to nothing else, weighs nothing, and says enough."""
    said = f"{told.opening}{told.said}"
    return len(said) <= LONGEST and not points_elsewhere(said) and len(told.stems) >= FEWEST_STEMS
