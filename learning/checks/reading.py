"""A check as the search for flaws reads it: its sentence, its words, its language, and what stands around it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from learning.checks.languages import LANGUAGES, language_of
from learning.checks.languages.language import Language
from learning.checks.registry import KINDS
from learning.checks.vocabulary import VOCABULARIES, Vocabulary, vocabulary_of
from learning.sentence import Sentence
from learning.wording import one_line

if TYPE_CHECKING:
    from learning.checks.check import Check

GAP = "____"
LONGEST_READ, MOST_READ = 600, 4_000
"""Characters of a stem without its listings, and with them. What is longer is a flaw by itself."""
MOST_WORDS_OF_CODE = 3
_LISTINGS = re.compile(r"^(`{3,}|~{3,})[^\n`]*\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_GAPS = re.compile(r"_{3,}")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CODE = re.compile(r"`[^`]+`")


class Flaw(NamedTuple):
    """`letters` name it as in `FLAWS`; `part` is the field of the check it is in; `sentence` says it."""

    letters: str
    part: str
    sentence: Sentence


class Reading:
    """One check, read once. `asked` is its stem without the fenced listings that it shows, `stem` the same on one line.
    `is_choice` is for options, `is_gap` for a stem with a gap."""

    def __init__(self, check: Check, around: str = "") -> None:
        """`around` is a text in the same language, for a check too short to show its own."""
        self.check = check
        self._around = around
        self.kind = KINDS[check.kind]
        self.asked = _LISTINGS.sub("", check.stem[:MOST_READ])
        self.stem = one_line(_GAPS.sub(GAP, self.asked[:LONGEST_READ]))
        self.key = one_line(self.kind.key(check))
        self.is_choice = self.kind.interaction == "choice"
        self.is_gap = GAP in self.stem
        self.options = [one_line(option.text[:LONGEST_READ]) for option in check.options] if self.is_choice else []
        self.distractors = [text for text in self.options if text != self.key]

    @cached_property
    def language(self) -> Language | None:
        """Told by the stem; where that is too short, by all that the check says."""
        check = self.check
        by_words = vocabulary_of(self.stem)
        return (
            language_of(self.stem)
            or (next((known for known in LANGUAGES if by_words and known.code == by_words.code), None))
            or language_of(" ".join([self.stem, *self.options, check.feedback, check.objective]))
            or language_of(self._around)
        )

    @cached_property
    def vocabulary(self) -> Vocabulary | None:
        """The words of its language, told as that is; of languages without a file of flaws as well."""
        found = vocabulary_of(self.stem) or vocabulary_of(" ".join([self.stem, *self.options, self.check.feedback]))
        if not found and self.language:
            return VOCABULARIES.get(self.language.code)
        return found or vocabulary_of(self._around)

    @cached_property
    def before(self) -> str:
        """What stands before the gap."""
        return self.stem.partition(GAP)[0].rstrip() if self.is_gap else self.stem

    @cached_property
    def after(self) -> str:
        """What stands after the first gap, "" without one."""
        return self.stem.partition(GAP)[2].lstrip() if self.is_gap else ""

    @cached_property
    def key_is_code(self) -> bool:
        """Whether the key is code or a symbol, by `is_code`."""
        return is_code(self.key)


def is_code(text: str) -> bool:
    """Whether a text is a piece of code or a symbol rather than words, some of which may be code."""
    bare = text.strip(" .,;:")
    if "`" in bare:
        return not WORD.search(_CODE.sub(" ", bare))
    return len(bare.split()) <= MOST_WORDS_OF_CODE and bool(
        re.search(r"[_(){}<>=\[\]$@\\#;|]|\w\.\w|^-|--|^[A-Z][A-Z0-9_ ]+$", bare)
    )


def words_of(text: str) -> list[str]:
    """The words in order, folded to small letters; what hyphens or apostrophes join is one word."""
    return [word.casefold() for word in WORD.findall(text)]


def without_code(text: str) -> str:
    """The text with `…` in the place of what stands between back-ticks."""
    return _CODE.sub("`…`", text)


def is_general(text: str, language: Language) -> bool:
    """Whether a text is one noun that names no term of a subject."""
    found = words_of(text)
    return len(found) == 1 and found[0] in language.general and not is_code(text)
