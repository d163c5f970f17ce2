"""What is said beside a name: after its colon in a list, or under the heading that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from learning.wording import fold
from providers.language.headings import clean_heading, is_generic
from providers.language.sentences import is_balanced
from providers.language.tables import Language, is_foreign, language_of
from providers.language.words import content_stems
from providers.offline.reading.facts.asides import without_last_aside
from providers.offline.reading.facts.definition import (
    FEWEST_STEMS,
    LONGEST_MEANING,
    WHEN,
    Definition,
    is_meaning,
    is_term,
    is_vague,
)
from providers.offline.reading.passages import Place

NEAR, FEWEST_LED = 7, 3
KIND = "kind:"
"""What the family of a name begins with that stands beside others of its kind in all documents."""
_BARE = re.compile(
    r"(?P<name>--?[A-Za-z?][\w-]*|[A-Za-z_][\w-]*(?:\.[\w<>*-]+)+|[A-Za-z]\w*_\w+|\$\w+|[\w.]+\([^()]*\))"
    r"(?P<rest>[ =<\[{].*)?"
)
_ARGUMENT = re.compile(r"[ =]?[<\[{(=]?[\w<>\[\]{}|.…,=:-]*[>\]})]?|[ =][A-Z_<>\[\]|.]+")
_MANUAL = re.compile(r"(?P<name>[a-z][\w-]+)\(\d\)")
_LEADING_ON = {
    "en": frozenset("as with and or the a an of such like are is".split()),
    "de": frozenset("wie und oder der die das ein eine".split()),
    "es": frozenset("como con y o el la los las de un una".split()),
    "fr": frozenset("comme avec et ou le la les de un une du".split()),
}
"""Words at the end of what goes on below."""
_TAKES_UP = re.compile(r"(?:this|it|these|those|that|c['’]est|ce sont|cette?|das|dies|diese|est[aeo]s?|it) ?\w")
"""Small letters that take up the name before them."""
_THIS = re.compile(r"^(?:This|It|Dies|Das|Es|Esto|Ceci|Cela|Ça) ")
_THIS_WILL = re.compile(r"^This (?:will |is (?=an? ))")
_POINTS = re.compile(r"\bthat,|\b(?:this|these|those)\b", re.IGNORECASE)
_SPEAKS_TO = re.compile(
    r"^(?:learn|read|see|visit|find out|click|press)\b|"
    r"^(?:cliquez|appuyez|utilisez|sélectionnez|choisissez|klicken|wählen|drücken|verwenden|haga|pulse|"
    r"seleccione|elija|utilice)\b|"
    r"(?:^|[,;] )(?:you|vous|ustede?s?)\b|\b(?:können|müssen|sollten|möchten) Sie\b|\bSie (?:können|müssen|sollten)\b",
    re.IGNORECASE,
)
_TELLS_ELSE = {
    code: re.compile(rf"(?!(?:{verbs})\b)(?:(?!\b(?:{relatives})\b)[^,])*?\b(?:{verbs})\b", re.IGNORECASE)
    for code, relatives, verbs in (
        ("en", "that|which|who|whose|where|when|if|as|how|whether|what|to", "is|are|was|were|will|can|should|must|may"),
        ("de", "das|die|der|denen|welche[rs]?|wenn|falls|ob|dass|wie|wo|damit", "ist|sind|kann|können|wird|werden"),
        ("es", "que|donde|dónde|cuy[ao]s?|quien|si|cuando|cómo", "es|son|puede|pueden|depende|no"),
        ("fr", "qui|que?|dont|où|si|quand|lorsque|comment", "est|sont|peut|peuvent|dépend|ne|n['’]est"),
    )
}
"""A sentence with a subject of its own, up to the verb that shows it."""
_PARTS = re.compile(
    r"(?:before|after|antes|después|vorher|nachher|avant|après)\b.*|"
    r"(?:step|case|part|schritt|fall|teil|paso|caso|parte|étape|cas|partie) \w+|"
    r"(?:(?:the|your|my|our) )?"
    r"(?:(?:extra|bonus|key|main|practical|common) )?(?:scenario|challenge|task|lesson|rule|question|problem|solution|"
    r"answer|goal|result|outcome|reality|myth|fact|hint|conclusion|takeaway|advantage|disadvantage|pro|con|benefit|"
    r"drawback|input|output|given|problem|mistake|why it matters)s?|rule of thumb|lessons? learned|"
    r"(?:(?:das|die|der|deine?|ihre?) )?"
    r"(?:szenario|aufgaben?|lektion|faustregel|regel|frage|problem|lösung|antwort|ziel|ergebnis|vorteile?|nachteile?|"
    r"fazit|mythos|realität|eingabe|ausgabe|gegeben)|"
    r"(?:(?:el|la|los|las|tus?|sus?) )?"
    r"(?:escenario|retos?|tareas?|lección|regla|pregunta|problema|solución|respuesta|objetivo|resultado|realidad|mito|"
    r"ventajas?|desventajas?|conclusión|fallo|entrada|salida)(?: (?:extra|práctica|de oro|aprendida|intencionado))?|"
    r"(?:(?:le|la|les|vos|votre|ton|ta) )?"
    r"(?:scénario|défi|tâches?|leçon|règle|question|problème|solution|réponse|objectif|but|résultat|réalité|mythe|"
    r"avantages?|inconvénients?|conclusion|entrée|sortie)(?: (?:pratique|bonus|d['’]or))?",
    re.IGNORECASE,
)
"""What names a part of a text, and nothing that the text explains."""
_REMARK = re.compile(
    r"\b(?:also|too|auch|ebenfalls|también|aussi|versus|vs|frente a|was|were|wurden?|fue(?:ron)?|étai(?:t|ent))\b",
    re.IGNORECASE,
)
"""What adds to something else, tells of one case, or only names two things beside each other."""
_WORD = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS = 2
_BRACKET = re.compile(r" \([^()]*\)")
_GERUND = re.compile(r"[a-z]{2,}ing$")
_PHRASE = re.compile(
    r"(?:An?|Eine?|Une?|Una?) "
    r"(?!(?:(?!(?:that|which|who|que|qui)\b)\w+ ){0,4}"
    r"(?:is|are|has|can|\w{3,}s (?:the|an?|all|each)|ist|hat|kann|wird|es|está|puede|est|peut)\b)"
    r"(?:[\w’'-]+ ){1,5}?(?:that|which|who|whose|for|of|to|used|, d(?:ie|er|as)|für|zum|zur|que|para|de|qui|pour)\b"
)
"""A phrase that says what a thing is, and no sentence."""
_CODED = re.compile(r"`(?:[^`]{1,3}`/`)?(?P<name>[^`]{2,40})`(?=$|[:/ ]| \()")
"""Code that a heading is, or begins with."""
_OTHER_NUMBER = re.compile(r"^\((?:singular|plural)\s?[=:]\s?[^()]{1,40}\) ")
_RATHER = re.compile(r"; (?:instead|but|rather|sondern|sino|mais|stattdessen|en cambio|plutôt)\b")
"""What is meant stands after it."""
_IS = re.compile(r"(?:is|are|ist|sind|es|son|est|sont) (?!(?:not|nicht|no|pas|also|auch|aussi|también)\b)")
_IS_A = re.compile(r"\w+ (?:an?|the|eine?|der|die|das|une?|l[ae]s?|una?|el|los|las|l['’])\b")
"""What says of a thing how it is, and what says what it is."""
_BEGINS_ELSEWHERE = re.compile(
    r"(?:it|he|she|they|we|there|then|here|also|however|but|so|note|please|make|don['’]t|never|"
    r"es|er|sie|wir|man|hier|dann|dort|auch|aber|bitte|ser|hay|aquí|también|pero|il|ils|elle|on|nous|ici|mais|aussi)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on from another one, or tells somebody what to do."""
_FOLLOWS = re.compile(
    r"\b(?:as follows|following|below|folgende[mnrs]?|siguientes?|suivante?s?|ci-dessous)\b", re.IGNORECASE
)
_IN_DETAIL = re.compile(
    r",? (?:including|such as|for example|e\.g\.|namely|einschließlich|wie etwa|zum Beispiel|z\. ?B\.|incluid[oa]s?|"
    r"por ejemplo|tales como|y compris|notamment|par exemple|tels? que)\b:?.*",
    re.DOTALL,
)
"""What goes into the detail of a meaning that is whole without it."""
_SAID_ALOUD = ("—", "–", "-- ", "- ")
"""How what a speaker says begins behind the name."""
_QUOTES = "“”\"„«» '"


def as_code(name: str) -> str:
    """A name of an option, setting or call that is written without back-ticks, in them and without its arguments; every
    other text as it is."""
    if found := _MANUAL.fullmatch(name):
        return f"`{found['name']}`"
    first = next((part for part in name.split(", ") if part.startswith("--")), name.split(", ")[0])
    found = _BARE.fullmatch(first.strip())
    if not found or (found["rest"] and not _ARGUMENT.fullmatch(found["rest"])):
        return name
    return f"`{found['name']}`"


def of_label(
    place: Place, term: str, said: str, family: str, *, is_doing: bool = False, is_listed: bool = False
) -> Iterator[Definition]:
    """What an explanation says first of the name that it stands beside, without the words that take up the name.

    Where it `is_listed` among others of its form, it may be a sentence with a subject of its own.
    """
    table = language_of(place.language)
    parts = place.split(said)
    first = _OTHER_NUMBER.sub("", without_last_aside((parts[0].text if parts else said).strip(" ^")))
    first = first if _FOLLOWS.search(first) else first.rstrip(": ")
    meaning, is_doing = (first, True) if is_doing else _told(first, term, table)
    meaning = meaning.rstrip(". ;,^")
    if ": " in meaning or len(meaning) > LONGEST_MEANING:
        meaning = _IN_DETAIL.sub("", meaning)
    if len(meaning) > LONGEST_MEANING and "; " in meaning and not _RATHER.search(meaning):
        meaning = meaning.split("; ")[0]
    whole = (is_doing or not is_vague(meaning, table)) and not meaning.startswith(_SAID_ALOUD)
    whole = whole and not (table.says("deixis", f"{term}: {meaning}") or is_foreign(meaning, table))
    free = is_doing or (is_listed and not _BEGINS_ELSEWHERE.match(meaning))
    whole = whole and (free or not tells_else(meaning, table)) and not _SPEAKS_TO.search(meaning)
    whole = whole and meaning.split(" ")[-1].lower() not in _LEADING_ON.get(table.code, ())
    may_tell = not term.startswith("`") and (" " in term or (WHEN.match(meaning) is not None))
    whole = whole and not _REMARK.search(meaning)
    whole = whole and not _PARTS.fullmatch(term) and len(_WORD.findall(meaning)) >= FEWEST_WORDS
    if whole and is_term(term) and is_meaning(meaning, term, place.language, may_tell=True):
        is_told = not is_meaning(meaning, term, place.language, may_tell=may_tell)
        yield Definition(place, term, meaning, place.beginning, family, is_doing=is_doing, is_told=is_told)


def tells_else(meaning: str, table: Language) -> bool:
    """Whether it is a sentence with a subject of its own, and no phrase that says what something is."""
    pattern = _TELLS_ELSE.get(table.code)
    return pattern is not None and pattern.match(_BRACKET.sub("", meaning)) is not None


def _told(first: str, term: str, table: Language) -> tuple[str, bool]:
    """What is said, and whether it says what a thing does."""
    first = f"{first[:1].upper()}{first[1:]}" if _TAKES_UP.match(first) else first
    thing, done = table.done_by(first)
    if thing:
        return done, True
    if (done := _THIS.sub("", first)) != first and table.tells_doing(done):
        return done, True
    if done := _predicate(first, term, table):
        return done, True
    said = table.unrestated(first)
    if said != first:
        return said, False
    for pattern in _patterns(table.defining):
        found = pattern.fullmatch(first.rstrip(". "))
        if found and fold(found["term"].strip(_QUOTES)) == fold(term) and found.groupdict().get("link"):
            return found["meaning"].strip(), False
    return _THIS_WILL.sub("", first), False


def _predicate(first: str, term: str, table: Language) -> str:
    """What a sentence that begins with the name says of it, from its verb on: "is suitable for …", "provides …"; "" for
    others, and where the sentence says what the thing is, which is its meaning."""
    name = term.strip("`")
    found = re.match(
        rf"(?:(?:{table.articles})(?:(?<=['’])| )(?:[a-z]+ )?)?[`“„«\"]?{re.escape(name)}(?:\([^()]*\))?[`”“»\"]? ",
        first,
        re.IGNORECASE,
    )
    rest = first[found.end() :] if found else ""
    if rest and not table.tells_doing(rest):
        second = rest.partition(" ")[2]
        rest = second if rest[:1].islower() and _IS.match(second) is None and table.tells_doing(second) else rest
    states = _IS.match(rest) is not None and not _IS_A.match(rest)
    return rest if rest and (states or table.tells_doing(rest)) else ""


@lru_cache(maxsize=16)
def _patterns(defining: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in defining)


def of_heading(places: Sequence[Place], at: int, table: Language) -> Iterator[Definition]:
    """What the first paragraph under the heading at `at` - 1 says of the thing that it names: "This filter blurs …"."""
    for place in takewhile(lambda one: one.kind != "heading", places[at : at + NEAR]):
        for said in place.sentences if _is_text(place) else ():
            thing, done = table.done_by(said)
            term = _name_above(place, thing, table) if thing and place.is_whole(said) else ""
            if made := _of_kind(place, term, done, said, thing, table):
                yield made
                return


def of_named(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    """What a sentence says of a thing by its kind and name: "The filter Bloom adds a glow …"."""
    thing, name, done = table.named_thing(sentence)
    term = as_code(name.strip(_QUOTES))
    plain = not set(term.lower().split()) & (table.stop_words | table.openers)
    told = thing and plain and place.is_whole(sentence)
    if told and (made := _of_kind(place, term, done, sentence, thing, table)):
        yield made


def _of_kind(place: Place, term: str, done: str, said: str, thing: str, table: Language) -> Definition | None:
    meaning = done.rstrip(". ;,")
    clear = is_balanced(term) and not _POINTS.search(meaning) and not table.says("deixis", meaning)
    enough = len(content_stems(meaning, place.language)) >= FEWEST_STEMS
    if not term or not (clear and enough and is_term(term) and is_meaning(meaning, term, place.language)):
        return None
    return Definition(place, term, meaning, said, f"{KIND}{thing.casefold()}", is_doing=True)


def _is_text(place: Place) -> bool:
    return place.kind == "paragraph" and place.block.role == "body" and not place.is_label and bool(place.sentences)


def _name_above(place: Place, thing: str, table: Language) -> str:
    """The nearest heading above that says something, if it is a name and does not itself speak of the kind of thing."""
    headings = reversed(place.block.heading_path)
    told = next((text for text in headings if not table.opens("generic_title", clean_heading(text, table))), "")
    name = clean_heading(told, table).strip(_QUOTES)
    first = re.split(r"[ `]", name.strip("`"))[0].lower()
    if fold(thing.rstrip("s")) in fold(name) or first in table.openers or _GERUND.match(first):
        return ""
    if coded := _CODED.match(told.strip()):
        return as_code(coded["name"]) if as_code(coded["name"]).startswith("`") else f"`{coded['name']}`"
    term = as_code(name)
    return term if is_term(term) and not is_generic(told, table) else ""


def leads_in(place: Place) -> tuple[str, str]:
    """The name that a block sets off and begins with, and what it says after it, behind a sign or as a sentence of its
    own: "Sluice – a gate …", "Sluice A gate …"; "" and "" for others."""
    term = place.block.terms[0] if place.kind in ("paragraph", "list_item") and place.block.terms else ""
    rest = place.text.removeprefix(term) if term else ""
    if not term or rest == place.text:
        return "", ""
    sign = re.match(r"\s?[:.—–-]\s+(?=\S)|(?<=[:.])\s+(?=\S)", rest)
    if place.kind == "list_item":
        sign = sign or re.match(r",?\s+(?=when )", rest)
    begun = re.match(rf"\s(?=(?:{language_of(place.language).articles})(?:(?<=['’])|\s))", rest)
    found = sign or begun
    return (term.rstrip(":. "), rest[found.end() :]) if found else ("", "")


def is_one_of_led(places: Sequence[Place], at: int) -> bool:
    """Whether other blocks of its kind near it, under the same heading, begin with a name that they set off as well."""
    place = places[at]
    near = [one for one in places[max(0, at - NEAR) : at + NEAR + 1] if one.kind == place.kind]
    near = [
        one for one in near if one.block.heading_path == place.block.heading_path and one.document is place.document
    ]
    return sum(bool(leads_in(one)[1]) for one in near) >= FEWEST_LED


def under_name(places: Sequence[Place], at: int, table: Language, family: str) -> Iterator[Definition]:
    """What the text right under a heading says first of the thing that the heading names: what it does, or what it is
    in a phrase: "A sluice holds …", "A gate that …". Sentences that say what it is are read for themselves."""
    name, place = clean_heading(places[at - 1].text, table), places[at]
    said = place.sentences[0] if place.sentences and place.kind == "paragraph" and not place.is_label else ""
    if (
        not said
        or not is_term(name)
        or is_generic(places[at - 1].text, table)
        or _GERUND.match(name.split()[0].lower())
    ):
        return
    told = [one for one in (name, name.removesuffix("s")) if table.tells_doing(_predicate(said, one, table))]
    if told or _PHRASE.match(said):
        yield from of_label(place, told[0] if told else name, said, family)
