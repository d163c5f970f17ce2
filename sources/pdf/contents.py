"""Tables of contents and indexes: they point at the text and are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sources.pdf.rows import Row

_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxlc]+)?\s*$|…{2,}\s*\d*\s*$")
_ENDS_WITH_PAGE = re.compile(r"\S.*[\s.]\d{1,4}$")
_CONTENTS_TITLE = re.compile(r"^(?:table of |brief |detailed )?contents$|^inhalt(?:sverzeichnis)?$", re.IGNORECASE)
_INDEX_TITLE = re.compile(r"^(?:subject |general |name )?index$|^stichwortverzeichnis$", re.IGNORECASE)
_INDEX_ENTRY = re.compile(
    r".{1,70}?[,\s]\s*\d{1,4}(?:\s*[-–,]\s*\d{1,4})*,?$|^\d{1,4}(?:\s*[-–,]\s*\d{1,4})*$|^[A-Z]$|^see "
)
_CONTENTS_SHARE = 0.6
_INDEX_SHARE = 0.5
_FEWEST_ENTRIES = 4
_LONGEST_ENTRY = 200


def without_contents(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """The pages without leader-dot lines, without pages of contents and without the index at the end."""
    kept: list[list[Row]] = []
    in_contents = in_index = False
    for number, rows in enumerate(pages):
        in_contents = _continues(rows, _CONTENTS_TITLE, _is_contents_entry, _CONTENTS_SHARE, in_contents)
        late = number >= len(pages) // 2
        in_index = late and _continues(rows, _INDEX_TITLE, _is_index_entry, _INDEX_SHARE, in_index)
        kept.append([] if in_contents or in_index else _without_leaders(rows))
    return kept


def _continues(
    rows: list[Row], title: re.Pattern[str], is_entry: Callable[[Row], bool], share: float, before: bool
) -> bool:
    titled = any(title.match(_end(row)) for row in rows[:3])
    return (titled or before) and sum(map(is_entry, rows)) >= max(share * len(rows), _FEWEST_ENTRIES)


def _end(row: Row) -> str:
    return row.plain[-_LONGEST_ENTRY:].strip()


def _is_contents_entry(row: Row) -> bool:
    text = _end(row)
    return bool(_LEADERS.search(text) or _ENDS_WITH_PAGE.match(text))


def _is_index_entry(row: Row) -> bool:
    return bool(_INDEX_ENTRY.match(_end(row)))


def _without_leaders(rows: list[Row]) -> list[Row]:
    entries = [row for row in rows if not row.monospaced and _end(row)[-1:].isdecimal() and _LEADERS.search(_end(row))]
    if not entries:
        return rows
    return [row for row in rows if row not in entries and not _CONTENTS_TITLE.match(_end(row))]
