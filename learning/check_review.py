"""Whether a knowledge check can be answered, has one right answer, and does not give it away.

Rules of item writing after Haladyna, Downing & Rodriguez, A Review of Multiple-Choice Item-Writing Guidelines, 2002.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from learning.finding import Finding, error, warning
from learning.section import Check
from learning.wording import fold, one_line, says

FEWEST_GOOD_OPTIONS = 3
LONGER_KEY = 1.3
LONGER_BY_CHARACTERS = 5
CHANCE_DEVIATIONS = 2.5
_BLANK = re.compile(r"_{4,}")


def review_check(check: Check, pointer: str) -> Iterator[Finding]:
    """The findings on one check by itself."""
    if not check.stem.strip():
        yield error("stem_missing", f"{pointer}/stem", f"Check {check.id} asks nothing: its stem is empty.")
    if check.kind == "multiple_choice":
        yield from _review_options(check, pointer)
    elif check.kind == "true_false":
        yield from _review_true_false(check, pointer)
    elif not check.answer.strip():
        yield error("answer_missing", f"{pointer}/answer", f"Check {check.id} has no right answer.")
    elif check.kind == "cloze":
        yield from _review_cloze(check, pointer)


def review_checks_together(checks: Sequence[Check]) -> Iterator[Finding]:
    """What only shows over several checks: keys recognisable by their length or their position."""
    choices = [check for check in checks if check.kind == "multiple_choice" and _key(check)]
    longer = [check.id for check in choices if _key_is_longest(check)]
    if len(longer) * 2 > len(choices):
        detail = f"The right answer is by far the longest option in most checks ({', '.join(longer)})."
        yield warning("key_longest", "/checks", detail)
    if (place := crowded_position(checks)) is not None:
        detail = f"The right answer is option {place + 1} too often to be chance; move it around."
        yield warning("answer_position", "/checks", detail)


def crowded_position(checks: Iterable[Check]) -> int | None:
    """The option (0-based) that is right more often than chance allows: over 2.5 standard deviations."""
    places = [(place, len(check.options)) for check in checks if (place := key_position(check)) is not None]
    for place in sorted({place for place, _ in places}):
        chances = [1 / options for _, options in places if options > place]
        allowed = sum(chances) + CHANCE_DEVIATIONS * sqrt(sum(chance * (1 - chance) for chance in chances))
        if sum(other == place for other, _ in places) > allowed:
            return place
    return None


def key_position(check: Check) -> int | None:
    if check.kind != "multiple_choice":
        return None
    return next((place for place, option in enumerate(check.options) if option.id == check.answer), None)


def key_text(check: Check) -> str:
    """The right answer in words."""
    return _key(check) if check.kind == "multiple_choice" else check.answer


def fold_option(text: str) -> str:
    """An option for comparison: in code case and full stops count, in prose they do not."""
    plain = one_line(unicodedata.normalize("NFC", text))
    return plain.replace("`", "") if "`" in plain else plain.casefold().rstrip(" .;,")


def _key(check: Check) -> str:
    return next((option.text for option in check.options if option.id == check.answer), "")


def _review_options(check: Check, pointer: str) -> Iterator[Finding]:
    distinct = {fold_option(option.text) for option in check.options} - {""}
    if len(distinct) < 2:
        detail = f"Check {check.id} offers {len(distinct)} distinct options; a choice needs at least three."
        yield error("too_few_options", f"{pointer}/options", detail)
    elif len(distinct) < FEWEST_GOOD_OPTIONS:
        detail = f"Check {check.id} offers only two distinct options, so that half of all guesses are right."
        yield warning("few_options", f"{pointer}/options", detail)
    if key_position(check) is None:
        detail = f"The answer of check {check.id}, “{check.answer}”, is not the id of one of its options."
        yield error("answer_not_an_option", f"{pointer}/answer", detail)
    yield from _review_each_option(check, pointer)


def _review_each_option(check: Check, pointer: str) -> Iterator[Finding]:
    texts: set[str] = set()
    ids: set[str] = set()
    for index, option in enumerate(check.options):
        at, text = f"{pointer}/options/{index}", fold_option(option.text)
        if not text:
            yield error("option_empty", f"{at}/text", f"Option {option.id} of check {check.id} is empty.")
        elif text in texts:
            yield error("option_repeated", f"{at}/text", f"Check {check.id} offers “{option.text}” twice.")
        if option.id in ids:
            yield error("option_id_repeated", f"{at}/id", f"Check {check.id} has two options with id {option.id}.")
        texts.add(text)
        ids.add(option.id)


def _review_true_false(check: Check, pointer: str) -> Iterator[Finding]:
    if check.answer not in ("true", "false"):
        detail = f"The answer of check {check.id} must be “true” or “false”; it is “{check.answer}”."
        yield error("answer_not_true_or_false", f"{pointer}/answer", detail)


def _review_cloze(check: Check, pointer: str) -> Iterator[Finding]:
    blanks = _BLANK.findall(check.stem)
    if blanks != ["____"]:
        detail = f"Check {check.id} needs exactly one blank, written as four underscores; it has {len(blanks)}."
        if len(blanks) == 1:
            detail = f"Write the blank of check {check.id} as exactly four underscores."
        yield error("cloze_blank", f"{pointer}/stem", detail)
    if says(fold(check.stem), fold(check.answer)):
        detail = f"The stem of check {check.id} gives its answer away: it says “{check.answer}”."
        yield error("answer_in_stem", f"{pointer}/stem", detail)


def _key_is_longest(check: Check) -> bool:
    key = len(_key(check))
    longest = max((len(option.text) for option in check.options if option.id != check.answer), default=key)
    return key > longest * LONGER_KEY and key - longest >= LONGER_BY_CHARACTERS
