"""Inline Markdown to reading text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from sources.inline import code_span

_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GONE = "\x00"
_SPACE_AROUND_GONE = re.compile(r"\s*\x00+(?=[\s.,;:!?)]|$)|\x00")
_CODE_OR_DASH = re.compile(r"(`+.*?`+)|(?<=[\w\s)`])(---)(?=[\w\s(`])|(?<=\s)(--)(?=\s)")
_FILLER = re.compile(r"(?:\s\.){4,}")


def inline_text(tokens: Sequence[Token]) -> str:
    """No emphasis, link or image syntax; code in back-ticks; typewriter dashes as dashes."""
    text = _SPACE_AROUND_GONE.sub("", "".join(map(_piece, tokens)))
    return _FILLER.sub("", _CODE_OR_DASH.sub(_with_dash, text))


def _with_dash(match: re.Match[str]) -> str:
    return match[1] or ("—" if match[2] else "–")


def _piece(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type == "code_inline":
        return code_span(token.content)
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "math_inline":
        return f"${token.content}$"
    return _html_piece(token) if token.type == "html_inline" else ""


def _html_piece(token: Token) -> str:
    """A line break is a space; a comment leaves no space behind; any other tag leaves nothing."""
    if token.content.startswith("<!--"):
        return _GONE
    return " " if _BREAK_TAG.match(token.content) else ""
