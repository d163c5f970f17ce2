"""Plain text to drafts: blank lines part paragraphs; underlines, numbers and capitals show headings."""

from __future__ import annotations

import re
from itertools import groupby
from statistics import median

from sources.drafts import Draft, DraftSheet, Reading, with_joined_listings
from sources.files import Kind
from sources.markdown_signs import is_other_markup
from sources.navigation import is_navigation
from sources.paged_text import without_pages

_UNDERLINE = re.compile(r"^(={3,}|-{3,}|~{3,}|\*{3,}|\^{3,})$")
_UNDERLINE_LEVEL = {"=": 1, "*": 1, "-": 2, "~": 3, "^": 4}
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<title>\S.*)$")
_NAMED = re.compile(
    r"^(chapter|part|section|lesson|unit|module|appendix)\s+([\dIVXLC]+|[A-Z])\b.{0,80}$", re.IGNORECASE
)
_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+•‣·–]|(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z])\))\s+(?P<text>\S.*)$")
_RULE = re.compile(r"^\s*([-=_*~#+.]\s*){3,}$")
_PROMPT = re.compile(r"^\s*(>>>|\.\.\.|\$|In \[\d+\]:) ?")
_COLUMNS = re.compile(r"\S.{0,80}?\s{8}\s*\S")
_CENTRED = re.compile(r" {8,}[^\W\d_][^=(){};<>]{2,80}$")
_SENTENCE_END = (".", "!", "?", ":", ";", ",")
_LONG_LINE = 120
_LONGEST_HEADING = 90


def read_txt(text: str) -> list[Draft]:
    """The drafts of a plain text."""
    return text_reading(text).drafts


def text_reading(text: str) -> Reading:
    """Read a plain text."""
    lines = without_pages(text)
    unwrapped = median([len(line) for line in lines if line] or [0]) > _LONG_LINE
    sheet = DraftSheet()
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            _read_chunk(list(group), sheet, unwrapped)
        elif sheet.drafts and sheet.drafts[-1].kind == "code":
            sheet.add("paragraph", "")
    return Reading(with_joined_listings(sheet.drafts), not_carried=sheet.left_out.not_carried())


def _read_chunk(lines: list[str], sheet: DraftSheet, unwrapped: bool) -> None:
    lines = _take_front(lines, sheet) if not sheet.drafts else _take_headings(lines, sheet)
    if not lines:
        return
    if _is_listing(lines):
        sheet.add("code", "\n".join(_dedented(lines)))
    elif unwrapped:
        for line in lines:
            _add_prose([line], sheet)
    else:
        _add_prose(lines, sheet)


def _take_front(lines: list[str], sheet: DraftSheet) -> list[str]:
    """What a text begins with may be a letterhead in two columns, or its title in the middle of a line."""
    if len(lines) > 1 and 2 * sum(map(bool, map(_COLUMNS.match, lines))) > len(lines):
        sheet.left_out.add("letterhead", " ".join(lines))
        return []
    if len(lines) == 1 and _CENTRED.match(lines[0]):
        sheet.add("heading", lines[0].strip(), level=1)
        return []
    return _take_headings(lines, sheet)


def _take_headings(lines: list[str], sheet: DraftSheet) -> list[str]:
    """Write down the headings that the lines begin with and return what follows."""
    start = 0
    while start + 1 < len(lines) and (mark := _UNDERLINE.match(lines[start + 1].strip())):
        if _RULE.match(lines[start]):
            break
        sheet.add("heading", lines[start].strip(), level=_UNDERLINE_LEVEL[mark[1][0]])
        start += 2
    lines = lines[start:]
    if len(lines) == 1 and (level := _heading_level(lines[0].strip())):
        sheet.add("heading", lines[0].strip(), level=level)
        return []
    return lines


def _heading_level(line: str) -> int:
    """The level of a line that stands alone, 0 if it is no heading."""
    if len(line) > _LONGEST_HEADING or line.endswith(_SENTENCE_END[:-1]):
        return 0
    if _NAMED.match(line):
        return 1
    numbered = _NUMBERED.match(line)
    if numbered and numbered["title"][:1].isupper():
        return min(numbered["number"].count(".") + 1, 6)
    letters = [character for character in line if character.isalpha()]
    return 1 if len(letters) >= 4 and line.isupper() else 0


def _is_listing(lines: list[str]) -> bool:
    if any(_PROMPT.match(line) for line in lines[:1]):
        return True
    return all(line.startswith("    ") for line in lines) and not _ITEM.match(lines[0])


def _dedented(lines: list[str]) -> list[str]:
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    return [line[margin:] for line in lines]


def _add_prose(lines: list[str], sheet: DraftSheet) -> None:
    """Paragraphs and list items; a line that does not start an item continues what is open."""
    current: list[str] = []
    opened: re.Match[str] | None = None
    for line in lines:
        item = _ITEM.match(line)
        if not item and not _RULE.match(line):
            current.append(line)
            continue
        _close(current, opened, sheet)
        current, opened = ([item["text"]] if item else []), item
    _close(current, opened, sheet)


def _close(lines: list[str], item: re.Match[str] | None, sheet: DraftSheet) -> None:
    text = "\n".join(lines)
    if not lines or is_navigation(text):
        return
    if item:
        sheet.add("list_item", text, level=len(item["indent"]) // 2, ordinal=_ordinal(item))
    else:
        sheet.add("paragraph", text)


def _ordinal(item: re.Match[str]) -> int | None:
    if item["letter"]:
        return ord(item["letter"]) - ord("a") + 1
    return int(item["number"]) if item["number"] else None


TEXT = Kind(
    "plain text", "text/plain", lambda file: not is_other_markup(file.sample), lambda file: text_reading(file.text)
)
