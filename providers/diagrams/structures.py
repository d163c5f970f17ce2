"""The ordered lists and tables of a text in Markdown, as reading text, with what stands before them."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.token import Token

from learning.markdown import block_text, tokens


class OrderedList(NamedTuple):
    """`lead` is the paragraph right before the list, "" for none."""

    lead: str
    items: list[str]


class Table(NamedTuple):
    """The rows, the head first; `is_output`: code stands right before it, whose result it may be."""

    rows: list[list[str]]
    is_output: bool


def ordered_lists(markdown: str) -> list[OrderedList]:
    """Each ordered list that has no other list inside, with the first paragraphs of its items."""
    found: list[OrderedList] = []
    inside: list[str] | None = None
    is_fresh, said, lead = False, "", ""
    for token in tokens(markdown):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            inside = [] if token.type == "ordered_list_open" and inside is None else None
            lead = said
        elif token.type == "ordered_list_close" and inside is not None:
            found.append(OrderedList(lead, inside))
            inside = None
        elif token.type == "list_item_open":
            is_fresh = True
        elif token.type == "inline" and inside is not None and is_fresh:
            inside.append(_text(token))
            is_fresh = False
        if token.type in ("heading_open", "fence", "table_open"):
            said = ""
        elif token.type == "inline" and token.level == 1:
            said = _text(token)
    return found


def tables(markdown: str) -> list[Table]:
    """Each table, with whether it follows code."""
    found: list[Table] = []
    is_open, after_code = False, False
    for token in tokens(markdown):
        if token.type == "table_open":
            found.append(Table([], after_code))
            is_open = True
        elif token.type == "table_close":
            is_open = False
        elif is_open and token.type == "tr_open":
            found[-1].rows.append([])
        elif is_open and token.type == "inline":
            found[-1].rows[-1].append(_text(token))
        if token.type in ("fence", "code_block"):
            after_code = True
        elif token.type.endswith("_open"):
            after_code = False
    return found


def _text(token: Token) -> str:
    return " ".join(block_text(token).split())
