"""What a person can read of an answer that is still being written: JSON that has not come to its end."""

from __future__ import annotations

import json
import re

from providers.text import OutlineRequest, SectionRequest, TextRequest

_FIELD = re.compile(r'"(title|explanation|summary)"\s{0,20}:\s{0,20}"')
_STRING_END = re.compile(r'\\.|"', re.DOTALL)


def readable(text: str, request: TextRequest) -> str:
    """Of an outline the titles, a line each; of a section its explanation, or its summary before that has begun.

    Nothing of answers to checks is ever in it. Takes time in proportion to the text.
    """
    fields = list(_fields(text))
    if isinstance(request, OutlineRequest):
        return "\n".join(value for name, value in fields if name == "title" and value)
    if isinstance(request, SectionRequest):
        last = dict(fields)
        return last.get("explanation") or last.get("summary") or ""
    return ""


def _fields(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while opening := _FIELD.search(text, at):
        end = _end(text, opening.end())
        found.append((opening[1], _decoded(text[opening.end() : end])))
        at = end + 1
    return found


def _end(text: str, start: int) -> int:
    """Where the string that begins at `start` ends, or the text does."""
    while sign := _STRING_END.search(text, start):
        if sign[0] == '"':
            return sign.start()
        start = sign.end()
    return len(text)


def _decoded(written: str) -> str:
    """The text of a JSON string whose last escape may have been cut through."""
    for cut in range(min(12, len(written)) + 1):
        try:
            value: str = json.loads(f'"{written[: len(written) - cut]}"', strict=False)
        except json.JSONDecodeError:
            continue
        return value.encode("utf-8", "ignore").decode()
    return ""
