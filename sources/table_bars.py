"""Rows of Markdown tables with bars in their code, which part cells unless they are escaped: many tools read them as
what they say, so that their authors write them plain."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,12}(?:[-*+>] {1,3})?(`{3,}|~{3,})")
_RULE = re.compile(r"\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*){1,40}\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,200})\1(?!`)")


def with_escaped_bars(text: str) -> str:
    """The text; a row that has more cells than its table, but not without the bars in its code, has them escaped."""
    if "|" not in text or "`" not in text:
        return text
    lines = text.split("\n")
    columns, fence = 0, ""
    for at, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if fence or "|" not in line:
            columns = 0
        elif _RULE.match(line):
            columns = _cells(line)
        elif columns and "`" in line and _cells(line) > columns:
            lines[at] = _escaped(line, columns)
    return "\n".join(lines)


def _cells(line: str) -> int:
    return len(_BAR.split(line.strip().removeprefix("|").removesuffix("|")))


def _escaped(line: str, columns: int) -> str:
    escaped = _CODE.sub(lambda found: _BAR.sub(r"\\|", found[0]), line)
    return escaped if _cells(escaped) == columns else line
