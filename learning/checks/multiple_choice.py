"""A question or a sentence with a gap, and options of which one is right. `answer` is the id of that option."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from learning.checks.kind import Exported, Kind, without_key
from learning.finding import Finding, error, warning
from learning.sentence import say
from learning.wording import one_line

if TYPE_CHECKING:
    from learning.checks.check import Check

FEWEST_GOOD_OPTIONS = 3


def review(check: Check, pointer: str) -> Iterator[Finding]:
    """It needs three distinct options, one of which is named as right."""
    distinct = {fold_option(option.text) for option in check.options} - {""}
    if len(distinct) < 2:
        detail = say(
            "Check {check} offers {count} distinct options; a choice needs at least three.",
            check=check.id,
            count=len(distinct),
        )
        yield error("too_few_options", f"{pointer}/options", detail)
    elif len(distinct) < FEWEST_GOOD_OPTIONS:
        detail = say(
            "Check {check} offers only two distinct options, so that half of all guesses are right.", check=check.id
        )
        yield warning("few_options", f"{pointer}/options", detail)
    if key_position(check) is None:
        detail = say(
            "The answer of check {check}, “{answer}”, is not the id of one of its options.",
            check=check.id,
            answer=check.answer,
        )
        yield error("answer_not_an_option", f"{pointer}/answer", detail)
    yield from _review_each_option(check, pointer)


def is_right(check: Check, given: str) -> bool:
    """Whether what was given is the id of the right option, letter by letter."""
    return given == check.answer.strip()


def key(check: Check) -> str:
    """The text of the right option, "" where the answer names none."""
    return next((option.text for option in check.options if is_right(check, option.id)), "")


def key_position(check: Check) -> int | None:
    """The place (from 0) of the right option."""
    return next((place for place, option in enumerate(check.options) if is_right(check, option.id)), None)


def exported(check: Check) -> Exported:
    """As `choice`: the options in the order shown, and the id of the right one."""
    options = tuple((option.id, option.text) for option in check.options)
    return Exported("choice", check.stem, "", options, (check.answer.strip(),))


def fold_option(text: str) -> str:
    """An option for comparison: in code case and full stops count, in prose they do not."""
    plain = one_line(unicodedata.normalize("NFC", text))
    return plain.replace("`", "") if "`" in plain else plain.casefold().rstrip(" .;,")


def _review_each_option(check: Check, pointer: str) -> Iterator[Finding]:
    texts: set[str] = set()
    ids: set[str] = set()
    for index, option in enumerate(check.options):
        at, text = f"{pointer}/options/{index}", fold_option(option.text)
        if not text:
            yield error(
                "option_empty",
                f"{at}/text",
                say("Option {option} of check {check} is empty.", option=option.id, check=check.id),
            )
        elif text in texts:
            yield error(
                "option_repeated",
                f"{at}/text",
                say("Check {check} offers “{text}” twice.", check=check.id, text=option.text),
            )
        if option.id in ids:
            yield error(
                "option_id_repeated",
                f"{at}/id",
                say("Check {check} has two options with id {option}.", check=check.id, option=option.id),
            )
        texts.add(text)
        ids.add(option.id)


KIND = Kind("multiple_choice", review, is_right, key, exported, without_key, "choice", ("mcq", "choice"))
