"""Whether a stem stands on its own: a whole sentence that needs nothing from around it and is no furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.languages import LANGUAGES
from learning.checks.languages.language import Language
from learning.checks.reading import GAP, LONGEST_READ, WORD, Flaw, Reading, without_code, words_of
from learning.checks.vocabulary import Vocabulary
from learning.objectives import MEASURABLE_VERBS
from learning.sentence import say
from learning.wording import count_words, sentences

LONGEST_STEM = 60
SHORTEST_STEM, SHORTEST_CHOICE = 3, 2
"""Words; the options of a choice may say the rest: “Crabs are ____.”"""
LONGEST_NAME = 4
LONGEST_EMPTY = 9
LONGEST_ASIDE = 25
"""Words that may come before a question which does not need them."""
LONG_CODE = 12
_FOOTNOTE = re.compile(
    r"^\W{0,3}(?:\[\d{1,3}\]|\((?:optional|opcional|optionnel|facultatif|option)\)|\(\d{1,3}\)|\(?[a-z]\)(?=\s)|\d{1,3}[.)](?=\s)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s[A-Z_])|[*†‡§•·–—-]\s|#{1,6}\s)"
)
_LABEL = re.compile(rf"^(?:`[^`]+`|{GAP})(?:\s*:\s|\s+[—–-]\s+(?=[A-Z])|\s+[{{<\[(]\w+)")
_REMARK = re.compile(rf"^(?:`[^`]+`|{GAP})\s+(?:(?=[A-Z][a-z]+ [a-z])|(?=No |All ))")
_MARK_OF_REMARK = re.compile(
    r"^(?:note|tip|warning|caution|important|hint|nota|hinweis|achtung|aviso)\s?[:!]", re.IGNORECASE
)
_TAG = re.compile(r"</?(?:p|div|span|td|tr|li|br|em|strong)\b[^>]*>|\[link\]")
_MARKUP = re.compile(r"@ref\(|\\____|____\{|^\w+=\w+, \w+=|\{:\s|(?<![\w`]):[a-z_]+:`|\{#|\]\(|\\?\[\\?\[")
SHORTEST_GERMAN = 4
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:er|es|em)")
_NEITHER = frozenset("sowie bzw beispielsweise".split())
_GERMAN_VERBS = frozenset(
    "heißt heißen nennt genannt bezeichnet bedeutet gehört trifft gilt versteht macht gibt".split()
)
_CUT_AT_ABBREVIATION = re.compile(
    r"\b(?:bzw|d\.\s?h|z\.\s?b|vgl|ca|nr|abb|e\.g|i\.e|cf|vs|fig|eq|p\.\s?ej|p\.\s?ex|resp)\.$", re.IGNORECASE
)
_NAMED_BOOK = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.-]{0,30} [A-ZÀ-Þ][\w.-]{1,30}(?:, | and | und | y | et | & )){1,6}"
    r"[A-ZÀ-Þ][\w.-]{0,30} [A-ZÀ-Þ][\w.-]{1,30}\s?(?::|\(\d{4}\)|, [“„«\"])"
)
_GAP_IN_FORMULA = re.compile(r"\$[^$]*\\[^$]*____|\$[^$]*____[^$]*\\[^$]*\$")
_CUT_WORD = re.compile(rf"{GAP}(?:[0-9A-Za-zÀ-ÿ]|[’'](?:t|s|re|ll|ve)\b|\+\+|/[a-zà-ÿ]{{4,}})")
_CODE_SPAN = re.compile(r"`+([^`]+)`+|\$\$?[^$]+\$\$?")
_PLACEHOLDER = re.compile(r"`(?:foo|bar|baz|quux|foobar)\b[^`]*`")
_LISTING = re.compile(r"`(?:>{1,3}|[$%]) [^`]*`")
_NAMED_INSTANCE = re.compile(r"`([a-oq-z]|[a-gi-z]\d{1,2})`")
_INTRODUCED = re.compile(
    r"\b(?:if|let|for|given|where|say|when|suppose|two|variables|si|sea|wenn|sei)\b", re.IGNORECASE
)
_FIELD_OF_INSTANCE = re.compile(r"`[a-z]\d?\.\w+`")
_ITEM = re.compile(r"(?:^|\s)[a-z0-9]\)|[:;]-[()]")
_OBJECT = re.compile(
    r"\s+(?:(?:an?|the|each|every|all|any|its|their|one|two|no|new|true|false|whether|if|how|what|which|into|to|data)\b|"
    r"____|`|[A-Z]{2,})"
)
_OPENING, _CLOSING = "([", ")]"
_SHOWN = re.compile(r"[`\"“„«:;$=]|\d")
_QUOTED = re.compile(r"[“«„]([^“”«»„]+)[”»“]\s*[?.]?\s?$")
_CLAUSE_END = re.compile(r"[,;:]")
_ORPHAN = re.compile(r"^[,;:)\]…]|^\.{2,}|(?:[:,;(–—…]|\.{3})$")
DOINGS = MEASURABLE_VERBS | frozenset("return emit allow contain invoke control get make prevent run provide".split())


def stem_flaws(read: Reading) -> Iterator[Flaw]:
    """The flaws of a stem: FRAG, BOIL, CTX and TRIV. BOIL and CTX are found only in languages that have a file."""
    yield from _fragment(read)
    yield from _boilerplate(read)
    yield from _out_of_context(read)
    if read.language and _first(read.language.unfocused, read.stem) and not shows_code(read):
        yield Flaw("TRIV", "stem", say("The question names no subject; ask of what the statements are to be true."))
    elif _has_no_predicate(read):
        yield Flaw("TRIV", "stem", say("The stem only names a subject; ask what of it is to be chosen."))
    elif _asks_nothing(read):
        yield Flaw(
            "TRIV", "stem", say("The stem is a statement and asks nothing; put it as a question or leave a gap.")
        )
    elif _asks_with_gap(read):
        yield Flaw("TRIV", "stem", say("A question with a gap asks two things; leave the gap or the question."))
    elif _is_padded(read):
        yield Flaw("TRIV", "stem", say("The question stands by itself; leave out the story before it."))
    elif len(read.asked) > LONGEST_READ or count_words(read.stem) > LONGEST_STEM:
        yield Flaw(
            "TRIV", "stem", say("The stem is so long that the question drowns in it; leave out what is not asked.")
        )


def _asks_nothing(read: Reading) -> bool:
    """A whole sentence above options that it does not ask for."""
    if not read.is_choice or read.is_gap or shows_code(read) or not read.stem.endswith(".") or read.stem.endswith(".."):
        return False
    if "?" in read.stem or read.vocabulary is None or read.vocabulary.pointing.intersection(words_of(read.stem)):
        return False
    return not any(_first(read.vocabulary.asking, one) for one in sentences(read.stem))


def _asks_with_gap(read: Reading) -> bool:
    """“Which of the pairs are ____?”: a question of the source with a gap; one for a word of grammar practises that,
    and one for a gap in code names it."""
    small = read.vocabulary.small if read.vocabulary else frozenset[str]()
    asked = read.is_gap and read.stem.endswith(("?", "？")) and GAP in without_code(read.stem)
    return asked and not shows_code(read) and bool(set(words_of(read.key)) - small)


def _has_no_predicate(read: Reading) -> bool:
    """“Tides:” above options that say each something else of it, with a verb of their own."""
    if not read.is_choice or read.is_gap or read.vocabulary is None or "?" in read.stem or shows_code(read):
        return False
    predicates = read.vocabulary.predicates
    if read.stem.endswith(":") and len(words_of(read.stem)) <= LONGEST_NAME and not _asks(read.vocabulary, read.stem):
        return True
    if len(words_of(read.stem)) > LONGEST_NAME or predicates.intersection(words_of(read.stem)):
        return False
    going_on = [text for text in read.options if predicates.intersection(words_of(text)[:1])]
    return len(going_on) * 2 >= len(read.options)


def _is_padded(read: Reading) -> bool:
    """Whether a story without figures comes before a question that takes nothing from it."""
    *story, question = sentences(read.stem) or [""]
    words = words_of(" ".join(story))
    if (
        read.vocabulary is None
        or not question.endswith("?")
        or len(words) < LONGEST_ASIDE
        or _SHOWN.search(" ".join(story))
    ):
        return False
    return not read.vocabulary.referring.intersection(words_of(question))


def _asks(vocabulary: Vocabulary, text: str) -> bool:
    return _first(vocabulary.asking, text) != "" or bool(vocabulary.predicates.intersection(words_of(text)))


def _fragment(read: Reading) -> Iterator[Flaw]:
    stem = read.stem
    known = (read.language,) if read.language else LANGUAGES
    if (mark := _FOOTNOTE.match(stem)) and count_words(stem) > 2:
        yield Flaw(
            "FRAG", "stem", say("The stem begins with the mark of a note or list, “{mark}”.", mark=mark[0].strip())
        )
    elif _LISTING.search(stem):
        yield Flaw("FRAG", "stem", say("The stem holds a line of a listing with its prompt, not a sentence."))
    elif any(_first(one.fragment, stem) for one in known):
        yield Flaw("FRAG", "stem", say("The stem is a part of a list or a sentence that says nothing by itself."))
    elif _LABEL.match(stem) or _MARK_OF_REMARK.match(stem) or _is_remark(read):
        yield Flaw("FRAG", "stem", say("The stem is a label with a remark to it, not a sentence."))
    elif read.is_gap and (cut := _CUT_WORD.search(_CODE_SPAN.sub(" ", stem))):
        yield Flaw("FRAG", "stem", say("The gap stands in the middle of a word: “{word}”.", word=cut[0]))
    elif read.is_gap and (_NAMED_BOOK.match(stem) or _GAP_IN_FORMULA.search(stem)):
        yield Flaw("FRAG", "stem", say("The stem is a part of a list or a sentence that says nothing by itself."))
    elif markup := _MARKUP.search(stem) or _TAG.search(_CODE_SPAN.sub(" ", stem)):
        yield Flaw("FRAG", "stem", say("The stem has marks of its source in it, “{mark}”.", mark=markup[0].strip()))
    elif name := _named_in_description(read):
        yield Flaw(
            "FRAG",
            "stem",
            say("The description names another term, “{name}”: it was cut in the wrong place.", name=name[:40]),
        )
    elif _has_no_subject(read):
        yield Flaw("FRAG", "stem", say("The sentence does not say what it speaks of; name it."))
    elif _has_no_german_verb(read):
        yield Flaw("FRAG", "stem", say("The stem is a part of a list or a sentence that says nothing by itself."))
    elif _begins_inside(read):
        yield Flaw("FRAG", "stem", say("The stem begins in the middle of a sentence: “{words}”.", words=stem[:40]))
    elif (read.is_gap or not read.is_choice) and (_ORPHAN.search(stem) or _CUT_AT_ABBREVIATION.search(stem)):
        yield Flaw("FRAG", "stem", say("The stem is a piece of a sentence: “{words}”.", words=stem[-40:]))
    elif count_words(stem.replace(GAP, " ")) < (
        SHORTEST_CHOICE if read.is_choice else SHORTEST_STEM
    ) and not stem.endswith(("?", "？")):
        yield Flaw("FRAG", "stem", say("The stem is too short to ask for anything in particular."))
    elif _is_unbalanced(read):
        yield Flaw("FRAG", "stem", say("A bracket or back-tick of the stem has no partner: something was cut off."))


def _is_remark(read: Reading) -> bool:
    """Code or a gap with a remark to it that begins with a capital, where the language does not give one to nouns."""
    found = _REMARK.match(read.stem)
    if not found or (read.language and read.language.code == "de"):
        return False
    follows = words_of(read.stem[found.end() :])[:1]
    return read.stem.startswith("`") or follows == ["no"] or follows == ["all"]


def _named_in_description(read: Reading) -> str:
    """What a quoted description, to which the term is asked for, says is called so; "" where it names nothing."""
    found = _QUOTED.search(read.stem) if read.is_choice and not read.is_gap else None
    names = (one.search(found[1]) for one in read.language.naming) if found and read.language else ()
    named = next((name[1] for name in names if name), "")
    return "" if read.key.casefold() in named.casefold() else named


def _has_no_subject(read: Reading) -> bool:
    """“Returns the ____ of a list.”: a verb in the third person comes first, and what it does something to follows."""
    first = read.stem.split(" ", 1)[0]
    if not read.language or read.language.code != "en" or not first.isalpha() or not first.istitle():
        return False
    if not _OBJECT.match(read.stem, len(first)):
        return False
    word = first.lower()
    bases = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return word.endswith("s") and not read.stem.endswith("?") and any(base in DOINGS for base in bases)


def _has_no_german_verb(read: Reading) -> bool:
    """“Aufbau großer Häfen und ____.”: in German what is no noun and no verb is a word of grammar or an adjective."""
    vocabulary = read.vocabulary
    if vocabulary is None or vocabulary.code != "de" or not read.is_gap or not read.key[:1].isupper():
        return False
    words = [word for word in WORD.findall(without_code(read.stem)) if word.islower()]
    small = (vocabulary.small | _NEITHER) - vocabulary.predicates - _GERMAN_VERBS
    others = [word for word in words if word not in small]
    is_long = len(WORD.findall(read.stem)) >= SHORTEST_GERMAN and read.stem[:1].isupper()
    return is_long and bool(words) and all(_ADJECTIVE.fullmatch(word) for word in others)


def _begins_inside(read: Reading) -> bool:
    """“where the ____ is …”: a small word of grammar comes first, in small letters."""
    first = read.stem.split(" ", 1)[0]
    return read.language is not None and first.islower() and first.rstrip(",") in read.language.function_words


def _is_unbalanced(read: Reading) -> bool:
    if shows_code(read):
        return False
    if read.check.stem[:LONGEST_READ].count("`") % 2:
        return len(read.check.stem) <= LONGEST_READ
    plain = _CODE_SPAN.sub(" ", read.stem)
    is_whole = _is_even(plain) or _is_even(_ITEM.sub(" ", plain))
    return not is_whole and len(read.check.stem) <= LONGEST_READ


def _is_even(text: str) -> bool:
    opened, closed = (sum(text.count(sign) for sign in signs) for signs in (_OPENING, _CLOSING))
    return opened == closed


def shows_code(read: Reading) -> bool:
    """Whether the stem brings a listing, table or the like of its own, to which it can point."""
    return "\n" in read.check.stem.strip() or "```" in read.check.stem


def _boilerplate(read: Reading) -> Iterator[Flaw]:
    filled = read.stem.replace(GAP, read.key)[:LONGEST_READ] if read.is_gap else read.stem
    known = (read.language,) if read.language else LANGUAGES
    found = (_first(one.boilerplate, text) for one in known for text in (read.stem, filled))
    if words := next(filter(None, found), ""):
        detail = say("“{words}” speaks of the document, not of its subject; ask about the subject.", words=words)
        yield Flaw("BOIL", "stem", detail)


def _out_of_context(read: Reading) -> Iterator[Flaw]:
    plain = without_code(read.stem)
    if shows_code(read):
        return
    if read.vocabulary and (words := _first(read.vocabulary.absent, plain)):
        yield Flaw("CTX", "stem", say("“{words}” points to something that the stem does not show.", words=words))
        return
    if words := _means_something_else(read):
        detail = say("“{words}” points to something that the stem does not show; name it or leave it out.", words=words)
        yield Flaw("CTX", "stem", detail)
        return
    if _names_nothing(read):
        yield Flaw("CTX", "stem", say("The question names no subject; say of what it asks."))
        return
    if read.language is None:
        return
    own = any(len(span) >= LONG_CODE for span in _CODE_SPAN.findall(read.stem))
    pointing = _pointing(read.language, plain)
    if pointing and not (_first(read.language.offering, pointing) and (own or _offers(read, plain))):
        detail = say(
            "“{words}” points to something that the stem does not show; name it or leave it out.",
            words=pointing.strip(),
        )
        yield Flaw("CTX", "stem", detail)
        return
    if read.is_gap and _PLACEHOLDER.search(read.stem):
        yield Flaw("CTX", "stem", say("The stem speaks of a sample name that it does not explain."))
        return
    names = set(_NAMED_INSTANCE.findall(read.stem))
    is_of_example = len(names) > 1 or _FIELD_OF_INSTANCE.search(read.stem)
    if read.is_gap and is_of_example and len(words_of(plain)) > 5 and not _INTRODUCED.search(plain):
        yield Flaw("CTX", "stem", say("The stem names variables of an example that it does not show."))


def _means_something_else(read: Reading) -> str:
    """The “this organ” of a question of one sentence that asks for something else than that, "" where there is none."""
    if read.vocabulary is None or len(sentences(read.stem)) > 1:
        return ""
    is_question = not read.is_gap and read.stem.endswith("?") and not _SHOWN.search(read.stem)
    if not (is_question and _first(read.vocabulary.asking, read.stem)) and not (read.is_gap and not read.is_choice):
        return ""
    for one in read.vocabulary.this:
        for found in one.finditer(read.stem):
            if found[1].casefold() not in words_of(read.stem[: found.start()]):
                return found[0]
    return ""


def _names_nothing(read: Reading) -> bool:
    """“What happens next?”: a short question without a word that says something of a subject."""
    if read.vocabulary is None or read.is_gap or not read.stem.endswith("?"):
        return False
    if read.language and _first(read.language.unfocused, read.stem):
        return False
    words = words_of(read.stem)
    return 0 < len(words) <= LONGEST_EMPTY and (read.vocabulary.small | read.vocabulary.empty).issuperset(words)


def _offers(read: Reading, plain: str) -> bool:
    """Whether a demonstrative of the stem may mean the options."""
    if not (read.is_choice and read.language) or _first(read.language.dangling, plain):
        return False
    return not read.is_gap or bool(_first(read.language.offered, plain))


def _pointing(language: Language, text: str) -> str:
    """The words that mean something outside of the text, "" where it stands on its own."""
    opening = next((found[0] for one in language.opening if (found := one.match(text))), "")
    clause = _CLAUSE_END.split(text, maxsplit=1)[0].rstrip(" .")
    return (
        opening or _first(language.first_clause, clause) or _first(language.context, text) or _pointed(language, clause)
    )


def _pointed(language: Language, text: str) -> str:
    """A demonstrative with a noun that has not been named before."""
    for one in language.pointed:
        for found in one.finditer(text):
            if found[1].casefold() not in words_of(text[: found.start()]):
                return found[0]
    return ""


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    return next((found[0] for pattern in patterns if (found := pattern.search(text))), "")
