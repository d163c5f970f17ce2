"""What manuals say of commands, options and parameters: under a heading, in a list, before a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from learning.objectives import MEASURABLE_VERBS
from providers.language.headings import clean_heading, is_generic
from providers.language.tables import Language, language_of
from providers.offline.reading.facts.asides import without_last_aside
from providers.offline.reading.facts.definition import Definition, is_meaning, is_term, is_vague, points_out
from providers.offline.reading.passages import Place

LONGEST_COMMAND = 60
NEAR = 14
_DOINGS = frozenset(
    "tell let make prevent allow force cause turn take control determine emit give hold keep contain cover enable mean "
    "limit affect compute return provide need require pass bind block drop free point offer spawn invoke".split()
)
_OBJECTS = frozenset("the a an all each every one any whether multiple several new".split())
_THIRD_PERSON = re.compile(r"[a-z]+(?:s|es)")
_CALLABLE = re.compile(r"(?P<name>(?:[\w$'\"-]+\.)?[\w$-]+)\((?P<arguments>[^)]*)\)(?: .*)?")
_SIGNATURE = re.compile(
    r"(?::\s+)?(?:[A-Z][a-z]+:\s+)?(?:\[?[\w, ]{1,40}\]? = )?(?P<name>[A-Za-z_][\w.]*) ?\([^()]{0,80}\):\s+(?=[A-Z])"
)
_IN_CODE = re.compile(r"`[a-z][\w.-]*(?: [a-z][\w-]*){0,2}`")
_OPTION = re.compile(r"(?P<name>--?[A-Za-z][\w-]*)(?:[ =<\[,].*)?")
_LABELLED = re.compile(
    r"(?P<term>`[^`]+`)(?:,\s`[^`]+`)?\s*"
    r"(?P<type>\{[^{}]{1,80}\}|<[^<>]{1,40}>(?:\s?\|\s?<[^<>]{1,40}>){0,6})?\s*(?P<sign>[:—–-]\s+)?(?P<meaning>\S.*)",
    re.DOTALL,
)
_PLACEHOLDER = r"\s(?!(?:and|or|und|oder|sowie|et|ou|y|o)\s)[a-zà-ÿ]{2,16}"
_ARGUMENT = rf"(?:[\w\[\]…|=.]{{1,30}})?(?:\s?[\[=]{{0,2}}[A-Z][A-Z_|:\]]{{0,30}}|{_PLACEHOLDER}){{0,3}}"
_SPELLINGS = re.compile(rf"`[^`]+`{_ARGUMENT}(?:(?:,|\s[|/])?\s`[^`]+`{_ARGUMENT}){{0,5}}(?=\s?:\s|\s[—–-]\s)")
_DEFAULT = re.compile(r"\s*\*{0,2}(?:Default|Required|Optional)\*{0,2}:.*", re.DOTALL)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|will|can|may|has|have|do|does|should|must|you|we|it|this|these)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"\b(?:that|which|who|whose|when|where|if|to|as|while|until)\b|[,;:(]")
_NO_PHRASE = re.compile(r"(?:some|as|these|this|for|in|when|if|by|with|from|like|see|note|only|e\.g)\b", re.IGNORECASE)
_AUXILIARY = frozenset(
    "are is may can will must should have has do does need use expose allow provide support cannot inherit".split()
)
_THINGS = frozenset(
    "stream value library target file type function object method event option argument block module package command "
    "class property key name field variable statement expression node test user parameter error item".split()
)
_VALUE = re.compile(r"^(`--?[\w-]+)[ =<\[].*`$")
_BEFORE = r"(?:[^:;]{1,90}[,;] )?"
_SPANISH = r"[a-záéíóúñ]+[aei]r(?:l[aeo]s?|se)? [^,:;()]{6,110}"
_FRENCH = r"[a-zàâçéèêîôû]+(?:er|ir|re) [^,:;()]{6,110}"
_AIMS = {
    "en": re.compile(
        rf"{_BEFORE}(?:[Tt]o|[Ii]n order to) (?P<meaning>[a-z][^,:;()]{{8,110}}), [^:]{{0,80}}(?::|use|run|type)|"
        rf"{_BEFORE}(?:[Yy]ou|[Ww]e|[Oo]ne|[Uu]sers) can (?P<meaning2>[a-z][^,:;()]{{8,110}}),? "
        r"(?:with|by running|using|by using|via) [^:]{0,60}:"
    ),
    "de": re.compile(r"Um (?P<meaning>[^,:;()]{8,110} zu [a-zäöüß]+en), [^:]{0,80}:"),
    "es": re.compile(
        rf"Para (?P<meaning>{_SPANISH}), [^:]{{0,80}}:|{_BEFORE}(?:[Pp]uede|[Ss]e puede|[Pp]odrá) "
        rf"(?P<meaning2>{_SPANISH}),? (?:con|mediante|usando|utilizando|ejecutando|a través de) [^:]{{0,60}}:"
    ),
    "fr": re.compile(
        rf"(?:Pour|Afin de) (?P<meaning>{_FRENCH}), [^:]{{0,80}} ?:|"
        rf"{_BEFORE}(?:[Vv]ous pouvez|[Oo]n peut|[Vv]ous pourrez|[Ii]l est possible d(?:e |['’])) ?"
        rf"(?P<meaning2>{_FRENCH}),? (?:en [a-zàâçéèêîôû]+ant|avec|par|à l['’]aide de|grâce à|depuis) [^:]{{0,60}} ?:"
    ),
}
"""What a command serves to, in the sentence that leads to it."""
_CLEAN_AIM = re.compile(r"\b(?:this|that|these|those|it|them|its|their|following|example|see|our|we)\b", re.IGNORECASE)


def under_heading(places: Sequence[Place], at: int, table: Language) -> Iterator[Definition]:
    """What a function or option named by a heading does, as the first paragraph under it says: "Adds a listener."."""
    heading = places[at - 1]
    text = heading.text.replace("`", "").strip(" #¶")
    term = _name_in(heading, text, table) if table.code == "en" else ""
    if not term:
        return
    for place in places[at : at + NEAR]:
        if place.kind == "heading":
            return
        if place.kind == "paragraph" and place.sentences and not place.is_label:
            yield from _first_sentence(place, term)
            return


def _name_in(heading: Place, text: str, table: Language) -> str:
    """The function, option or command that a heading is, in back-ticks, or the words that it is; "" for others."""
    if found := _CALLABLE.fullmatch(text) or _OPTION.fullmatch(text):
        return f"`{found['name']}()`" if "(" in text else f"`{found['name']}`"
    if _IN_CODE.fullmatch(heading.text.strip(" #¶")):
        return f"`{text}`"
    name = clean_heading(heading.text, table)
    return name if is_term(name) and not is_generic(heading.text, table) else ""


def _first_sentence(place: Place, term: str) -> Iterator[Definition]:
    said = place.sentences[0]
    verb, _, rest = said.rstrip(". ").partition(" ")
    told = verb[:1].isupper() and is_third_person(verb.lower(), rest) and place.is_whole(said)
    if told and is_meaning(rest, term, place.language):
        family = " › ".join((place.document.id, *place.block.heading_path[:-1]))
        yield Definition(place, term, f"{verb.lower()} {rest}", said, family, is_doing=True)


def is_third_person(verb: str, rest: str = "") -> bool:
    """Whether a word in small letters is a verb such as "adds"; of an unknown one its object has to tell."""
    bases = (verb.removesuffix("s"), verb.removesuffix("es"), verb.removesuffix("ies") + "y")
    if not _THIRD_PERSON.fullmatch(verb):
        return False
    return any(base in MEASURABLE_VERBS | _DOINGS for base in bases) or rest.split(" ", 1)[0] in _OBJECTS


def one_spelling(text: str) -> str:
    """An item about an option under one name, the long one: "`--from`: …" of "`-f` FORMAT, `--from=`FORMAT: …"."""
    found = _SPELLINGS.match(text)
    if found is None:
        return text
    names = re.findall(r"`([^`]+)`", found[0])
    name = next((name for name in names if name.startswith("--")), names[0])
    return f"`{name.rstrip('=')}`{text[found.end() :]}"


def of_signature(place: Place) -> Iterator[Definition]:
    """A function of a reference and what stands behind it: "[s, l] = bounds (x): Return the smallest and …"."""
    found = _SIGNATURE.match(place.text)
    if found is None:
        return
    said = place.text[found.end() :]
    parts = place.split(said)
    meaning = without_last_aside(parts[0].text.strip() if parts else said).rstrip(". ;,")
    term = f"`{found['name']}`"
    begins = meaning[:1].isupper() and meaning.split(" ", 1)[0].lower() in MEASURABLE_VERBS | _DOINGS
    if begins and not points_out(meaning) and is_term(term) and is_meaning(meaning, term, place.language):
        yield Definition(place, term, meaning, place.beginning, _under(place))


def _under(place: Place) -> str:
    return " › ".join((place.document.id, *place.block.heading_path[:1], "functions"))


def of_labelled_item(place: Place, family: str, name: str = "") -> Iterator[Definition]:
    """An item that begins with code, perhaps its type, and says what it is: "`cwd` {string} Working directory of …".

    `name` is what the code is called in its list, by default the code without its values.
    """
    found = _LABELLED.fullmatch(one_spelling(place.text))
    if not found:
        return
    parts = place.split(_DEFAULT.sub("", found["meaning"]).strip())
    meaning = without_last_aside(parts[0].text.strip()).rstrip(". ;,") if parts else ""
    term = name or bare(found["term"])
    verb, _, rest = meaning.partition(" ")
    if not found["sign"] and not found["type"] and verb.islower():
        if is_third_person(verb, rest) and is_term(term) and is_meaning(rest, term, place.language):
            yield Definition(place, term, meaning, place.beginning, family, is_doing=True)
        return
    begins = meaning[:1].isupper() or bool(found["sign"])
    clear = begins and _is_phrase(meaning) and not is_vague(meaning, language_of(place.language))
    if (
        clear
        and place.is_whole(f"{meaning[:1].upper()}{meaning[1:]}.")
        and is_term(term)
        and is_meaning(meaning, term, place.language)
    ):
        yield Definition(place, term, meaning, place.beginning, family)


def _is_phrase(meaning: str) -> bool:
    """Whether it says what something is or does, and is no sentence about something else."""
    first, _, rest = meaning.partition(" ")
    second = rest.split(" ", 1)[0]
    if _NO_PHRASE.match(meaning):
        return False
    if is_third_person(first.lower(), rest):
        return True
    said = _CLAUSE.split(meaning, maxsplit=1)[0]
    return not _SENTENCE.search(said) and not (second.islower() and is_third_person(second, "") and first.isalpha())


def is_doing(verb: str, rest: str) -> bool:
    """Whether words after a name in code say what it does; "`x` values are …" says something of its values."""
    base = verb.removesuffix("ies") + "y" if verb.endswith("ies") else verb.removesuffix("s")
    if rest.split(" ", 1)[0] in MEASURABLE_VERBS | _DOINGS:
        return False
    return base not in _THINGS and rest.split(" ", 1)[0].lower() not in _AUXILIARY


def bare(term: str) -> str:
    """The name of an option without its values: "`--level`" of "`--level=<none|full> [default: full]`"."""
    found = _VALUE.match(term)
    return f"{found[1]}`" if found else term


def of_lead_in(places: Sequence[Place], at: int) -> Iterator[Definition]:
    """What a command serves to, as the sentence before its listing says: "To list all tags, run:"."""
    place, code = places[at], places[at + 1] if at + 1 < len(places) else None
    if code is None or code.kind != "code" or code.order != place.order + 1 or not place.sentences:
        return
    pattern = _AIMS.get(place.language)
    found = pattern.fullmatch(place.sentences[-1].strip()) if pattern else None
    lines = [line.strip() for line in code.text.splitlines() if line.strip()]
    meaning = next(filter(None, found.groups()), "").strip() if found else ""
    if not meaning or len(lines) != 1 or _CLEAN_AIM.search(meaning) or points_out(meaning):
        return
    command = re.sub(r"^[$>%#] ", "", lines[0])
    term = f"`{command}`"
    fits = len(command) <= LONGEST_COMMAND and "`" not in command and " " in command
    if fits and is_meaning(meaning, term, place.language):
        yield Definition(place, term, meaning, place.sentences[-1], is_purpose=True)
