"""A sentence for people as a template and the values in it, so that pages can say it in their reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

from learning.language_names import named

Value = Union["Sentence", str, int, float]
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Sentence:
    """`template` is English, with a place (`{title}`) for each of the `values`, which are in nobody's language but what
    people wrote themselves. A value may be a phrase with places of its own; one whose name ends in `language` is a
    code (BCP 47), since each language has a name for it."""

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in English."""
        return _PLACE.sub(lambda place: _english(place[1], self.values[place[1]]), self.template)

    def __hash__(self) -> int:
        return hash(str(self))


def say(template: str, /, **values: Value) -> Sentence:
    """The sentence of this template; `tests/web/test_findings.py` asks for its translations."""
    return Sentence(template, values)


def _english(name: str, value: Value) -> str:
    if isinstance(value, str) and name.endswith("language"):
        return named(value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)
