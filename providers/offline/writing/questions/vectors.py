"""What somebody who reads R wrongly takes for a vector that it shows: "[1] TRUE FALSE TRUE"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from providers.offline.writing.questions.sequences import mistaken_sequences

MOST_ITEMS = 8
_ITEM = re.compile(r"\"(?:\\.|[^\"\\])*\"|\S+")
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,3})?")
_OTHER = {"TRUE": "FALSE", "FALSE": "TRUE"}


def vectors_like(text: str, code: str) -> list[str]:
    """Other vectors, the likeliest first: those of `code`, its items turned round, one number for all."""
    items = _ITEM.findall(text.removeprefix("[1]"))
    if not 0 < len(items) <= MOST_ITEMS:
        return []
    lists = mistaken_sequences(f"({', '.join(items)})", code, "r") if len(items) > 1 else []
    found = [*(_shown(_ITEM.findall(other[1:-1].replace(", ", " "))) for other in lists), *_otherwise(items)]
    return [one for one in dict.fromkeys(found) if _ITEM.findall(one) != _ITEM.findall(text)]


def _shown(items: list[str]) -> str:
    return f"[1] {' '.join(items)}"


def _otherwise(items: list[str]) -> Iterator[str]:
    if all(item in _OTHER for item in items):
        yield _shown([_OTHER[item] for item in items])
        yield _shown(["TRUE" if "TRUE" in items else "FALSE"])
        yield _shown(["FALSE" if "FALSE" in items else "TRUE"])
        yield _shown([str(items.count("TRUE"))])
    elif all(map(_NUMBER.fullmatch, items)) and len(items) > 1:
        numbers = [float(item) for item in items]
        yield _shown([f"{sum(numbers):g}"])
        yield _shown([str(len(items))])
        yield _shown([f"{number + 1:g}" for number in numbers])
        yield _shown([f"{number - 1:g}" for number in numbers])
    elif len(items) > 1:
        yield _shown(items[::-1])
        yield _shown(items[:1])
