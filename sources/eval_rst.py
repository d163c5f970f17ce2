"""reStructuredText in a fence of Markdown (`eval-rst` of MyST): the directives that it is made of, what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Literal, NamedTuple

from sources.roles import role_named
from sources.rst_objects import is_silent
from sources.site_blocks import NOT_HERE

_DIRECTIVE = re.compile(r"(?P<indent>[ \t]{0,40})(?:[*-] {1,3})?\.\. (?P<name>[\w:.+-]{1,40}):: ?(?P<title>.{0,200})")
_OPTION = re.compile(r"\s*:[\w-]{1,40}:.{0,300}")
_RUNS = re.compile(r"run|exec|program-output|command-output")
"""How directives are called that show what code gives when the book is made."""
_ROLE = re.compile(r"(?<![\w`]):[a-z][\w:+-]{1,30}:`~?([^`<>\n]{1,120})(?:\s<[^<>`\n]{1,120}>)?`")
_SHOWS = re.compile(r"example|code|ipython|prompt|console|sourcecode|doctest|parsed-literal")
"""How directives for listings are called, those of extensions too."""


class Held(NamedTuple):
    """What a directive holds: code, a table that is written as a list, a box with its role's name, or text."""

    kind: Literal["code", "table", "box", "text"]
    title: str
    content: str
    name: str = ""


def held(text: str) -> Iterator[Held]:
    """What the directives of a text hold, in order; those that say nothing to readers are passed over."""
    lines = text.split("\n")
    at, said = 0, list[str]()
    while at < len(lines):
        found = _DIRECTIVE.fullmatch(lines[at].rstrip())
        if found is None:
            said.append(lines[at])
            at += 1
            continue
        if any(line.strip() for line in said):
            yield Held("text", "", _ROLE.sub(r"`\1`", "\n".join(said)))
        said = []
        end = _end(lines, at, len(found["indent"]))
        yield from _held(found, dedent("\n".join(lines[at + 1 : end])).strip("\n"))
        at = end
    if any(line.strip() for line in said):
        yield Held("text", "", _ROLE.sub(r"`\1`", "\n".join(said)))


def _held(found: re.Match[str], content: str) -> Iterator[Held]:
    name, title = found["name"].rpartition(":")[2], found["title"].strip()
    lines = content.split("\n")
    while lines and (_OPTION.fullmatch(lines[0]) or not lines[0].strip()):
        del lines[0]
    content = "\n".join(lines)
    if is_silent([name]):
        return
    if name == "list-table":
        yield Held("table", title, content)
    elif role_named(name):
        yield Held("box", title, content, name)
    elif _RUNS.search(name):
        yield Held("code", "", NOT_HERE)
    elif _SHOWS.search(name) and content.strip():
        yield Held("code", title if name in ("code", "code-block", "sourcecode") else "", content)


def _end(lines: list[str], at: int, indent: int) -> int:
    """Behind the last line that is set in deeper than the one at a place."""
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        end = number + 1
    return end
