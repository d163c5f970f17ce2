"""Whether the key is what the check itself, its section and its sources say, and no other option is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.reading import GAP, Flaw, Reading, words_of
from learning.sentence import say
from learning.wording import fold, sentences, stem

FEWEST_WORDS = 5
NEAR, OCCURRENCES = 160, 40
"""Characters on each side of an option that say what is said of it, and the places that are looked at."""
FEWEST_SHARED, SHARE = 3, 0.75
"""Words of a question that stand beside an option which answers it, and their share of the question."""
LONGEST_OPTION, LONG_STEM = 6, 4
LONGEST_FEEDBACK = 1_000
"""Characters of a feedback that are read."""
_NAMED_RIGHT = re.compile(r"\bthe (?:correct|right) (?:answer|option|choice) is:? (\S.{0,300})", re.IGNORECASE)
_QUOTATION = "\"'“„«‘‹»"
_LABEL = re.compile(r"(?:option )?[(\[]?([a-z])(?:[)\].:,]|$)", re.IGNORECASE)


def truth_flaws(read: Reading, said: str) -> Iterator[Flaw]:
    """`said` is everything that the section and its sources say, folded, between blanks; "" where nothing is known."""
    if not read.key:
        return
    if other := _contradicted(read):
        denied = say(
            "Its feedback says that “{other}” is right, and the key says “{key}”.", other=other[:60], key=read.key[:60]
        )
        yield Flaw("KEY", "answer", denied)
        return
    if not said:
        return
    if not read.is_gap:
        yield from _answered_otherwise(read, said)
        return
    before, _, after = read.stem.partition(GAP)
    if len(fold(f"{before} {after}").split()) < FEWEST_WORDS:
        return
    if _is_said(read, read.key, said):
        also = [text for text in read.distractors if _is_said(read, text, said)]
        if also:
            yield Flaw(
                "MULTI",
                "options",
                say("The source says the same of “{option}”, which is right as well.", option=also[0]),
            )
    elif other := next((text for text in read.distractors if _is_said(read, text, said)), ""):
        yield Flaw(
            "KEY", "answer", say("The source says “{other}” where the key says “{key}”.", other=other, key=read.key)
        )


def _contradicted(read: Reading) -> str:
    """The answer that the feedback gives in so many words, where it is another one than the key; "" otherwise."""
    spoken = sentences(read.check.feedback[:LONGEST_FEEDBACK])
    told = [fold(line) for line in spoken if line[0] not in _QUOTATION]
    if read.kind.interaction == "true-false":
        return "true" if read.key == "false" and fold(read.stem) in told else ""
    if not read.is_choice:
        return ""
    if read.is_gap:
        filled = {text: fold(read.stem.replace(GAP, f" {text} ")) for text in read.options}
        if filled.get(read.key) not in told and (other := next((t for t, line in filled.items() if line in told), "")):
            return other
    named = _NAMED_RIGHT.search(read.check.feedback[:LONGEST_FEEDBACK])
    return _other_than_key(named[1], read) if named else ""


def _other_than_key(named: str, read: Reading) -> str:
    """The distractor that a text begins with, by its words or by its id; "" where it begins with the key as well."""
    words = f"{fold(named)} "
    begun = [text for text in read.options if fold(text) and words.startswith(f"{fold(text)} ")]
    if not begun and (label := _LABEL.match(named.strip(' *_`"“'))):
        begun = [option.text for option in read.check.options if option.id.casefold() == label[1].casefold()]
    longest = max(begun, key=len, default=read.key)
    return "" if longest == read.key else longest


def _is_said(read: Reading, text: str, said: str) -> bool:
    return f" {fold(read.stem.replace(GAP, f' {text} '))} " in said


def _answered_otherwise(read: Reading, said: str) -> Iterator[Flaw]:
    """A question whose key no word of the source carries, while what it asks stands there beside another option."""
    language = read.language
    if language is None or not read.is_choice or language.negations & set(words_of(read.stem)) or "`" in read.stem:
        return
    small = language.function_words
    asked = {stem(word, language.code) for word in words_of(read.stem) if word not in small}
    key = {stem(word, language.code) for word in words_of(read.key) if word not in small}
    if len(asked) < FEWEST_SHARED or not key or any(_is_spoken_of(word, said) for word in key):
        return
    for text in read.distractors:
        option = fold(text)
        if len(option.split()) <= LONGEST_OPTION and _stands_beside(option, asked, said, language.code):
            detail = say(
                "The source answers this with “{option}”, and says nothing of “{key}”.",
                option=text[:60],
                key=read.key[:60],
            )
            yield Flaw("KEY", "answer", detail)
            return


def _is_spoken_of(stemmed: str, said: str) -> bool:
    """Whether a word of this stem may stand in the text: “studi” of studies is not told from study."""
    return f" {stemmed[:-1] if len(stemmed) > LONG_STEM else stemmed}" in said


def _stands_beside(option: str, asked: set[str], said: str, code: str) -> bool:
    places = re.finditer(rf" {re.escape(option)} ", said) if option else ()
    for _, found in zip(range(OCCURRENCES), places, strict=False):
        around = said[max(0, found.start() - NEAR) : found.end() + NEAR].split()
        shared = asked & {stem(word, code) for word in around}
        if len(shared) >= max(FEWEST_SHARED, SHARE * len(asked)):
            return True
    return False
