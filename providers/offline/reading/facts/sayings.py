"""What English sentences say of the things that they begin with: "The **QR flag** tells queries from responses."."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from learning.objectives import MEASURABLE_VERBS
from learning.wording import count_words, fold
from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.asides import without_asides
from providers.offline.reading.facts.definition import is_term
from providers.offline.reading.facts.manuals import is_third_person
from providers.offline.reading.passages import Place

SHORTEST, LONGEST = 5, 34
FEWEST_STEMS = 3
MOST_WORDS = 4
FEWEST_USES = 2
LONGEST_SAYING = 170
_ARTICLE = re.compile(
    r"(?P<opening>(?:In|On|For|With|By|Like|Unlike|Within|During|Under|At) [^,;:()`]{2,40}, )?"
    r"(?P<article>(?:The|An?|Each|Every|the|an?|each|every) )?(?P<rest>.+)"
)
_AUXILIARY = frozenset("is are was were has have can must should will does do".split())
_MODAL = frozenset("can must should will".split())
_ADVERBS = frozenset("always usually often typically generally then never only even both each all".split())
_PLURAL = frozenset("are were have do".split())
_DOINGS = frozenset(
    "allow become begin belong bind block bring carry cause come consist consume contain control cover depend describe "
    "determine differ divide emit enable enter exist expose form give grow happen help hold ignore inherit involve "
    "keep know lack last lead lie live look lose make match mean move need occur offer own pass prevent produce "
    "protect provide reach read receive refer reflect release remain replace represent require result return run "
    "send separate serve share show sit speak specify spend stand start stay store stop support surround take tell "
    "transfer transmit travel turn vary wait want work write".split()
)
_OF = frozenset("consists consist disposes speaks speak".split())
"""Verbs that "of" follows; any other word before it is a noun."""
_FOLLOWS = re.compile(
    r"(?:the|an?|all|each|every|any|both|its|their|how|what|whether|when|that|to|in|into|on|onto|from|by|with|as|at|of|"
    r"for|about|between|through|across|within|up|out|one|two|three|more|only|no|data|`)"
)
_SMALL = frozenset(
    "of and or in on at to for from by with as if when while which that who than then because so but not no it they "
    "we you this these those there here other another such both some most many all any each what how why where "
    "first second third next last same only also".split()
)
LITTLE = re.compile(
    r"\b(?:also|too(?=[.,])|others|however|therefore|thus|this|these|those|"
    r"he|she|his|her|him|we|us|our|I|my|here|above|below|following|previous|next|later|"
    r"for example|for instance|(?:an?|good|another) example|such as|similar\w*|likewise|as such|discussed|as described|"
    r"shown|see|section|chapter|book|article|important|useful|possible|interesting|common|popular|simple|probably|"
    r"perhaps|maybe|etc|recommended|recommend|although|today|currently|best|no longer|years?|first|famous|"
    r"well[- ]known|"
    r"effective tool|at a time|key role|critical role|many|several|a number of|various|great|big|widely|nowadays)\b|"
    r"[:;?!…“”\"*]|\be\.g\.|\bi\.e\.|\d{4}|\[",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:has|have) (?:\w+ly )?(?:been|come|gone|run|kept|made|held|led|left|lost|met|sent|built|found|[a-z]+ought|"
    r"[a-z]+ught|\w+ed|\w{2,}en)\b"
)
_IN_COURSE = re.compile(r"\b(?:but|then|still|already|yet|again|another|instead|parallel|related)\b", re.IGNORECASE)
"""Words of a text that goes on: what they say is a step of it and no fact."""
_OTHERS = re.compile(r"\b(?:them|they|their)\b")
_PEOPLE = re.compile(
    r"^(?:people|person|someone|users?|readers?|students?|learners?|authors?|developers?|man|men|wom[ae]n|child|"
    r"children|team|teams|members?|leads?|managers?|partners?|scientists?|researchers?|economists?|experts?|one|"
    r"critics?|consumers?|patients?|companies|company)$"
)


@dataclass(frozen=True)
class Saying:
    """`sentence` is the source's: `shown` is its subject, the `term` with an article, and `saying` the rest of it.

    `opening` is what stands before both, such as "In a relay, ", and `article` that of the term in small letters.
    """

    place: Place
    sentence: str
    term: str
    shown: str
    saying: str
    is_plural: bool
    verb: str
    opening: str
    article: str

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of what is said."""
        return frozenset(content_stems(self.saying, self.place.language))

    @cached_property
    def term_stems(self) -> frozenset[str]:
        """The stems of the term."""
        return frozenset(content_stems(self.term, self.place.language))

    @cached_property
    def head(self) -> str:
        """The last word of the term: what kind of thing it is."""
        return fold(self.term.split()[-1])


class Sayings:
    """All that sentences say of terms, in order; none in another language than English."""

    def __init__(self, places: Sequence[Place], table: Language, lexicon: Lexicon) -> None:
        told = places if table.code == "en" else ()
        self.all = tuple(one for place in told if _is_text(place) for one in _in_place(place, table, lexicon))
        self.orders = [one.place.order for one in self.all]
        self._of_place: defaultdict[int, list[Saying]] = defaultdict(list)
        self._of_term: defaultdict[str, list[Saying]] = defaultdict(list)
        for one in self.all:
            self._of_place[one.place.order].append(one)
            self._of_term[fold(one.term)].append(one)

    def of(self, place: Place) -> list[Saying]:
        """What one place says, in order."""
        return self._of_place.get(place.order, [])

    def about(self, term: str) -> list[Saying]:
        """All that the sources say of a term, whatever the document."""
        return self._of_term.get(fold(term), [])


def goes_on(sentence: str) -> bool:
    """Whether a sentence tells a step of a text that goes on, or what has come about, and no fact."""
    return _IN_COURSE.search(sentence) is not None or _PERFECT.search(sentence) is not None


def _is_text(place: Place) -> bool:
    return place.is_prose and place.block.role in ("body", "callout", "keypoints") and not place.loose


def _in_place(place: Place, table: Language, lexicon: Lexicon) -> Iterator[Saying]:
    for said in place.sentences:
        sentence = without_asides(said)
        fits = SHORTEST <= count_words(sentence) <= LONGEST and place.stands_alone(sentence)
        if fits and (one := _of(said, sentence, place, table, lexicon)) is not None:
            yield one


def _of(said: str, sentence: str, place: Place, table: Language, lexicon: Lexicon) -> Saying | None:
    found = _ARTICLE.fullmatch(sentence.rstrip(". "))
    if found is None or not sentence.rstrip().endswith("."):
        return None
    article, words = found["article"] or "", found["rest"].split(" ")
    at = _verb_at(words, bool(article), lexicon)
    if not at:
        return None
    opening = found["opening"] or ""
    term, verb, saying = " ".join(words[:at]), words[at], " ".join(words[at:])
    while _is_adverb(verb) and at + 1 < len(words):
        at += 1
        verb = words[at]
    if not article and term[:1].isupper():
        term = lexicon.in_sentence(term)
    shown = f"{article}{term}" if article or opening else term[:1].upper() + term[1:]
    is_plural = verb in _PLURAL or (verb not in _AUXILIARY and not verb.endswith("s"))
    one = Saying(place, said, term, shown, saying, is_plural, verb, opening, article.strip().lower())
    clear = is_term(term) and " - " not in term and _is_technical(one, table, lexicon) and not LITTLE.search(saying)
    clear = clear and not goes_on(saying)
    clear = clear and (is_plural or not _OTHERS.search(saying))
    clear = clear and len(saying) <= LONGEST_SAYING and len(one.stems) >= FEWEST_STEMS
    clear = clear and bool(one.term_stems) and not one.term_stems & one.stems
    return one if clear else None


def _verb_at(words: Sequence[str], has_article: bool, lexicon: Lexicon) -> int:
    """How many words the thing at the beginning of a sentence has; 0 where nobody can tell."""
    for at in range(1, min(MOST_WORDS + 1, len(words) - 2)):
        if words[at - 1].endswith((",", ")")) or words[at - 1].lower() in _SMALL:
            return 0
        after = next((to for to in range(at, len(words) - 2) if not _is_adverb(words[to])), at)
        if words[after] in _AUXILIARY or _is_verb(words, after, has_article, lexicon):
            return at
    return 0


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and word.islower())


def _is_verb(words: Sequence[str], at: int, has_article: bool, lexicon: Lexicon) -> bool:
    word, after = words[at], " ".join(words[at + 1 :])
    if not word.isalpha() or not word.islower() or word.endswith("ss"):
        return False
    follows = words[at + 1].lower()
    if follows in _AUXILIARY or (follows == "of" and word not in _OF):
        return False
    if word.endswith("s") and not words[at - 1].endswith("s"):
        base = (word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y")
        known = is_third_person(word, after) or any(one in _DOINGS for one in base)
        noun = any(lexicon.is_noun(one) for one in (word, *base))
        return known and not (noun and not has_article) and (_FOLLOWS.match(after) is not None or not noun)
    plural = words[at - 1].endswith("s") and not has_article
    return plural and word in MEASURABLE_VERBS | _DOINGS


def _is_technical(one: Saying, table: Language, lexicon: Lexicon) -> bool:
    """Whether the document treats it as a term: several words, set off, in the heading, code, capitals, used again."""
    words = one.term.lower().split()
    if set(words) & (_SMALL | table.stop_words) or words[-1] in table.vague or _PEOPLE.match(words[-1]):
        return False
    if one.article in ("each", "every") or words[0] == "optional":
        return False
    if words[0] in table.vague or words[0] in table.openers or words[0].endswith("ly"):
        return False
    named = fold(" ".join((*one.place.block.terms, *one.place.block.heading_path)))
    set_off = "`" in one.term or any(letter.isupper() for letter in one.term[1:]) or fold(one.term) in named
    if one.article == "the" and (len(words) == 1 or one.verb in _MODAL) and not ("`" in one.term or _is_named(one)):
        return False
    again = lexicon.count[words[-1].strip("`")] >= FEWEST_USES
    if len(words) > 1 or not again:
        return set_off or again
    is_bare = not one.article and len(words[0]) > 3 and not lexicon.is_action(words[0])
    return set_off or is_bare or (one.article in ("a", "an") and lexicon.is_noun(words[0]))


def _is_named(one: Saying) -> bool:
    """Whether the source sets the thing off or a heading over it is nothing else: "the" alone may speak of a case."""
    names = (*one.place.block.terms, *one.place.block.heading_path[-1:])
    return fold(one.term) in {fold(name).removeprefix("the ") for name in names}
