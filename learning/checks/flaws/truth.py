"""Whether the key is what the check itself, its section and its sources say, and no other option is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.flaws.evidence import evidence_flaws
from learning.checks.flaws.opposites import opposite_flaws
from learning.checks.flaws.word_for_word import word_for_word_flaws
from learning.checks.reading import GAP, Flaw, Reading
from learning.checks.said import Said
from learning.sentence import say
from learning.wording import fold, sentences

FEWEST_WORDS = 5
LONGEST_FEEDBACK = 1_000
"""Characters of a feedback that are read."""
_NAMED_RIGHT = re.compile(r"\bthe (?:correct|right) (?:answer|option|choice) is:? (\S.{0,300})", re.IGNORECASE)
_QUOTATION = "\"'“„«‘‹»"
_LABEL = re.compile(r"(?:option )?[(\[]?([a-z])(?:[)\].:,]|$)", re.IGNORECASE)


def truth_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """`said` is everything that the section and its sources say."""
    if not read.key:
        return
    if other := _contradicted(read):
        denied = say(
            "Its feedback says that “{other}” is right, and the key says “{key}”.", other=other[:60], key=read.key[:60]
        )
        yield Flaw("KEY", "answer", denied)
        return
    yield from evidence_flaws(read, said)
    yield from word_for_word_flaws(read, said)
    yield from opposite_flaws(read, said)
    if not said.folded or not (read.is_gap and read.is_choice):
        return
    before, _, after = read.stem.partition(GAP)
    if len(fold(f"{before} {after}").split()) < FEWEST_WORDS:
        return
    if _is_said(read, read.key, said.folded):
        also = [text for text in read.distractors if _is_said(read, text, said.folded)]
        if also:
            yield Flaw(
                "MULTI",
                "options",
                say("The source says the same of “{option}”, which is right as well.", option=also[0]),
            )
    elif other := next((text for text in read.distractors if _is_said(read, text, said.folded)), ""):
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
