"""The right answer of a check as models write it, as the id of the option that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from learning.checks.multiple_choice import fold_option

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NAMED = r"(?:option|answer|choice)?\s*[(\[]?([a-z]|\d{1,2})"
_BARE = re.compile(rf"{_NAMED}[)\].:]?", re.IGNORECASE)
_LABELLED = re.compile(rf"{_NAMED}\s*[).:\]–-]\s*(\S.*)", re.IGNORECASE | re.DOTALL)
_LETTERED = re.compile(r"[(\[]?([a-z])[).:\]]\s+(\S.*)", re.IGNORECASE | re.DOTALL)

Option = dict[str, Any]


def option_meant(answer: str, options: Sequence[Option]) -> str:
    """The id of the option that an answer names by id, letter, place or text; the answer itself where that is not one
    option for certain, so that the check is asked for anew."""
    ids = [str(option.get("id", "")) for option in options]
    if answer in ids:
        return answer
    said = _plain(answer)
    places = _by_text(said, options) or _by_label(said, ids)
    if not places and (labelled := _LABELLED.fullmatch(said)):
        places = {n for n in _by_text(labelled[2], options) if _could_stand_for(labelled[1], n, ids)}
    return ids[min(places)] if len(places) == 1 else answer


def without_labels(options: Sequence[Option]) -> list[Option]:
    """The options without the letters that stand before all of their texts, in order: "A) …", "B) …"; shown, they
    would stand beside letters of the page's own."""
    texts = [str(option.get("text", "")) for option in options]
    labelled = [_LETTERED.fullmatch(unicodedata.normalize("NFKC", text).strip()) for text in texts]
    letters = "".join(found[1].casefold() for found in labelled if found)
    if len(texts) < 2 or letters != LETTERS[: len(texts)]:
        return list(options)
    return [option | {"text": found[2]} for option, found in zip(options, labelled, strict=True) if found]


def _could_stand_for(label: str, place: int, ids: Sequence[str]) -> bool:
    """Whether a label before the text of this option goes with it; numbers may count from 0 or from 1."""
    return int(label) in (place, place + 1) if label.isdecimal() else place in _by_label(label, ids)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip("*_`\"'“”").strip()


def _by_text(text: str, options: Sequence[Option]) -> set[int]:
    wanted = fold_option(text)
    texts = [fold_option(_plain(str(option.get("text", "")))) for option in options]
    return {n for n, other in enumerate(texts) if wanted and other == wanted}


def _by_label(text: str, ids: Sequence[str]) -> set[int]:
    """An id in another case; else the place that a letter says, or a number that can only count from one side."""
    named = _BARE.fullmatch(text)
    wanted = named[1].casefold() if named else text.casefold()
    if own := {n for n, name in enumerate(ids) if _plain(name).casefold() == wanted}:
        return own
    if named and wanted in LETTERS and LETTERS.index(wanted) < len(ids):
        return {LETTERS.index(wanted)}
    if named and wanted.isdecimal():
        number = int(wanted)
        return {number - 1} if number == len(ids) else {0} if number == 0 and ids else set()
    return set()
