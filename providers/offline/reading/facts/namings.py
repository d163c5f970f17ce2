"""What a clause says first and names last: "The wall of a lock is called a sill."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import Definition, is_meaning, is_term, is_vague, telling_words
from providers.offline.reading.passages import Place

FEWEST_STEMS = 3
_QUOTES = "“”\"„«»' "
_NAME = r"[“„«\"]? ?(?P<term>[^\W\d_][\w’'-]*(?: [\w’'-]+){0,3}?) ?[”»“\"]?"
_ENDS = r"(?=[.,;:]| \(|,? (?:and|und|y|et|or|because|since|als|weil) )"
_BEGINS = r"(?:^|(?:, (?:(?:and|but|while|whereas|und|während|mientras que|y|tandis que|et) )?))"
_SOMETIMES = r"(?:(?:sometimes|often|usually|commonly|generally|meist|oft|üblicherweise|allgemein) )?"
_THE = r"(?:an? |the |die |der |den |das |eine?n? |el |la |los |las |una? |le |les |une )?"
_FIRST_OF_ALL = r"^(?P<meaning>[^;:()]{12,170}?),?"
_CLAUSE = rf"{_BEGINS}(?P<meaning>[^,;:()]{{12,140}}?)"
_NAMING = {
    "en": (rf"{_CLAUSE} (?P<link>is|are) {_SOMETIMES}(?:called|known as|termed|referred to as) {_THE}{_NAME}{_ENDS}",),
    "de": (
        rf"{_FIRST_OF_ALL} (?P<link>wird|werden) {_SOMETIMES}als {_THE}{_NAME}(?: \$[^$]+\$)?"
        rf"(?: (?:der|des) [^,.;]{{3,40}})? bezeichnet(?=[.,;])",
        rf"{_FIRST_OF_ALL} (?P<link>nennt) man {_SOMETIMES}{_THE}{_NAME}(?=[.,;])",
        rf"{_FIRST_OF_ALL} (?P<link>bezeichnet) man {_SOMETIMES}als {_THE}{_NAME}(?=[.,;])",
    ),
    "es": (
        rf"{_CLAUSE} (?P<link>se) (?:llaman?|denominan?|conocen? como|conocen? con el nombre de) {_THE}{_NAME}{_ENDS}",
    ),
    "fr": (rf"{_CLAUSE} (?:s['’]appel(?:le|lent)|(?P<link>est|sont) (?:appelée?s?|nommée?s?)) {_THE}{_NAME}{_ENDS}",),
}
_PATTERNS = {code: tuple(re.compile(pattern) for pattern in patterns) for code, patterns in _NAMING.items()}
_OPEN = re.compile(
    r"\b(?:what|this|that (?:is|are|was)|these|those|it|they|them|their|its|he|she|we|you|I|which (?:is|are)|such|"
    r"dies\w*|jene\w*|er|sie|es|ihr\w*|wir|solche\w*|est[aeo]s?|es[aeo]s?|ellos?|ellas?|su|sus|cela|ils?|elles?|leurs?|"
    r"cet(?:te)?|ces?)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:if|when|as|so|because|since|while|whenever|although|in|on|at|for|by|from|with|then|often|sometimes|also|"
    r"and|or|but|who|"
    r"which|what|where|wenn|da|weil|in|bei|auf|für|mit|so|als|auch|hier|si|cuando|como|en|por|para|con|quand|comme|"
    r"dans|pour)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|can|will|may|must|ist|sind|hat|haben|kann|können|es|son|está|est|sont)\b"
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|in which|der|die|das|dem|den|que|qui|dont|où|cuy[oa]s?)\b")


def of_naming(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    """What the clauses of a sentence name, each with what they say of it; the meaning is the subject of its clause."""
    for pattern in _PATTERNS.get(table.code, ()) if place.is_whole(sentence) else ():
        for found in pattern.finditer(sentence):
            term, meaning = found["term"].strip(_QUOTES), found["meaning"].strip(", ")
            if _is_named(term, table) and _is_thing(meaning, term, table):
                yield Definition(place, term, _inside(meaning, table), sentence, link=_number(found["link"] or ""))


def _number(link: str) -> str:
    return {"wird": "ist", "werden": "sind"}.get(link, link if link in ("is", "are", "est", "sont") else "")


def _is_named(term: str, table: Language) -> bool:
    ends = telling_words(term, table.code) if table.code != "en" else {term.lower().split()[-1]}
    joined = set(term.lower().split()) & set(table.joining)
    return is_term(term) and not joined and not ends & (table.vague | table.stop_words) and not _OPEN.search(term)


def _is_thing(meaning: str, term: str, table: Language) -> bool:
    """Whether it names a thing by itself: no pronoun, no clause of its own but one that tells which thing it is."""
    if _OPEN.search(meaning) or _FIRST.match(meaning) or is_vague(meaning, table) or table.says("deixis", meaning):
        return False
    finite, relative = _FINITE.search(meaning), _RELATIVE.search(meaning, 4)
    whole = finite is None or (relative is not None and relative.start() < finite.start())
    enough = len(content_stems(meaning, table.code)) >= FEWEST_STEMS
    return whole and enough and is_meaning(meaning, term, table.code)


def _inside(meaning: str, table: Language) -> str:
    first, blank, rest = meaning.partition(" ")
    small = not table.nouns_capitalised or first.lower() in table.determiners
    return f"{first.lower() if small else first}{blank}{rest}" if first[1:].islower() or len(first) == 1 else meaning
