"""A definition: a term, what it means, and whether two texts can be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile

from learning.wording import count_words
from providers.language.cleanliness import is_clean
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.openings import SUPPOSED
from providers.offline.reading.passages import Place

LONGEST_TERM, LONGEST_CODE, MOST_TERM_WORDS = 40, 60, 4
SHORTEST_MEANING, LONGEST_MEANING, LONGEST_OF_OTHERS = 3, 190, 230
HEADINGS = " › headings"
"""What the family of things ends with that headings name."""
FEWEST_STEMS, SHORTEST_SPELT, FEWEST_LETTERS, LONG_PART = 3, 4, 3, 5
_WORD = re.compile(r"[^\W\d_]+")
_ONE_LETTER = re.compile(r".* [a-z]")
CODE = re.compile(r"`[^`]+`(?:\([^)]*\))?")
PLAIN_VALUE = re.compile(r"`?[\"']?(?:\w{1,2}|true|false|none|null|yes|no|\d[\d.]*)[\"']?`?", re.IGNORECASE)
_NEVER_TERM = re.compile(
    r"(?:ex|ej|bsp|ex(?:emple)? \d|(?:typische )?beispiele|ejemplos?(?: típicos?)?|exemples|"
    r"grundidee|motivation|fazit|idea clave|idée clé|notes?|returns?|types?|defaults?|warning|caution|tip|important|"
    r"examples?|see|usage|syntax|parameters?|values?|"
    r"(?:how|what|why|when|where|wie|was|warum|wann|cómo|qué|por qué|comment|pourquoi|quand) .*|"
    r"history|hinweis|achtung|warnung|beispiel|nota|aviso|ejemplo|remarque|attention|exemple|todo|yes|no|msrv|q|a|"
    r"instructions?|(?:learning )?objectives?|goals?|solutions?|hints?|advantages?|disadvantages?|questions?|answers?|"
    r"prerequisites?|duration|method|purpose|what to \w+|how to .*|concept check|summary|input|output|"
    r"vorteile?|nachteile?|ziele?|zweck|lösung|frage|antwort|aufgabe|voraussetzung(?:en)?|dauer|methode|"
    r"avantages?|inconvénients?|objectifs?|but|solution|indice|réponse|consigne|prérequis|durée|méthode|contrôle|"
    r"bitte beachten.*|beachten sie.*|please note|à noter|tenga en cuenta|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next|then|finally|overnight|before|after|"
    r"during|(?:(?:the )?(?:next|following|same|first|second|third|last|previous) )?"
    r"(?:morning|afternoon|evening|night|day|week)s?|"
    r"zuerst|zunächst|danach|dann|schließlich|vorher|nachher|morgens|abends|nachts|primero|segundo|tercero|luego|después|"
    r"antes|finalmente|por último|d['’]abord|ensuite|puis|enfin|avant|après|"
    r"(?:(?:microsoft )?windows|macos|mac os x|linux|unix|bsd|android)(?:(?:,| and| et| und| y) .*)?|"
    r"(?:[\w-]+ ){0,2}connections?|links? to learning|clear it up|work it out|bring it home|did you know|"
    r"ventajas?|desventajas?|objetivos?|solución|pregunta|respuesta|requisitos?|duración|método)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_]+(?: [\w’'-]+)* (?:[A-Z]{0,3}\d+(?:-\S+)?|[IVX]+|[A-Z])|[A-Z]{1,3}\d{2}-\S+.*")
"""A label with its number, such as "Objective O1", which names a place and no thing."""
_CUT_OFF = re.compile(
    r"(?:\bz\. ?B|\bd\. ?h|\bbzw|\bu\. ?a|\be\.g|\bi\.e|\bp(?:ar|or|\.) ?e[xj]|\bvs|"
    r"\b(?:D[rR]|Mrs?|Ms|St|Prof|Nr|Sra?|Mme)|[,(–—]|"
    r"\b(?:by|using|via|that|which|who|to|of|from|with|into))\.?$"
)
_NAMES_ONLY = re.compile(r"[\w*&-]+(?: [\w*&-]+){0,2}(?:, [\w*&-]+(?: [\w*&-]+){0,2})+,?(?:…| etc\.?| usw\.?)?")
"""A list of names: examples of a thing, and not what it is."""
_MARKUP = re.compile(r"[Hh]ttps?://|\[@|\[\[|\]\{|^\d+ \(|\\(?:ref|cite|label)\b|\{\w+\}|\*\*| - .* - |\w__\w")
_TYPE_ONLY = re.compile(
    r"(?:an?|the) (?:(?:optional|single|plain) )?(?:string|number|boolean|integer|list|array|object)s?(?: values?)?"
    r"(?: of \w+)?|deprecated\b.*|either an? (?:string|number|boolean|list|array|object)\b.*",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"\bas (?:described|shown|discussed|mentioned|explained|noted)\b|\bin (?:the|this) text\b|"
    r"\((?:see|siehe|vgl|véase|voir)\b|\b(?:we(?:'ll| will)|werden wir|wir noch|veremos|nous verrons)\b|[!?]$",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\b(?:est[aeo]s?|es[ao]s?|ello|diese[rnms]?|cet(?:te)?|ces|celles?|celui|ceux|"
    r"that (?:kind|sort|type|case|way|question|reason)|only if)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:est[ae]s?|es[ao]s?|diese[rnms]?|cet(?:te)?|ces|ce) ([^\W\d_]{3,})|\b(?:celles?|celui|ceux)(?= (?:qu|d|où))"
)
"""What takes up a thing again, by its name (group 1), or says which of them is meant."""
_WORD_PARTS = re.compile(r"[A-Z]?[^\W\d_A-Z]{2,}|[A-Z]{2,}|\d+")
_NAME_PARTS = re.compile(r"[A-Z]?[^\W\d_A-Z]{2,}|[A-Z]{2,}")
_PUT_TOGETHER = re.compile(r"^`|_|[a-z][A-Z]")
_PROGRAM = re.compile(r"^`[a-z][\w-]* (?=[a-z])")
"""What begins the name of a subcommand, and says nothing of what it does."""
_ARGUMENTS = re.compile(r"(?<=\w)\([^)]*\)(?=`?$)")
_SMALL = frozenset("de del du des d la las los le les el en por con a al à au aux par der von für".split())
"""Words inside a name that add nothing to it."""
_PLURAL_LINK = re.compile(r"(?:se |s['’]|hacen |font )?(?:are|sind|son|sont|font|[^\W\d_]+(?:en|an|ent))\b")
_LIKE_PLURALS = {
    "es": re.compile(r".*(?:sis|itis|us|ps|és)|gas|mes|país"),
    "fr": re.compile(r".*(?:us|ès|ours|ps|[aiou]s|ens|ix|oix|eux|oux)"),
}
"""Words of one thing that end as those of several do."""
_BEGINNING = re.compile(r"`(?:--?|[\w-]+[ .(:])")
_BARE_CALL = re.compile(r"`[\w-]+\([^)]*\)`")
_OPENS_CLAUSE = re.compile(
    r"(?:and|or|but|if|when|by default|note that|wenn|falls|sobald|stellen sie|wann|wer|wofür|von wem|handelt|"
    r"si|s['’]il|lorsqu\w*|quand|cuando|dans|"
    r"en fonction|depending|"
    r"(?:nur|nicht|only|not|no|non|sólo|solo|uniquement|seulement) (?:verfügbar|available|disponibles?))\b",
    re.IGNORECASE,
)
WHEN = re.compile(r"when (?!you\b|this\b)[a-z]")
"""How glossaries explain what happens: "scarcity: when wants exceed the supply"."""
_NAME = re.compile(r"[^\W\d_][\w'’.+#-]*(?:[ -][\w'’+#-]+)*")


@dataclass(frozen=True)
class Definition:
    """`meaning` says what `term` is; `sentence` is what the source says word for word.

    `family` is the same for the terms of one list, "" for those that sentences define. `subject` and `link` are what
    stands before the meaning in a sentence ("A ridge", "is"); `is_doing` tells what a thing does
    from what it is, `is_purpose` what it is used for. `is_told` says that the meaning names the term, so that it can be
    a wrong option only.
    """

    place: Place
    term: str
    meaning: str
    sentence: str
    family: str = ""
    subject: str = ""
    link: str = ""
    is_doing: bool = False
    is_purpose: bool = False
    is_told: bool = False

    @property
    def is_code(self) -> bool:
        """Whether the term is inline code, in back-ticks."""
        return self.term.startswith("`")

    @cached_property
    def term_stems(self) -> frozenset[str]:
        """The stems of the term, empty where it has no content word."""
        return frozenset(content_stems(self.term, self.place.language))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The stems of the words that a name is put together from: of `maxTotal` "max" and "total"."""
        return parts_of_name(self.term, self.place.language)

    @cached_property
    def is_plural(self) -> bool:
        """Whether it is said of several things, by the verb of its sentence or else by its own ending."""
        return bool(_PLURAL_LINK.match(self.link)) if self.link else is_plural(self.term, self.place.language)

    @property
    def is_object(self) -> bool:
        """Whether the meaning is in a case that it has only beside its own verb, as in "bezeichnet den Abstand"."""
        return self.place.language == "de" and self.meaning.startswith(("den ", "einen "))

    @cached_property
    def genus(self) -> str:
        """What kind of thing it is, as the meaning says first."""
        return next(iter(content_stems(self.meaning, self.place.language)), "")

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the meaning."""
        return frozenset(content_stems(self.meaning, self.place.language))

    @cached_property
    def told(self) -> frozenset[str]:
        """The stems of all that the source says beside the term."""
        return frozenset(content_stems(self.sentence, self.place.language)) | self.stems

    @property
    def form(self) -> tuple[bool, ...]:
        """Meanings of the same form can stand beside each other as options."""
        capital = bool(self.family) or self.meaning[:1].isupper()
        return (self.is_code, bool(self.family), self.is_doing, self.is_purpose, capital, self.is_object)

    @property
    def is_given_away(self) -> bool:
        """Whether the parts of the name begin words of the meaning, so that nobody has to know it."""
        return _abbreviates(self.term, self.meaning)

    @property
    def says_enough(self) -> bool:
        """Whether the meaning tells the term from others: a few words that carry something."""
        return len(self.stems) >= (FEWEST_STEMS - 1 if self.family and self.is_code else FEWEST_STEMS)


def head_of(term: str, language: str) -> str:
    """The word that says what sort of thing a term names: the last one, and the first in Spanish and French."""
    words = term.split() or [""]
    return words[0] if language in ("es", "fr") else words[-1]


def telling_words(term: str, language: str) -> set[str]:
    """The words of a term, in small letters, that may make it one that names nothing: its head, its first word, and its
    last one unless that belongs to another noun, as in "servidor de nombres"."""
    words = term.lower().split() or [""]
    last = words[:1] if _SMALL & set(words) or re.search(r"\bd['’]", term) else words[-1:]
    return {head_of(term, language).lower(), words[0], *last}


def is_plural(term: str, language: str = "en") -> bool:
    """Whether a term looks like several things: its head ends with an "s" that no singular ends with."""
    head = head_of(term, language)
    alike = _LIKE_PLURALS.get(language)
    if alike:
        return head.endswith(("s", "x") if language == "fr" else "s") and not alike.fullmatch(head)
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def points_out(text: str) -> bool:
    """Whether a demonstrative in it means something that it does not name before."""
    for found in POINTS.finditer(text):
        again = _AGAIN.match(text, found.start())
        named = again is not None and (
            again[1] is None or again[1][:LONG_PART].lower() in text[: found.start()].lower()
        )
        if not named:
            return True
    return False


def kin(code: str) -> str:
    """What code of one family begins with: the program, the object, the hyphens of an option; all of a lone word."""
    found = _BEGINNING.match(code)
    return found[0] if found else code


def are_kin(one: str, other: str) -> bool:
    """Whether code begins as one family does, or both are names that stand alone, such as `sort` or `close()`."""
    return kin(one) == kin(other) or (_stands_alone(one) and _stands_alone(other))


def _stands_alone(code: str) -> bool:
    return kin(code) == code or _BARE_CALL.fullmatch(code) is not None


def tells(meaning: str, term: str, language: str) -> bool:
    """Whether a meaning has half of the words of a term in it, of the parts of a name in code more than half."""
    term = _ARGUMENTS.sub("", _PROGRAM.sub("`", term))
    if term.startswith("`") and _spells(term, meaning):
        return True
    own = parts_of_name(term, language)
    common = own & parts_of_name(meaning, language)
    if len(own) > 1 and len(common) == 1 and not term.startswith("`") and common == _head(term, language):
        return next(iter(content_stems(meaning, language)), "") not in common  # “a leap year is a year that …”
    shared = 2 * len(common)
    return shared > len(own) or (shared == len(own) > 0 and not term.startswith("`"))


def tells_only_a_part(meaning: str, term: str, language: str) -> bool:
    """Whether a meaning has some words of a term of several words, lacks others, and says enough beside them, as "the
    lowest price that a seller may ask" of "price floor" does: its rivals decide whether that is a cue."""
    own, said = parts_of_name(term, language), parts_of_name(meaning, language)
    return bool(own & said) and bool(own - said) and len(said - own) >= FEWEST_STEMS


def without_term(meaning: str, term: str) -> str:
    """The meaning with a mark where it names the term itself, word for word."""
    return re.sub(rf"\b{re.escape(term)}\b", "…", meaning, flags=re.IGNORECASE)


def _spells(code: str, meaning: str) -> bool:
    """Whether most letters of a name in code are a word of the meaning: `isnumeric` and “numeric”."""
    name = code.strip("`").lower()
    said = [word.lower() for word in _WORD.findall(meaning)]
    together = (one + other for one, other in pairwise(said))
    parted = len(name) > LONG_PART and any(name in (text, f"{text}s") for text in together)  # `timezone`: a time zone
    return parted or any(len(word) >= SHORTEST_SPELT and word in name and 2 * len(word) > len(name) for word in said)


def _abbreviates(name: str, meaning: str) -> bool:
    """Whether the parts of a name put together begin words of the meaning, more than half of them or a long one:
    `sig_dir` and "the directory of the signals"."""
    parts = [part.lower() for part in _NAME_PARTS.findall(name)] if _PUT_TOGETHER.search(name) else []
    said = [word.lower() for word in _WORD.findall(meaning)]
    begun = [part for part in parts if any(_begins(word, part) for word in said)]
    return 2 * len(begun) > len(parts) or (
        2 * len(begun) == len(parts) and max(map(len, begun), default=0) >= LONG_PART
    )


def is_short_for(short: str, full: str) -> bool:
    """Whether capitals are letters of a name in their order, the first of them its first one: "ULC" of "Upper lock
    chamber"."""
    if not (short.isupper() and short.isalpha() and 1 < len(short) < len(full)) or full.isupper():
        return False
    letters = iter(full.upper())
    return short[0] == full[:1].upper() and all(letter in letters for letter in short)


def shared_beginning(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _begins(word: str, part: str) -> bool:
    same = shared_beginning(word, part)
    return len(part) >= FEWEST_LETTERS and (same == len(part) or same >= max(SHORTEST_SPELT + 1, 0.7 * len(part)))


def _head(term: str, language: str) -> frozenset[str]:
    return frozenset(content_stems(head_of(term, language), language))


@lru_cache(maxsize=20_000)
def parts_of_name(text: str, language: str) -> frozenset[str]:
    """The stems of the words that a text or a name in code is made of: of `maxTotal` "max" and "total".

    Parts are told by capitals, digits and signs; letters that stand alone are none.
    """
    return frozenset(content_stems(" ".join(_WORD_PARTS.findall(text)), language))


MOST_SHOUTED = 2
"""Words in capitals that may be a name; more are a line of a text, or a message."""


def is_term(term: str) -> bool:
    """Whether the text can be what is defined: a short name or code, neither a value nor a word that refers back."""
    if (
        not term
        or len(term) > (LONGEST_CODE if term.startswith("`") else LONGEST_TERM)
        or PLAIN_VALUE.fullmatch(term)
        or not is_clean(term)
    ):
        return False
    if _NEVER_TERM.fullmatch(term) or _LABEL.fullmatch(term) or _ONE_LETTER.fullmatch(term):
        return False
    if CODE.fullmatch(term):
        return True
    words = [word for word in term.lower().split() if word not in _SMALL]
    if term.isupper() and len(words) > MOST_SHOUTED:
        return False
    return "`" not in term and len(words) <= MOST_TERM_WORDS and _NAME.fullmatch(term) is not None


def is_meaning(meaning: str, term: str, language: str, *, may_tell: bool = False) -> bool:
    """Whether the text says what the term means: one sentence of some words, which does not tell the term itself unless
    it `may_tell` it, as beside terms of one list that are all made of the same words."""
    longest = LONGEST_MEANING if language == "en" else LONGEST_OF_OTHERS
    if not count_words(meaning) >= SHORTEST_MEANING or len(meaning) > longest or meaning.endswith(":"):
        return False
    if not is_clean(meaning) or meaning.count("(") != meaning.count(")") or "____" in meaning:
        return False
    if _POINTED.search(meaning) or _TYPE_ONLY.fullmatch(meaning) or _CUT_OFF.search(meaning) or _MARKUP.search(meaning):
        return False
    if _NAMES_ONLY.fullmatch(meaning):
        return False
    if re.search(r"[.!?] \w", meaning.replace("e.g.", "").replace("i.e.", "")):
        return False
    if points_out(meaning) or ": " in meaning or SUPPOSED.match(meaning):
        return False
    if meaning.startswith(("<", "(")) or (_OPENS_CLAUSE.match(meaning) and not (may_tell and WHEN.match(meaning))):
        return False
    return bool(content_stems(meaning, language)) and (may_tell or not tells(meaning, term, language))


def is_vague(meaning: str, table: Language) -> bool:
    """Whether it begins as what says little, such as “something that …”; `table` has the words of its language."""
    return table.opens("vague_meaning", meaning)
