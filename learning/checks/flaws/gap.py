"""Whether a gap asks for the term that the sentence is about, and for nothing else that fits as well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.languages.language import Language
from learning.checks.reading import GAP, Flaw, Reading, is_code, words_of

LONGEST_TYPED = 4
"""Words that a learner can be asked to type as they stand."""
_DIGITS = re.compile(r"\d+")
_CODE_AFTER = re.compile(r"`[^`]+`(?!\s*:)")
_CODE_BEFORE = re.compile(r"\b(?:an?|the|el|la|un|una|der|die|das|den|dem|ein|eine|einen)\s+`[^`]+`\s*$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\b(?:an?|the|with|of|el|la|los|las|un|una|der|die|das|den|dem|ein|eine|mit|con)$", re.IGNORECASE
)


def gap_flaws(read: Reading) -> Iterator[Flaw]:
    """The flaws of a gap: BLANK, CUE and AMB. A check without a gap or without a key has none."""
    if not (read.is_gap and read.key):
        return
    yield from _kind_of_code(read)
    yield from _twin(read)
    if read.language:
        yield from _not_the_term(read, read.language)
    if read.kind.interaction == "fill-in" and len(words_of(read.key)) > LONGEST_TYPED and not read.key_is_code:
        yield Flaw("AMB", "answer", f"“{read.key}” is too long to be typed as it stands; other wordings are as right.")


def _kind_of_code(read: Reading) -> Iterator[Flaw]:
    """“the `<` ____”, “the ____ `<`”: the gap only asks what sort of thing the code is."""
    beside = _CODE_BEFORE.search(read.before) or (_ARTICLE.search(read.before) and _CODE_AFTER.match(read.after))
    if beside and not read.key_is_code and len(words_of(read.key)) == 1:
        yield Flaw("BLANK", "stem", f"“{read.key}” only says what sort of thing the code beside the gap is.")


def _twin(read: Reading) -> Iterator[Flaw]:
    """“both ____ and `T2`”: the key differs from a word of the stem in its number alone."""
    bare = _DIGITS.sub("", read.key.casefold())
    twins = [word for word in words_of(read.stem) if word != read.key.casefold() and _DIGITS.search(word)]
    if bare != read.key.casefold() and any(_DIGITS.sub("", word) == bare for word in twins):
        yield Flaw("CUE", "stem", f"The stem names the twin of “{read.key}”, so that counting answers it.")


def _not_the_term(read: Reading, language: Language) -> Iterator[Flaw]:
    named = next((found[1] for one in language.naming if (found := one.search(read.stem))), "")
    if named and GAP not in named and read.key.casefold() not in named.casefold():
        detail = (
            f"The sentence gives the name “{named.rstrip('.')[:60]}”; the gap should be on that, not on “{read.key}”."
        )
        yield Flaw("BLANK", "stem", detail)
        return
    if _is_told(read, language):
        return
    general = _is_general(read.key, language)
    if general and read.is_choice:
        detail = f"“{read.key}” is no term of the subject; put the gap on what the sentence explains."
        yield Flaw("BLANK", "stem", detail)
    elif general:
        detail = f"The gap takes other words than “{read.key}” as well; ask for what the sentence defines or contrasts."
        yield Flaw("AMB", "stem", detail)


def _is_told(read: Reading, language: Language) -> bool:
    """Whether the sentence defines or contrasts what is missing, or an objective names it."""
    named = set(words_of(read.key)) & set(words_of(read.check.objective)) - language.function_words
    return bool(named) or any(one.search(read.stem) for one in language.contrast)


def _is_general(text: str, language: Language) -> bool:
    found = words_of(text)
    return len(found) == 1 and found[0] in language.general and not is_code(text)
