"""Brackets and signs in a line of Markdown that site tools resolve and CommonMark leaves as they are written.

`[[Page|words]]` of wikis and index plugins, `[words][page]` whose page another file defines, `[words]{.class}` and
`code`{=format} of pandoc, and `$ x^2 $` of notebooks.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_WIKI = re.compile(r"\[\[(?P<page>[^\[\]|\n]{0,160})(?P<bars>\|{0,2})(?P<shown>[^\[\]|\n]{0,160})\]\](?![(\[])")
_UNDEFINED = re.compile(r"\[(?P<words>[^\[\]\n]{2,160})\]\[(?P<page>[^\[\]\s]{0,120})\]")
_CLASSES = re.compile(r"\{(?:[.#][\w:-]{1,40}|[\w-]{1,40}=(?:\"[^\"{}\n]{0,200}\"|[\w.:/#%-]{1,80})|\s){1,12}\}")
_RAW = re.compile(r"`[^`\n]{1,400}`\{=\w{1,20}\}")
_SPACED = re.compile(r"\$(?=\s|[^$\n]{1,600}\s\$)\s?(?P<tex>[^\s$](?:[^$\n]{0,598}[^\s$])?)\s?\$(?![\w$])")
_IS_TEX = re.compile(r"\\[A-Za-z]|[_^=]|^[A-Za-z]$")
_LETTERS = re.compile(r"[^\W\d_]{2}|\d{3}")


def use_spans(parser: MarkdownIt) -> None:
    """Teach a parser these forms."""
    parser.inline.ruler.before("backticks", "raw_code", _raw_code)
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.after("link", "undefined_link", _undefined_link)
    parser.inline.ruler.after("link", "classed_span", _classed_span)
    parser.inline.ruler.before("escape", "spaced_math", _spaced_math)


def _raw_code(state: StateInline, silent: bool) -> bool:
    """What is written for another format than this text is read in says nothing."""
    found = _RAW.match(state.src, state.pos) if state.src[state.pos] == "`" else None
    if found is None:
        return False
    state.pos = found.end()
    return True


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """The words of a wiki link; nothing of a mere entry of an index (`[[||entry]]`)."""
    found = _WIKI.match(state.src, state.pos) if state.src.startswith("[[", state.pos) else None
    if found is None or _follows_word(state) or not _LETTERS.search(found[0]):
        return False
    own = found["shown"] if found["bars"] == "|" else found["page"].partition("#")[0]
    return _say(state, own.strip(), found.end(), silent)


def _undefined_link(state: StateInline, silent: bool) -> bool:
    """The words of a link whose address stands in no line of this text; nothing of such a picture."""
    found = _UNDEFINED.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if found is None or _follows_word(state) or not _LETTERS.search(found["words"]):
        return False
    if state.pending.endswith("!"):
        state.pending = state.pending[:-1]
        return _say(state, "", found.end(), silent)
    return _inside(state, state.pos + 1, found.end("words"), found.end(), silent)


def _classed_span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or _follows_word(state):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    classes = _CLASSES.match(state.src, end + 1) if end > 0 else None
    return classes is not None and _inside(state, state.pos + 1, end, classes.end(), silent)


def _spaced_math(state: StateInline, silent: bool) -> bool:
    found = _SPACED.match(state.src, state.pos) if state.src[state.pos] == "$" and not _follows_word(state) else None
    if found is None or not _IS_TEX.search(found["tex"]):
        return False
    if not silent:
        state.push("math_inline", "math", 0).content = found["tex"].strip()
    state.pos = found.end()
    return True


def _follows_word(state: StateInline) -> bool:
    """Whether it stands at a word, as the index of a list does in code."""
    before = state.src[state.pos - 1] if state.pos else " "
    return before.isalnum() or before in "_])\\"


def _say(state: StateInline, words: str, end: int, silent: bool) -> bool:
    if not silent:
        state.pending += words
    state.pos = end
    return True


def _inside(state: StateInline, start: int, end: int, after: int, silent: bool) -> bool:
    """Read what stands between brackets as if they were not there."""
    if not silent:
        last = state.posMax
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = last
    state.pos = after
    return True
