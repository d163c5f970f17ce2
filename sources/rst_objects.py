"""Directives of reStructuredText that describe an object by its name (`.. py:data:: DEBUG`), which pandoc leaves out.

Each becomes an entry of a definition list, so that what is said of the object keeps its name. Lines keep their numbers.
"""

from __future__ import annotations

import re

MOST_BETWEEN = 12
"""Lines between a directive and what it says: blank ones and its options."""
_OBJECT = re.compile(
    r"(?P<indent>[ \t]{0,40})\.\. (?:[a-z]{1,8}:)?(?:data|attribute|function|class|method|classmethod|staticmethod|"
    r"exception|property|option|cmdoption|envvar|setting|confval|describe|object|module|decorator|decoratormethod|macro|type|"
    r"command|program|member|var):: ?(?P<name>\S.{0,200})"
)
_FIELD = re.compile(r"\s*:[\w-]{1,40}:")


def with_named_objects(text: str) -> str:
    """The same text with each such directive as a term in code right above what it says."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        found = _OBJECT.fullmatch(line.rstrip())
        if found is None:
            continue
        said = _said(lines, at, len(found["indent"]))
        name = found["name"].replace("`", "").strip()
        lines[at] = ""
        for between in range(at + 1, said):
            lines[between] = ""
        lines[said - 1] = f"{found['indent']}``{name}``"
    return "\n".join(lines)


def _said(lines: list[str], at: int, indent: int) -> int:
    """The line at which begins what a directive says; the next one if it says nothing."""
    for number in range(at + 1, min(len(lines), at + MOST_BETWEEN)):
        line = lines[number]
        if not line.strip() or _FIELD.match(line):
            continue
        deeper = len(line) - len(line.lstrip()) > indent
        return number if deeper else at + 1
    return at + 1
