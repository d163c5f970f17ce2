"""Whether the options are all possible, all of one family, one of them right, and none of them given away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from learning.checks.languages.language import Language
from learning.checks.reading import WORD, Flaw, Reading, is_code, is_general, without_code, words_of

LONGER_KEY, LONGER_BY_CHARACTERS = 1.6, 20
FEWEST_LETTERS = 4
VAGUE_WORDS, TERM_WORDS = 4, 4
_WORDS = re.compile(r"[^\W\d_]?[^\W\d_A-Z]*(?:[ -][^\W\d_A-Z]+)*[.]?")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_SHAPES = tuple(map(re.compile, (r"[\w.:]+\(.*\)", r"\w+!", r"--?\w[\w=-]*", r"[.~]?/[^\s/]+/\S*", r"</?\w[^<>]*>")))
_AGREES = re.compile(r"(?:is|are|was|were|has|have|does|do)\b")
_VOWEL, _CONSONANT = (
    re.compile(r"^[`\"“]*(?:a|e(?!u)|i|o(?!ne\b|ne-))[a-z]", re.IGNORECASE),
    re.compile(r"^[`\"“]*[bcdfgjklmnpqrstvwyz][a-z]"),
)


def option_flaws(read: Reading) -> Iterator[Flaw]:
    """The flaws of options: IMPL, CUE, TRIV, AMB and, in English, GRAM. None without a key and a distractor."""
    if not (read.is_choice and read.key and read.distractors):
        return
    yield from _families(read)
    yield from _lengths(read)
    yield from _numbers(read)
    yield from _shared_word(read)
    if read.language:
        yield from _any_nouns(read, read.language)
        yield from _patterns(read, read.language)
    if read.language and read.language.code == "en":
        yield from _english_grammar(read)


def _families(read: Reading) -> Iterator[Flaw]:
    family = _family(read.key)
    alien = [text for text in read.distractors if {family, _family(text)} == {"code", "words"}]
    if alien:
        which = "code" if family == "code" else "words"
        yield Flaw("IMPL", "options", f"The right answer is {which}, and {_named(alien)} cannot be meant.")
        return
    if (shape := _shape(read.key)) is not None and not any(_shape(text) == shape for text in read.distractors):
        yield Flaw(
            "IMPL", "options", f"Only the right answer, “{read.key[:60]}”, is written as what the stem asks for."
        )
        return
    titled = [text for text in read.distractors if _is_titled(text)]
    if titled and read.is_gap and read.key.islower():
        yield Flaw("IMPL", "options", f"{_named(titled)} is a name, and the right answer is not.")
    sentences = [text for text in read.distractors if _is_sentence(text)]
    if sentences and len(read.key.split()) <= 2 and not read.key_is_code:
        yield Flaw("IMPL", "options", f"{_named(sentences)} is a whole sentence, and the right answer is a term.")


def _family(text: str) -> str:
    """Whether a text is code, or words that can be nothing else; "" for numbers, names and what is in doubt."""
    if is_code(text) and "`" in text:
        return "code"
    return "words" if _WORDS.fullmatch(text) else ""


def _shape(text: str) -> int | None:
    """Which way of writing code a text shows (a call, a macro, a flag, a path, a tag); None for any other."""
    bare = text.strip(" `.,;:")
    return next((place for place, one in enumerate(_SHAPES) if one.fullmatch(bare)), None)


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 5 and text[:1].isupper() and text.endswith(".")


def _is_titled(text: str) -> bool:
    found = re.findall(r"[^\W\d_]+", text)
    return len(found) > 1 and all(word[0].isupper() for word in found)


def _any_nouns(read: Reading, language: Language) -> Iterator[Flaw]:
    """Distractors that name no term of the subject, beside a right answer that does."""
    common = [text for text in read.distractors if is_general(text, language)]
    if 1 < len(common) < len(read.distractors) and not is_general(read.key, language):
        yield Flaw(
            "IMPL",
            "options",
            f"{_named(common)} are no terms of the subject as “{read.key}” is; offer others of its kind.",
        )


def _lengths(read: Reading) -> Iterator[Flaw]:
    longest = max(map(len, read.distractors))
    if len(read.key) > longest * LONGER_KEY and len(read.key) - longest >= LONGER_BY_CHARACTERS:
        yield Flaw("CUE", "options", "The right answer is by far the longest and most detailed option.")


def _numbers(read: Reading) -> Iterator[Flaw]:
    numbers = [float(found[0].replace(",", ".")) for text in read.options if (found := _NUMBER.fullmatch(text))]
    if len(numbers) == len(read.options) > 2:
        steps = {first < second for first, second in pairwise(numbers)}
        if len(steps) > 1:
            yield Flaw("CUE", "options", "The options are numbers; put them in order.")


def _shared_word(read: Reading) -> Iterator[Flaw]:
    """A word of the stem that the right answer repeats and no other option does (a clang association)."""
    if len(read.key.split()) > TERM_WORDS or read.key_is_code or "`" in read.key:
        return
    stem = _long_words(without_code(read.stem))
    grammar = read.language.function_words if read.language else frozenset[str]()
    elsewhere = {word for text in read.distractors for word in _long_words(text)}
    shared = (_long_words(read.key) & stem) - elsewhere - grammar
    if shared:
        yield Flaw("CUE", "options", f"The stem and only the right answer say “{min(shared)}”.")


def _long_words(text: str) -> set[str]:
    return {part for word in words_of(text) for part in word.split("-") if len(part) >= FEWEST_LETTERS}


def _patterns(read: Reading, language: Language) -> Iterator[Flaw]:
    own = read.stem.count("`") or "\n" in read.check.stem
    catching = [text for text in read.options if any(one.search(text) for one in language.all_of_the_above)]
    if catching:
        yield Flaw("CUE", "options", f"“{catching[0]}” lets learners guess; offer a real option instead.")
    if any(one.search(text) for text in read.options for one in language.joined_options):
        yield Flaw("CUE", "options", "Options that join other options ask for logic, not for the subject.")
    judged = [text for text in read.options if text.casefold().rstrip(".") in language.truth and not text.isupper()]
    if len(judged) > 1 and len(judged) * 2 >= len(read.options) and not own:
        yield Flaw("CUE", "options", "Options that are true and false make a statement to be judged; ask it as one.")
    absolute = [text for text in read.distractors if language.absolute & set(words_of(text)) and len(text.split()) > 2]
    if absolute and not language.absolute & set(words_of(read.key)):
        yield Flaw(
            "CUE", "options", f"{_named(absolute)} says “always”, “never” or the like, which learners know is wrong."
        )
    negated = next((found for one in language.negated if (found := one.search(read.stem))), None)
    if negated and not read.is_gap and not negated[1].isupper() and f"*{negated[1]}" not in read.check.stem:
        yield Flaw("TRIV", "stem", f"The question turns on “{negated[1]}”; ask for what is, or write it in capitals.")
    if any(language.vague & set(words_of(text)) and len(text.split()) <= VAGUE_WORDS for text in read.options):
        yield Flaw(
            "AMB", "options", "An option says “often”, “usually” or the like, which means something else to everybody."
        )


def _english_grammar(read: Reading) -> Iterator[Flaw]:
    if not read.is_gap:
        return
    article = words_of(read.before)[-1:]
    if article in (["a"], ["an"]) and read.before.split()[-1:] and read.before.split()[-1].casefold() in ("a", "an"):
        unfit = [text for text in read.distractors if not _fits(article[0], text)]
        if unfit:
            yield Flaw("GRAM", "options", f"“{article[0]} {unfit[0]}” cannot be; write “a(n)”, or other options.")
        return
    agreed = _AGREES.match(read.after)
    if agreed and not is_code(read.key):
        many = agreed[0].lower() in ("are", "were", "have", "do")
        unfit = [text for text in read.distractors if not is_code(text) and _is_plural(text) != many]
        if unfit and _is_plural(read.key) == many and not read.key.isupper():
            yield Flaw("GRAM", "options", f"“{unfit[0]} {agreed[0]}” cannot be; give options that agree with the stem.")
            return
    plural = {_is_plural(text) for text in read.options if not is_code(text)}
    if len(plural) > 1 and [_is_plural(text) for text in read.options].count(_is_plural(read.key)) == 1:
        yield Flaw("GRAM", "options", "Only the right answer has its number, singular or plural; give all the same.")


def _fits(article: str, text: str) -> bool:
    unfit = _VOWEL if article == "a" else _CONSONANT
    return not unfit.match(text) and not _is_plural(text) and text.casefold() not in ("data", "information", "software")


def _is_plural(text: str) -> bool:
    last = (WORD.findall(text) or [""])[-1]
    if _ACRONYMS.fullmatch(last):
        return True
    last = last.casefold()
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "as", "os"))


def _named(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text[:60]}”" for text in texts[:3])
