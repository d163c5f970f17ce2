"""Finding the JSON object in what a model said: alone, in a fence, behind its thoughts, between sentences.

Everything here passes over a text a fixed number of times, whatever stands in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

Json = dict[str, Any]

_THOUGHT_ENDS = re.compile(r"</(?:think|thinking|thought|reasoning|reflection)\s?>", re.IGNORECASE)
_SIGNS = re.compile(r'["\\,{}\[\]]')
_ANYTHING = re.compile(r"\S")
_DECODER = json.JSONDecoder(strict=False)
MOST_OBJECTS, MOST_MENDED = 200, 3


def object_in(text: str, names: Set[str]) -> Json | None:
    """The object that has most of the fields `names`, be they written in another case; None where there is none.

    What stands behind the model's thoughts counts before what stands in them.
    """
    spoken = text.lstrip("\ufeff \t\r\n")
    ends = [found.end() for found in _THOUGHT_ENDS.finditer(spoken)]
    for part in (spoken[ends[-1] :], spoken) if ends else (spoken,):
        found = [inner for whole in _objects(part) for inner in _unwrapped(whole)]
        best = max(found, key=lambda written: len(_known(written, names)), default=None)
        if best is not None and _known(best, names):
            return best
    return None


def renamed(written: Mapping[str, Any], names: Set[str]) -> Json:
    """The object with its fields spelt as in `names`: "estimatedMinutes" is estimated_minutes. Others stay."""
    spelt = {_folded(name): name for name in names}
    renamed: Json = {}
    for name, value in written.items():
        own = name if name in names else spelt.get(_folded(name), name)
        if own not in renamed or own == name:
            renamed[own] = value
    return renamed


def _known(written: Json, names: Set[str]) -> set[str]:
    return {_folded(name) for name in names} & {_folded(name) for name in written}


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _objects(text: str) -> Iterator[Json]:
    """The outermost objects of a text. Where one breaks off, the search goes on behind that place."""
    at, tried = text.find("{"), 0
    while at >= 0 and tried < MOST_OBJECTS:
        tried += 1
        try:
            found, end = _DECODER.raw_decode(text, at)
            yield found
        except json.JSONDecodeError as error:
            end = max(error.pos, at + 1)
            if tried <= MOST_MENDED and (mended := _mended(text[at:])):
                yield mended
                return
        except RecursionError:
            return
        at = text.find("{", end)


def _mended(text: str) -> Json | None:
    try:
        whole: Json = _DECODER.raw_decode(without_loose_commas(text))[0]
    except (json.JSONDecodeError, RecursionError):
        return None
    return whole


def _unwrapped(whole: Json) -> Iterator[Json]:
    """The object, and those directly inside it: some models put all into a field "section"."""
    yield whole
    yield from (value for value in whole.values() if isinstance(value, dict))


def without_loose_commas(text: str) -> str:
    """The text without commas that stand before a closing bracket, outside strings."""
    kept, start, inside, at = [], 0, False, 0
    while found := _SIGNS.search(text, at):
        at = found.end()
        if found[0] == "\\":
            at += 1
        elif found[0] == '"':
            inside = not inside
        elif found[0] == "," and not inside:
            following = _ANYTHING.search(text, at)
            if following and following[0] in "}]":
                kept.append(text[start : at - 1])
                start = at
    return "".join([*kept, text[start:]])
