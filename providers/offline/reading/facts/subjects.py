"""What a sentence says of a term that its document sets off, that its heading names or that it speaks of in general:
"A **spar** carries the sail."."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from learning.objectives import MEASURABLE_VERBS
from learning.wording import count_words, fold
from providers.language.headings import clean_heading
from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.asides import without_asides
from providers.offline.reading.facts.definition import head_of, is_term, points_out, telling_words
from providers.offline.reading.facts.manuals import is_third_person
from providers.offline.reading.passages import Place

SHORTEST, LONGEST = 6, 40
LONGEST_OPENING = 120
FEWEST_STEMS, FEWEST_USES, FEWEST_OF_ONE = 3, 2, 4
_SAYS_LITTLE = re.compile(
    r"\b(?:dann|dabei|dadurch|hierbei|hierdurch|nun|somit|daher|alors|donc|ainsi|ensuite|entonces|así|luego)\b|"
    r"^(?:spiel(?:t|en) eine|juegan? un papel|jouent? un rôle)\b|\b(?:z\. ?B|bzw|d\. ?h|p\. ?ej|p\. ?ex)\.?$|"
    r"^(?:a|ont|ha|han) (?:bien )?[^\W\d_]+(?:é|[iu]|do)e?s?\b|^[^\W\d_]+(?:ía|ían|rait|raient)\b|"
    r"\b(?:Ihre?[mnrs]?|votre|vos|your)\b|\((?:s\.|siehe|see|véase|voir) |"
    r"\b(?:pro|mal im|times a|veces al|fois par) (?:Jahr|year|año|an)\b|"
    r"^(?:is|are|ist|sind|es|son|est|sont) [\w-]+ (?:because|weil|porque|parce que)\b|^(?:deserves?|matters?)\b|"
    r"^(?:appears?|erschein(?:t|en)|aparecen?|se muestran?|s['’]affichent?|apparaît|apparaissent)\b|"
    r"^(?:is|are|was|were|ist|sind|es|son|est|sont) (?!(?:an?|the|one|eine?|der|die|das|una?|el|la|los|las|une?|les?|"
    r"l['’]|des|called|known)\b|"
    r"(?:[a-z]+ly )?(?!used|made|based|called|limited|related)[a-z]{2,}(?:ed|en|und|ilt|own)\b|"
    r"[a-záéíóúñ]{2,}[ai]d[oa]s?\b|[a-zàâçéèêîôû]{2,}(?:é|[iu]|it)e?s?\b|"
    r"(?-i:(?:[a-zäöüß]+ )?(?:[a-zäöüß]+e[rn]? )*[A-ZÄÖÜ]))|"
    r"\b(?:not|never|no|nicht|nie|kein\w*|pas|jamais|nunca|also|too(?=[.,])|similar\w*|likewise|analog|ähnlich\w*|ebenso|"
    r"ebenfalls|auch|aussi|également|similaire\w*|también|another|same|again|gleiche\w*|however|jedoch|hingegen|though|"
    r"therefore|thus|example|beispiel\w*|exemple|ejemplo|them|they|it|these|those|this|diese[rsnm]?|important|"
    r"wichtig\w*)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:weitere\w*|zusätzliche\w*|andere\w*|ähnliche\w*|separate\w*|further|second|third|person|people|critic|reader|"
    r"author|student|user|someone|mensch\w*|leser\w*|nutzer\w*|personnes?|utilisateurs?|personas?|usuarios?)\b",
    re.IGNORECASE,
)
"""Terms that add to something said before, and people, of whom a story tells."""
_DEFINITE = frozenset("the der die das el la los las le les l".split())
_PARTICIPLE = re.compile(
    r"[a-zà-ÿ]+(?:[éiu]e?s?|[ai]d[oa]s?) (?:dans|par|en|à|aux?|pour|sur|avec|de|du|des|d['’]\w+|por|con|al?|para|del) "
)
"""What may say more of a noun and be no verb: "a key defined in the context"."""
_MAYBE = frozenset("can may must might could kann können könnte mag peut peuvent puede pueden".split())
_BRACKET = re.compile(r" \([^()]{1,60}\)")
_SEVERAL = re.compile(r"(?:L[ao]s|Les|Des|Un[ao]s) ")
_NUMBERED = re.compile(r"^\(?[\dA-Z]{1,3}[.)]\s+|\s*\(\w{1,3}\)$")


@dataclass(frozen=True)
class Subject:
    """`sentence[start:end]` is the term with its article, about which the rest says something.

    `said` is the sentence of the source, `sentence` the same without brackets that point to another place.
    """

    place: Place
    said: str
    sentence: str
    term: str
    shown: str
    start: int
    end: int
    is_plural: bool

    @property
    def rest(self) -> str:
        """What the sentence says of the term."""
        return self.sentence[self.end :].strip()

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of what it says."""
        return frozenset(content_stems(self.rest, self.place.language))

    @cached_property
    def term_stems(self) -> frozenset[str]:
        """The stems of the term."""
        return frozenset(content_stems(self.term, self.place.language))

    @property
    def has_article(self) -> bool:
        """Whether an article stands before the term."""
        return self.shown.casefold() != self.term.casefold()

    @property
    def is_definite(self) -> bool:
        """Whether that article is a definite one."""
        return self.has_article and re.split(r"[ '’]", self.shown.lower())[0] in _DEFINITE

    @property
    def is_capital(self) -> bool:
        """Whether the term is written with a capital, or begins the sentence so that nobody can tell."""
        return self.term[:1].isupper()


def subjects_of(
    places: Sequence[Place], table: Language, lexicon: Lexicon, keys: Collection[str] = ()
) -> list[Subject]:
    """The sentences that stand alone and begin with a term, the first of each term, in order. Of "the" thing one is
    asked only if its name, folded, is among the `keys`.

    None in a language without patterns of such sentences.
    """
    if not table.general:
        return []
    found: dict[str, Subject] = {}
    for place in places:
        if place.is_prose and place.block.role in ("body", "callout", "keypoints") and not place.loose:
            for one in _in_place(place, table, lexicon, keys):
                found.setdefault(fold(one.term), one)
    return list(found.values())


def _in_place(place: Place, table: Language, lexicon: Lexicon, keys: Collection[str]) -> Iterator[Subject]:
    named = dict.fromkeys((*place.block.terms, *_heading_terms(place, table)))
    terms = {term: fold(term) for term in named if term in place.text}
    for said in place.sentences:
        sentence = without_asides(said)
        if SHORTEST <= count_words(sentence) <= LONGEST and place.stands_alone(sentence):
            opening = fold(sentence[:LONGEST_OPENING])
            able = (
                *(term for term, folded in terms.items() if folded in opening),
                *_general_term(sentence, table, lexicon, keys),
            )
            made = (one for term in able if (one := _of(said, sentence, term, place, table)))
            if (one := next(made, None)) is not None:
                yield one


def _heading_terms(place: Place, table: Language) -> list[str]:
    """What the heading right above a block names, as a term inside a sentence would be written."""
    if not place.block.heading_path:
        return []
    name = _BRACKET.sub("", _NUMBERED.sub("", clean_heading(place.block.heading_path[-1], table))).strip()
    return [name, name[:1].lower() + name[1:]] if is_term(name) else []


def _general_term(sentence: str, table: Language, lexicon: Lexicon, keys: Collection[str]) -> list[str]:
    """The term of a sentence such as "A cell divides …", if it is a noun that the sources use again."""
    found = (one for way in _general(table.general) if (one := way.match(sentence)))
    return [term for one in found if (term := _term_of(one, sentence, table, lexicon, keys))][:1]


def _term_of(found: re.Match[str], sentence: str, table: Language, lexicon: Lexicon, keys: Collection[str]) -> str:
    parts = found.groupdict()
    term, verb = parts.get("term") or parts.get("key") or "", parts.get("verb", "")
    if _LESS.search(term) or verb in _MAYBE:
        return ""
    last = head_of(term, table.code)
    inner = {word for word in term.lower().split() if word not in table.inside}
    if any(word.endswith("mente") for word in inner):
        return ""
    if table.code == "en":
        is_key = not parts.get("key") or fold(term) in keys
        known = verb in _AUXILIARIES
    else:
        fewest = FEWEST_USES if len(inner) > 1 else FEWEST_OF_ONE
        used = all(lexicon.count[word.rpartition("'")[2].rpartition("’")[2]] >= fewest for word in inner)
        is_key = (not parts.get("key") or used) and not inner & (table.stop_words | table.sure_verbs)
        known = verb in table.sure_verbs or _is_verb_here(verb, sentence, found["rest"], term, table, lexicon)
    if not is_key:
        return ""
    is_verb = known or is_third_person(verb, found["rest"]) or verb in MEASURABLE_VERBS
    is_verb = is_verb or (sentence.startswith("A") and verb.endswith("s") and not verb.endswith(("ss", "us", "is")))
    by_article = table.nouns_capitalised and not sentence.startswith(term)
    is_noun = by_article or lexicon.is_noun(last) or lexicon.is_noun(last.removesuffix("s"))
    is_noun = is_noun or (last.endswith("s") and known)
    again = lexicon.count[last.lower()] >= FEWEST_USES
    return term if is_verb and is_noun and again else ""


def _is_verb_here(verb: str, sentence: str, rest: str, term: str, table: Language, lexicon: Lexicon) -> bool:
    """Whether a word that looks like a verb is one: it has other forms of a verb, or stands where no adjective can,
    which is before an article, and in German behind a noun with its article."""
    if not table.is_verb(verb) or verb in table.stop_words:
        return False
    after_noun = table.nouns_capitalised and not sentence.startswith(term)
    first = rest.split(" ", 1)[0].lower().replace("’", "'")
    return lexicon.is_finite(verb) or after_noun or first in table.determiners or first.startswith("l'")


@lru_cache(maxsize=8)
def _general(ways: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(way) for way in ways)


def _of(said: str, sentence: str, term: str, place: Place, table: Language) -> Subject | None:
    words = set(term.lower().split())
    ends = {fold(word) for word in telling_words(term, table.code)}
    plain = is_term(term) and not ends & table.vague and not words & (table.stop_words - _INSIDE)
    found = _pattern(term, table).match(sentence) if plain else None
    verb = table.verb_at(sentence, found.end()) if found else ""
    if table.code == "fr" and verb.endswith("ant"):
        return None
    if found is None or not verb or verb in _MAYBE or verb in table.stop_words - _AUXILIARIES:
        return None
    if table.code in ("fr", "es") and _PARTICIPLE.match(sentence, found.end()):
        return None
    shown = sentence[found.start("subject") : found.end("subject")]
    shown = shown[:1].upper() + shown[1:]
    several = _SEVERAL.match(shown) is not None
    is_plural = several if table.code in ("es", "fr") and shown != term else table.is_plural_verb(verb)
    one = Subject(place, said, sentence, term, shown, found.start("subject"), found.end() - 1, is_plural)
    clear = "`" not in sentence[: found.end()] and len(one.stems) >= FEWEST_STEMS
    clear = clear and not (_SAYS_LITTLE.search(one.rest) or points_out(one.rest)) and sentence.count(term) == 1
    head = content_stems(head_of(term, table.code), table.code)
    told = one.term_stems <= one.stems or (one.term_stems - {*head}) & one.stems
    return one if clear and not told else None


_INSIDE = frozenset("of de d du des la le del der in single base first second general common".split())
"""Small words that names of things hold."""
_AUXILIARIES = frozenset(
    "is are was were has have can may must ist sind hat haben wird werden kann können es son ha han se est sont a ont "
    "peut peuvent consists contains provides allows allow describes use uses includes include contain provide".split()
)


def _pattern(term: str, table: Language) -> re.Pattern[str]:
    first = re.escape(term[:1])
    either = f"[{re.escape(term[:1].upper())}{re.escape(term[:1].lower())}]" if term[:1].isalpha() else first
    article = table.articles
    return re.compile(
        rf"(?:{table.opening})?(?P<subject>(?:(?:{article}|{article.lower()})(?:(?<=['’])| ))?"
        rf"{either}{re.escape(term[1:])})(?:{_BRACKET.pattern})? "
    )
