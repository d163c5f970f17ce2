"""What is done to the tokens of a whole Markdown text before they are read one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from markdown_it.token import Token

from learning.source import BlockRole
from sources.roles import pointer_in, role_in, role_named

_ALERT = re.compile(r"\s*\[!(\w+)\][+-]?\s*")
_LISTS = {"bullet_list_open": "bullet_list_close", "ordered_list_open": "ordered_list_close"}
_FEWEST_ENTRIES = 3
_TITLE = 200
"""Characters in which the title of a `details` element is looked for."""
_BOX_TAG = re.compile(r"<(?P<end>/?)(?P<tag>aside|details|div|section)\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def without_contents(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without lists of nothing but links into the text itself: tables of contents."""
    kept: list[Token] = []
    number = 0
    while number < len(tokens):
        end = _list_end(tokens, number)
        if end and _is_contents(tokens[number:end]):
            number = end
        else:
            kept.append(tokens[number])
            number += 1
    return kept


def without_pointers(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the fenced boxes (`::: readings`) that only lead to other pages and recordings."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.type == "div" and (depth or pointer_in(token.content)):
            depth += 1 if token.content else -1
        elif not depth:
            kept.append(token)
    return list(tokens) if depth else kept


def _list_end(tokens: Sequence[Token], start: int) -> int:
    """Where a list on the top level ends; 0 if none starts here."""
    opening = tokens[start]
    if opening.type not in _LISTS or opening.level:
        return 0
    closing = _LISTS[opening.type]
    ends = (
        number for number in range(start, len(tokens)) if tokens[number].level == 0 and tokens[number].type == closing
    )
    return next(ends, -1) + 1


def _is_contents(tokens: Sequence[Token]) -> bool:
    entries = [token.children or [] for token in tokens if token.type == "inline"]
    code = any(token.type in ("fence", "code_block") for token in tokens)
    return len(entries) >= _FEWEST_ENTRIES and not code and all(map(_is_inner_link, entries))


def _is_inner_link(children: Sequence[Token]) -> bool:
    if len(children) < 3 or children[0].type != "link_open" or children[-1].type != "link_close":
        return False
    links = [token for token in children if token.type == "link_open"]
    return len(links) == 1 and str(links[0].attrs.get("href", "")).startswith("#")


def mark_quotes(tokens: list[Token]) -> None:
    """Give a block quote the role that a kramdown line after it or a `[!NOTE]` at its start names."""
    opened: list[Token] = []
    for number, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append(token)
            _mark_alert(token, tokens[number + 1 : number + 3])
        elif token.type == "blockquote_close":
            start = opened.pop()
            following = tokens[number + 1] if number + 1 < len(tokens) else None
            if following and following.type == "attribute_line" and (role := role_in(following.content)):
                start.meta["role"] = role


def _mark_alert(quote: Token, following: Sequence[Token]) -> None:
    for token in following:
        first = token.children[0] if token.type == "inline" and token.children else None
        alert = _ALERT.match(first.content) if first else None
        if first and alert:
            quote.meta["role"] = role_named(alert[1]) or "callout"
            first.content = first.content[alert.end() :]


def mark_boxes(tokens: Sequence[Token]) -> None:
    """Give the HTML that opens boxes around Markdown their roles in `meta["opens"]`, from the outermost on, and the
    HTML that closes them their number in `meta["closes"]`.

    A box that nothing closes is none, or all of the text after it would be in it.
    """
    opened: list[_Opening] = []
    inside: Counter[str] = Counter()
    for token in tokens:
        for found in _BOX_TAG.finditer(token.content) if token.type == "html_block" else ():
            tag = found["tag"].lower()
            if not found["end"]:
                opened.append(_Opening(tag, found, token))
                inside[tag] += 1
            elif inside[tag]:
                _close(opened, inside, tag, token)
    for token in tokens:
        if "opens" in token.meta:
            token.meta["opens"] = [role for _, role in sorted(token.meta["opens"], key=itemgetter(0))]


class _Opening(NamedTuple):
    tag: str
    found: re.Match[str]
    token: Token

    @property
    def role(self) -> BlockRole | None:
        """The role that the class of the element names; of what can be unfolded also the words of its title."""
        said, end = self.found["attributes"], self.found.end()
        if self.tag == "details":
            return role_in(said + self.token.content[end : end + _TITLE]) or "callout"
        named = _CLASS.search(said)
        role = role_in("".join(filter(None, named.groups()))) if named else None
        return role or ("callout" if self.tag == "aside" else None)


def _close(opened: list[_Opening], inside: Counter[str], tag: str, closing: Token) -> None:
    """Close the innermost element of this tag, and those inside of it that nothing closes."""
    while True:
        opening = opened.pop()
        inside[opening.tag] -= 1
        if opening.tag == tag:
            break
    role = opening.role if opening.token is not closing else None
    if role:
        opening.token.meta.setdefault("opens", []).append((opening.found.start(), role))
        closing.meta["closes"] = closing.meta.get("closes", 0) + 1
