"""Sessions of an interpreter in reStructuredText, which pandoc takes for quotations unless a line leads to them."""

from __future__ import annotations

import re

UNLED = "\ufdd2"
"""A noncharacter before a colon that the text has not."""
_PROMPT = re.compile(r"[ \t]{0,40}>>> \S")
_CLOSED = re.compile(r"::\s*$|^\s*\.\. |^\s*:[\w-]{1,40}:|^\s*([=\-`:.'\"~^_*+#<>])\1{2,}\s*$")
"""Lines that lead to a literal block already, or are no text."""


def with_sessions(text: str) -> str:
    """The same text, line by line, in which each session right below a paragraph is a literal block of it."""
    lines = text.split("\n")
    at = 1
    while at < len(lines):
        if not (_PROMPT.match(lines[at]) and not lines[at - 1].strip()):
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].strip():
            end += 1
        _join(lines, at, end)
        at = end
    return "\n".join(lines)


def _join(lines: list[str], start: int, end: int) -> None:
    """Have the paragraph above the lines from `start` to `end` lead to them, in place."""
    above = start - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0 or _CLOSED.search(lines[above]) or ">>>" in lines[above] or start - above > 2:
        return
    indent, outer = _indent(lines[start]), _indent(lines[above])
    lines[above] = lines[above].rstrip() + (":" if lines[above].rstrip().endswith(":") else f"{UNLED}::")
    if indent <= outer:
        lines[start:end] = [f"    {line}" for line in lines[start:end]]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
