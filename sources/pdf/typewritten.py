"""Documents set in one monospaced font throughout: plain text on paper, and read as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.drafts import Draft
from sources.pdf.listing import listing_text
from sources.pdf.rows import Row
from sources.txt import read_txt

_SHARE = 0.9
_SENTENCE_END = (".", "!", "?", ":", ";")


def is_typewritten(pages: Sequence[Sequence[Row]]) -> bool:
    """Whether nearly all characters are monospaced, so that the type says nothing about code."""
    rows = [row for page in pages for row in page]
    monospaced = sum(len(row.plain) for row in rows if row.monospaced)
    return bool(rows) and monospaced >= _SHARE * sum(len(row.plain) for row in rows)


def typewritten_drafts(pages: Sequence[Sequence[Row]]) -> list[Draft]:
    """The drafts of all pages, each with its page; a sentence that a page break cuts is one again."""
    drafts: list[Draft] = []
    for rows in pages:
        for number, draft in enumerate(read_txt(listing_text(rows))):
            if number == 0 and drafts and _goes_on(drafts[-1], draft):
                drafts[-1] = replace(drafts[-1], text=f"{drafts[-1].text} {draft.text}")
            else:
                drafts.append(replace(draft, page=rows[0].page))
    return drafts


def _goes_on(before: Draft, draft: Draft) -> bool:
    in_prose = before.kind in ("paragraph", "list_item") and draft.kind == "paragraph"
    return in_prose and draft.text[:1].islower() and not before.text.endswith(_SENTENCE_END)
