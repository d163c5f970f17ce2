"""LiaScript, Markdown for interactive courses: its animation marks go, its quizzes are exercises.

See https://liascript.github.io/course/?https://raw.githubusercontent.com/liaScript/docs/master/README.md.
"""

from __future__ import annotations

import re

_HEADER = re.compile(
    r"\A\ufeff?\s*<!--(?:(?!-->).){0,20000}?^\s*(?:narrator|import|script|link|mode|version|language)\s*:", re.M | re.S
)
_SIGN = re.compile(r"\{\{[\d\s|-]{1,12}\}\}|liascript", re.IGNORECASE)
_MARK_LINE = re.compile(
    r"\s*(?:-{2})?\{\{[^{}\n]{1,40}\}\}(?:-{2})?\s*$|\s*\*{5,}\s*$|\s*@[\w.]{1,40}(?:\([^()\n]{0,400}\))?\s*$"
)
_MARK = re.compile(
    r"\{\{?[\d\s|-]{1,12}\}?\}(?=\{|\S)|<!--\s*(?:style|class|data-)[^<>\n]{0,300}-->|(?<=\))@\w+(?:\([^()\n]{0,100}\))?"
)
_MEDIA = re.compile(r"(?:!\?|\?\?|\?)\[[^\[\]\n]{0,200}\]\([^()\n]{0,400}\)(?:\{[^{}\n]{0,100}\})?")
_QUIZ = re.compile(r"\s{0,8}(?:[-*+] )?(?:\[\[[^\[\]\n]{0,300}\]\]|\[\([^()\[\]\n]{0,200}\)\])(?:\s|$)")
_FILLED = re.compile(r"\|\s*`?@\w[\w.]*`?\s*\|")
_FEWEST_FILLED = 2
_FENCE = re.compile(r"\s{0,8}(`{3,}|~{3,})")


def is_liascript(text: str) -> bool:
    """Whether a Markdown text begins with LiaScript's header and has its marks."""
    return _HEADER.match(text[:25_000]) is not None and _SIGN.search(text) is not None


def plain_liascript(text: str) -> str:
    """The text without marks, players and macros, each quiz in a box of exercises with the paragraph that asks it."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or (mark[1].startswith(fence) and not line.strip(" `~"))):
            fence = "" if fence else mark[1]
        elif not fence:
            line = "" if _MARK_LINE.match(line) else _MEDIA.sub("", _MARK.sub("", line))
        lines.append(line)
    return "\n".join(_with_exercises(_without_forms(lines)))


def _without_forms(lines: list[str]) -> list[str]:
    """The lines without tables that macros fill in: what course, term and author it is."""
    written = list(lines)
    start = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and lines[at].lstrip().startswith("|"):
            continue
        if sum(_FILLED.search(line) is not None for line in lines[start:at]) >= _FEWEST_FILLED:
            written[start:at] = [""] * (at - start)
        start = at + 1
    return written


def _with_exercises(lines: list[str]) -> list[str]:
    written: list[str] = []
    at, fenced = 0, False
    while at < len(lines):
        fenced ^= _FENCE.match(lines[at]) is not None
        if fenced or not _QUIZ.match(lines[at]):
            written.append(lines[at])
            at += 1
            continue
        question = _question(written)
        while at < len(lines) and (_QUIZ.match(lines[at]) or (not lines[at].strip() and _goes_on(lines, at))):
            at += 1
        written += ["", "::: exercise", "", *question, "", ":::", ""]
    return written


def _question(written: list[str]) -> list[str]:
    """The last paragraph that is written, taken away from there."""
    while written and not written[-1].strip():
        written.pop()
    start = len(written)
    while start and written[start - 1].strip() and not written[start - 1].lstrip().startswith("#"):
        start -= 1
    question = written[start:]
    if any(_FENCE.match(line) for line in question):
        return []
    del written[start:]
    return question


def _goes_on(lines: list[str], at: int) -> bool:
    return at + 1 < len(lines) and _QUIZ.match(lines[at + 1]) is not None
