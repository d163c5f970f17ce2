"""Of which key term does the source say this? Others of its key terms, of which it says nothing alike, are wrong
options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from learning.tagging import Tagged, tag
from learning.wording import count_words
from providers.offline.reading.facts.asides import without_asides
from providers.offline.reading.facts.key_terms import MOST_WORDS, KeyTerm
from providers.offline.reading.facts.sayings import LITTLE, goes_on
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.key_rivals import key_rivals
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
SHORTEST, LONGEST, LONGEST_SAYING = 6, 34, 190
FEWEST_STEMS = 4
_SINGULAR, _PLURAL = ("VVZ", "VBZ", "VHZ", "VDZ"), ("VVB", "VBB", "VHB", "VDB")
_EITHER = ("VM0", "VBD")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")
_INDEFINITE = frozenset(("a", "an"))
_OPEN = re.compile(r"\b(?:it|they|them|he|she|we|our|you|your|I|my|one|the same)\b", re.IGNORECASE)
_UNSURE = re.compile(r"(?:could|would|might|may|will|should)\b")
_STORY = re.compile(
    r"(?:is|are|was|were) (?:an? |the )?(?:\w+ )?(?:places?|times?|events?|days?|matters?|helpful|needed)\b"
)


class _Told(NamedTuple):
    """What a sentence says of the key term that it begins with: `article` and `words` stand before the `saying`."""

    place: Place
    sentence: str
    term: KeyTerm
    article: str
    words: str
    saying: str
    is_plural: bool


def of_key_terms(setting: Setting) -> list[Question]:
    """A question for each shown sentence that says what a key term is or does, with a gap for the term;
    English only."""
    if setting.corpus.language.code != "en":
        return []
    told = (one for place in setting.places if place.is_prose and not place.loose for one in _told(place, setting))
    made = (_question(one, setting) for one in told if setting.shows(one.place, one.sentence))
    return [question for question in made if question is not None]


def _told(place: Place, setting: Setting) -> Iterator[_Told]:
    for sentence in place.sentences:
        said = without_asides(sentence)
        fits = SHORTEST <= count_words(said) <= LONGEST and said.rstrip().endswith(".") and place.tells_a_fact(sentence)
        if fits and (one := _of_subject(said, sentence, place, setting)) is not None:
            yield one


def _of_subject(said: str, sentence: str, place: Place, setting: Setting) -> _Told | None:
    """What the sentence says of the longest key term at its beginning, if a finite verb follows."""
    words = list(_WORD.finditer(said))[: MOST_WORDS + 1]
    start = 1 if words and words[0][0].lower() in ("a", "an", "the") else 0
    for length in range(MOST_WORDS, 0, -1):
        run = words[start : start + length]
        term = setting.corpus.key_terms.named([word[0] for word in run]) if len(run) == length else None
        if term is None or said[run[0].start() : run[-1].end()].count(" ") != length - 1:
            continue
        verb = _verb(tag(said, setting.corpus.language.code), start + length)
        if verb is None:
            return None
        article = words[0][0].lower() if start else ""
        text = said[run[0].start() : run[-1].end()]
        shown = text if article else setting.corpus.lexicon.in_sentence(text)
        saying = said[run[-1].end() :].strip().rstrip(".")
        plural = verb.tag in _PLURAL or (verb.tag in _EITHER and term.is_plural(shown))
        return _Told(place, sentence, term, article, shown, saying, plural)
    return None


def _verb(tagged: Sequence[Tagged], at: int) -> Tagged | None:
    """The finite verb that follows the first words, adverbs aside; None where something else does."""
    while at < len(tagged) and tagged[at].tag == "AV0":
        at += 1
    fits = at < len(tagged) and tagged[at].tag in _SINGULAR + _PLURAL + _EITHER
    return tagged[at] if fits and not _UNSURE.match(tagged[at].word.lower()) else None


def _question(one: _Told, setting: Setting) -> Question | None:
    said = setting.stems(one.saying)
    clear = len(said) >= FEWEST_STEMS and len(one.saying) <= LONGEST_SAYING and not said & one.term.stems
    clear = clear and not (LITTLE.search(one.saying) or goes_on(one.saying) or _OPEN.search(one.saying))
    clear = clear and not _STORY.match(one.saying)
    if not clear or not _is_treated(one, setting):
        return None
    rivals = key_rivals(one.term, one.place, one.sentence, one.saying, setting)
    begin = str if one.article == "the" else _capital
    key, *others = (
        begin(text) for text in (_article(one.article, one.words), *(_shown(other, one) for other in rivals)) if text
    )
    wrong = balanced(key, others)
    if len(wrong) < FEWEST:
        return None
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=f"{'The ' if one.article == 'the' else ''}{GAP} {one.saying}.",
        key=key,
        wrong=wrong,
        structure="key terms",
        topics=frozenset({one.words.casefold(), one.term.text.casefold()}),
        worth=0.75 + setting.worth(one.words),
        about=setting.stems(one.sentence),
    )


def _is_treated(one: _Told, setting: Setting) -> bool:
    """Whether the sentence speaks of the term in general: "the" one may be that of a story, unless a heading over it
    names it, or the sources define it."""
    named = one.term.stems <= setting.stems(*one.place.block.heading_path[-2:], setting.title)
    return named or one.term.is_told or one.article != "the"


def _article(article: str, words: str) -> str:
    return f"{article} {words}" if article in _INDEFINITE else words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(other: KeyTerm, one: _Told) -> str:
    """Another term as it can stand in the gap; "" where the sources never write it so."""
    article, text = other.written(plural=one.is_plural, indefinite=one.article in _INDEFINITE)
    if not text or (not one.article and not other.is_written("", plural=one.is_plural)):
        return ""
    return _article(article, text) if one.article in _INDEFINITE else text
