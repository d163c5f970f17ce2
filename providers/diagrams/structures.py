"""The ordered lists and tables of a text in Markdown, as reading text."""

from __future__ import annotations

from markdown_it.token import Token

from learning.markdown import block_text, tokens


def ordered_lists(markdown: str) -> list[list[str]]:
    """The items of each ordered list that has no other list inside, first paragraphs only."""
    found: list[list[str]] = []
    inside: list[str] | None = None
    fresh = False
    for token in tokens(markdown):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            inside = [] if token.type == "ordered_list_open" and inside is None else None
        elif token.type == "ordered_list_close" and inside is not None:
            found.append(inside)
            inside = None
        elif token.type == "list_item_open":
            fresh = True
        elif token.type == "inline" and inside is not None and fresh:
            inside.append(_text(token))
            fresh = False
    return found


def tables(markdown: str) -> list[list[list[str]]]:
    """The rows of each table, its head first."""
    found: list[list[list[str]]] = []
    is_open = False
    for token in tokens(markdown):
        if token.type == "table_open":
            found.append([])
            is_open = True
        elif token.type == "table_close":
            is_open = False
        elif is_open and token.type == "tr_open":
            found[-1].append([])
        elif is_open and token.type == "inline":
            found[-1][-1].append(_text(token))
    return found


def _text(token: Token) -> str:
    return " ".join(block_text(token).split())
