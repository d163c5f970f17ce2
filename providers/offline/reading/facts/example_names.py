"""The names that the listings of a source make for themselves: they belong to its example alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from providers.offline.reading.passages import Place

_OWN = re.compile(
    r"^[ \t]*(?:(?:pub|async|export|public|private|static|default) )*"
    r"(?:(?:def|class) (?P<name>\w+)[^\n]{0,200}:[ \t]*\n[ \t]+\S|"
    r"(?:fn|function|func|struct|enum|trait|interface|type|class) (?P<other>\w+)[^\n{]{0,200}\{)",
    re.MULTILINE,
)
_VALUE = re.compile(
    r"^[ \t]*(?:(?:let|const|var|mut|my|auto|int|val) )*(?P<name>[a-z_]\w*)(?:: ?[\w<>]+)? *(?:<-|:?=)(?!=)",
    re.MULTILINE,
)
"""A line that gives a name to a value."""


def names_made(places: Iterable[Place]) -> frozenset[str]:
    """The functions and types that listings make with a body."""
    found = (one for place in places if place.kind == "code" for one in _OWN.finditer(place.text))
    return frozenset(one["name"] or one["other"] for one in found)


def values_named(places: Iterable[Place]) -> frozenset[str]:
    """The names that lines of listings give to values."""
    return frozenset(one["name"] for place in places if place.kind == "code" for one in _VALUE.finditer(place.text))
