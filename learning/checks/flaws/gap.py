"""Whether a gap asks for the term that the sentence is about, and for nothing else that fits as well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.flaws.open_gap import is_copied, open_gap_flaws
from learning.checks.flaws.statement import LONGEST_TYPED
from learning.checks.flaws.word_class import word_class_flaws
from learning.checks.languages import LANGUAGES
from learning.checks.languages.language import Language
from learning.checks.reading import GAP, WORD, Flaw, Reading, is_general, words_of
from learning.checks.said import Said
from learning.sentence import say
from learning.wording import fold, stem

MOST_BEFORE_LIST = 2
TIMES_OF_TERM = 2
TERM_WORDS = 2
"""How often a text that has a term says it."""
NEAR = 6
_BEFORE_PHRASE = re.compile(
    r"\b(?:an?|the|el|la|los|las|un|una|der|die|das|den|dem|des|ein|eine|einen|einem|einer|les?|une|du|l['’])$",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:not .{1,60} but|nicht .{1,60} sondern|no .{1,60} sino|pas .{1,60} mais)(?: \w+){1,2}$", re.IGNORECASE
)
_EXPLAINED = re.compile(r":\s+[A-ZÀ-Þ]")
_GENUS = re.compile(
    r"^(?:[\w’'-]+ ){1,4}(?:is|are|es|son|est|sont|ist|sind) "
    r"(?:an?|the|una?|unos|unas|une|des|eine?)(?: [\w-]+){0,1}$",
    re.IGNORECASE,
)
_CODE_NAME = re.compile(r"`([A-Za-z_]\w*)`")
FEWEST_LETTERS, NAMED_BEFORE = 4, 40
_DIGITS = re.compile(r"\d+")
_CODE_AFTER = re.compile(r"`[^`]+`(?!\s*:)")
_CODE_BEFORE = re.compile(
    r"\b(?:an?|the|el|la|un|una|der|die|das|den|dem|ein|eine|einen|le|une)\s+`[^`]+`\s*$", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"\b(?:an?|the|with|of|el|la|los|las|un|una|der|die|das|den|dem|ein|eine|mit|con|les?|une|avec)$", re.IGNORECASE
)


def gap_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """The flaws of a gap: BLANK, CUE and AMB. A check without a gap or without a key has none."""
    if not (read.is_gap and read.key):
        return
    yield from _kind_of_code(read)
    yield from _twin(read)
    yield from _named_by_code(read)
    yield from word_class_flaws(read, is_asked=_is_asked_for(read), is_settled=_is_settled(read))
    yield from open_gap_flaws(read, said, is_settled=_is_settled(read))
    if read.language:
        yield from _not_the_term(read, said, read.language)
        yield from _open_phrase(read, said, read.language)
        if any(one.search(read.stem) for one in read.language.aside):
            yield Flaw("BLANK", "stem", say("The gap stands in a remark beside what the sentence says of its subject."))
    if _EXPLAINED.match(read.after) and len(words_of(read.before)) > MOST_BEFORE_LIST and not read.key_is_code:
        yield Flaw("BLANK", "stem", say("What “{key}” is follows the colon; put the gap there.", key=read.key))


def _kind_of_code(read: Reading) -> Iterator[Flaw]:
    """“the `<` ____”, “the ____ `<`”: the gap only asks what sort of thing the code is."""
    beside = _CODE_BEFORE.search(read.before) or (_ARTICLE.search(read.before) and _CODE_AFTER.match(read.after))
    if beside and not read.key_is_code and len(words_of(read.key)) == 1:
        yield Flaw(
            "BLANK", "stem", say("“{key}” only says what sort of thing the code beside the gap is.", key=read.key)
        )


def _twin(read: Reading) -> Iterator[Flaw]:
    """“both ____ and `T2`”: the key differs from a word of the stem in its number alone."""
    bare = _DIGITS.sub("", read.key.casefold())
    twins = [word for word in words_of(read.stem) if word != read.key.casefold() and _DIGITS.search(word)]
    if bare != read.key.casefold() and any(_DIGITS.sub("", word) == bare for word in twins):
        yield Flaw("CUE", "stem", say("The stem names the twin of “{key}”, so that counting answers it.", key=read.key))


def _named_by_code(read: Reading) -> Iterator[Flaw]:
    """“`my_list` is a ____”: a name in the stem is the key, or is made of it."""
    key = read.key.casefold()
    if read.key_is_code or not key.isalpha() or len(key) < FEWEST_LETTERS:
        return
    for name in _CODE_NAME.findall(read.before[-NAMED_BEFORE:]):
        letters = re.sub(r"[\W\d_]", "", name).casefold()
        if len(letters) > 2 and (key in letters or (letters[0] == key[0] and _is_abbreviation(letters, key))):
            yield Flaw("CUE", "stem", say("The name `{name}` tells that “{key}” is meant.", name=name, key=read.key))
            return


def _is_abbreviation(letters: str, word: str) -> bool:
    """Whether all the letters stand in the word, in their order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _is_settled(read: Reading) -> bool:
    """Whether the objective, a definition or a contrast tells what is asked for."""
    known = (read.language,) if read.language else LANGUAGES
    return _is_asked_for(read) or any(_is_defined(read, one) or _is_contrasted(read, one) for one in known)


def _is_counted(read: Reading) -> bool:
    """“two distinct ____”: a number stands before the gap, or before the word before it."""
    numbers = read.vocabulary.numbers.keys() if read.vocabulary else frozenset[str]()
    return any(word in numbers for word in words_of(read.before)[-2:])


def _is_genus(read: Reading) -> bool:
    """“A firewall is a ____ that”: what is defined stands before, and the gap is the kind of thing that it is."""
    return not read.is_choice and bool(_GENUS.search(read.before)) and bool(read.after.strip(" ."))


def _is_compound(read: Reading, said: Said) -> bool:
    """“its cross ____”: the word before the gap and the key are one term of the text."""
    word = read.before.rsplit(" ", 1)[-1]
    if read.vocabulary and word.casefold() in read.vocabulary.common | read.vocabulary.small:
        return False
    whole = fold(f"{word} {read.key}")
    times = 1 if not is_copied(read, said) else TIMES_OF_TERM
    return whole in said.named or (bool(read.before) and said.folded.count(f" {whole} ") >= times)


def _not_the_term(read: Reading, said: Said, language: Language) -> Iterator[Flaw]:
    named = next((found[1] for one in language.naming if (found := one.search(read.stem))), "")
    if named and GAP not in named and read.key.casefold() not in named.casefold():
        detail = say(
            "The sentence gives the name “{name}”; the gap should be on that, not on “{key}”.",
            name=named.rstrip(".")[:60],
            key=read.key,
        )
        yield Flaw("BLANK", "stem", detail)
        return
    if words_of(read.key) and language.nameless.issuperset(words_of(read.key)) and GAP not in named:
        yield Flaw("BLANK", "stem", say("“{key}” names nothing; put the gap on a term of the subject.", key=read.key))
        return
    general = is_general(read.key, language)
    is_defined = _is_defined(read, language) and not (general and (_is_counted(read) or _is_genus(read)))
    if _is_asked_for(read) or is_defined or _is_contrasted(read, language) or _is_compound(read, said):
        return
    if general and read.is_choice:
        detail = say("“{key}” is no term of the subject; put the gap on what the sentence explains.", key=read.key)
        yield Flaw("BLANK", "stem", detail)
    elif general:
        detail = say(
            "The gap takes other words than “{key}” as well; ask for what the sentence defines or contrasts.",
            key=read.key,
        )
        yield Flaw("AMB", "stem", detail)


def _open_phrase(read: Reading, said: Said, language: Language) -> Iterator[Flaw]:
    """“the ____” for several words that nothing asks for: a shorter form or another wording is as right."""
    is_phrase = 1 < len(words_of(read.key)) <= LONGEST_TYPED and not read.key_is_code
    is_long = len(words_of(read.key)) > TERM_WORDS and read.key.islower()
    if not is_phrase or read.kind.interaction != "fill-in":
        return
    if not (is_long or _BEFORE_PHRASE.search(read.before)):
        return
    if read.check.accepted or _is_asked_for(read, whole=True) or _is_defined(read, language):
        return
    if _BUT.search(read.before):
        return
    if said.folded.count(f" {fold(read.key)} ") >= TIMES_OF_TERM:
        return
    yield Flaw(
        "AMB",
        "answer",
        say("Other words than “{key}” fit as well; accept them, or ask for one defined term.", key=read.key),
    )


def _is_asked_for(read: Reading, *, whole: bool = False) -> bool:
    """Whether the objective names a word of the key, or, in whatever number, the `whole` of it; a name in capitals
    there (ORDER BY) is no common word."""
    code = read.language.code if read.language else ""
    grammar = read.language.function_words if read.language else frozenset[str]()
    said = [word for word in WORD.findall(read.check.objective) if not word.isupper() or word in read.key]
    key = {word for word in words_of(read.key) if word not in grammar}
    if not whole:
        return bool({word.casefold() for word in said} & key)
    named = {stem(part, code) for word in said for part in word.split("-")}
    return {stem(part, code) for word in key for part in word.split("-")} <= named


def _is_defined(read: Reading, language: Language) -> bool:
    return any(one.search(read.stem) for one in language.defining)


def _is_contrasted(read: Reading, language: Language) -> bool:
    """Whether a word beside the gap sets it off from something, or its counterpart stands in the sentence."""
    beside = " ".join([*read.before.split()[-NEAR:], GAP, *read.after.split()[:NEAR]])
    if any(one.search(beside) for one in language.contrast):
        return True
    key, said = set(words_of(read.key)), set(words_of(read.stem))
    return any(key & pair and (pair - key) & said for pair in language.counterparts)
