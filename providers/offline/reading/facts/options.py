"""An option as manuals print it: all its spellings, then what it does: "-c, --count  Count the lines instead of …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from providers.offline.reading.facts.definition import Definition
from providers.offline.reading.facts.labels import of_label
from providers.offline.reading.passages import Place

_VALUE = r"(?:\[?[ =]?(?:<[^<>\s]{1,24}>|\[[^\[\]\s]{1,24}\]|[a-z][\w-]{0,24}|[A-Z][A-Z_-]{1,24})\]?)?"
_SPELLING = rf"`?--?[A-Za-z?][\w-]{{0,40}}`?{_VALUE}"
_OPTION = re.compile(rf"(?P<spellings>{_SPELLING}(?:(?:,| \||,? or) {_SPELLING}){{0,4}})\.?:?\s+(?=[A-ZÀ-Þ`“\"«„])")
_STATES = re.compile(r"\S+ (?:now|also|always|usually|normally|by default|jetzt|auch|ahora|también|maintenant|aussi) ")
"""A sentence about something else than the option."""
_NAME = re.compile(r"--?[A-Za-z?][\w-]*")


def is_option(place: Place) -> bool:
    """Whether a block begins with the spellings of an option, and goes on with a sentence."""
    return _OPTION.match(place.text) is not None


def of_option(place: Place) -> Iterator[Definition]:
    """What the first sentence behind the spellings says of the option, under its first long name; all options under
    one heading are one family."""
    found = _OPTION.match(place.text)
    if found is None or _STATES.match(place.text, found.end()):
        return
    names = _NAME.findall(found["spellings"])
    name = next((name for name in names if name.startswith("--")), names[0])
    family = " › ".join((place.document.id, *place.block.heading_path, "options"))
    yield from of_label(place, f"`{name}`", place.text[found.end() :], family)
