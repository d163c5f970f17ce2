"""The Markdown that lessons are written in: CommonMark, tables and what Carpentries, pandoc, MyST and MkDocs add."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from sources.markdown_spans import use_spans
from sources.myst import use_roles

_DIV_NAME = re.compile(r"[\w-]|\{[^}]*\}")
_ATTRIBUTE_LINE = re.compile(r"\{(?::| ?[.#][A-Za-z])[^{}]*\}$")
_LIQUID_LINE = re.compile(r"\{%.*%\}$")
_GRID_RULE = re.compile(r"\+(?:[-=:]+\+)+$")
_SIMPLE_RULE = re.compile(r" {0,3}-{2,}(?:[ \t]+-{2,})+[ \t]*$")
_QUOTED = r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
_ATTRIBUTES = re.compile(r"\{:?(?:" + _QUOTED + r"|[^{}'\"])*\}")
_TAKES_ATTRIBUTES = frozenset({"image", "link_close", "code_inline", "strong_close", "em_close"})
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_DEEPEST = 60
_LONGEST_INLINE = 20_000
_MOST_MARKS = 1_500
_MOST_UNCLOSED = 100
_MARKS = re.compile(r"[\[\]*_`~<$!{&\\]")


@lru_cache(maxsize=1)
def lesson_markdown() -> MarkdownIt:
    """The parser.

    Its own tokens are `div`, `attribute_line`, `grid_table` and `simple_table`, each carrying its source text, and
    `long_inline`: a paragraph too long to look for markup in, which takes quadratic time.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin).use(admon_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False).use(amsmath_plugin)
    parser.block.ruler.before("fence", "div", _div, _INTERRUPTS)
    parser.block.ruler.before("fence", "attribute_line", _attribute_line, _INTERRUPTS)
    parser.block.ruler.before("fence", "grid_table", _grid_table, _INTERRUPTS)
    parser.block.ruler.before("code", "simple_table", _simple_table, {"alt": []})
    parser.inline.ruler.push("attributes", _attributes)
    use_spans(parser)
    use_roles(parser)
    equations = next(rule.fn for rule in parser.block.ruler.__rules__ if rule.name == "amsmath")
    parser.block.ruler.at("amsmath", _few_unclosed(equations), _INTERRUPTS)
    parser.inline.add_terminator_char("{")
    parser.core.ruler.before("inline", "long_inline", _long_inline)
    return parser


def _few_unclosed(equations: RuleFuncBlockType) -> RuleFuncBlockType:
    """Each `\\begin` without its end is looked for down to the end of the text: only so many times."""

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        unclosed = state.env.get("unclosed", 0)
        if unclosed > _MOST_UNCLOSED or not _line(state, start).startswith("\\begin{"):
            return False
        found = equations(state, start, end, silent)
        state.env["unclosed"] = unclosed + (not found)
        return found

    return bounded


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _take(state: StateBlock, kind: str, start: int, end: int, content: str) -> None:
    token = state.push(kind, "", 0)
    token.map = [start, end]
    token.content = content
    state.line = end


def _div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = _line(state, start)
    info = line.strip(":").strip()
    if not line.startswith(":::") or (info and not _DIV_NAME.match(info)) or state.is_code_block(start):
        return False
    if not silent:
        _take(state, "div", start, start + 1, info)
    return True


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = _line(state, start)
    if not (_ATTRIBUTE_LINE.match(line) or _LIQUID_LINE.match(line)) or state.is_code_block(start):
        return False
    if not silent:
        _take(state, "attribute_line", start, start + 1, line)
    return True


def _grid_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _GRID_RULE.match(_line(state, start)) or state.is_code_block(start):
        return False
    last = start + 1
    while last < end and _line(state, last)[:1] in ("|", "+") and state.sCount[last] >= state.blkIndent:
        last += 1
    if last - start < 3:
        return False
    if not silent:
        _take(state, "grid_table", start, last, "\n".join(_line(state, number) for number in range(start, last)))
    return True


def _simple_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pandoc's table whose columns are as wide as the rules under their heads, up to an empty line."""
    rule = start if _SIMPLE_RULE.match(_whole_line(state, start)) else start + 1
    if rule >= end or state.is_code_block(start) or not _SIMPLE_RULE.match(_whole_line(state, rule)):
        return False
    last = rule + 1
    while last < end and not state.isEmpty(last) and not _SIMPLE_RULE.match(_whole_line(state, last)):
        last += 1
    last += last < end and not state.isEmpty(last)
    if last < end and not state.isEmpty(last):
        return False
    text = "\n".join(_whole_line(state, number) for number in range(start, last))
    if last - rule < 2 or not simple_rows(text):
        return False
    if not silent:
        _take(state, "simple_table", start, last, text)
    return True


def _whole_line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] : state.eMarks[number]]


def _attributes(state: StateInline, silent: bool) -> bool:
    """`{alt='…'}` after an image or `{.class}` after a span says nothing to a reader: skip it."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    match = _ATTRIBUTES.match(state.src, state.pos)
    if not match or state.tokens[-1].type not in _TAKES_ATTRIBUTES:
        return False
    state.pos = match.end()
    return True


def _long_inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and _is_too_long(token.content):
            token.type = "long_inline"


def _is_too_long(text: str) -> bool:
    return len(text) > _LONGEST_INLINE or len(_MARKS.findall(text)) > _MOST_MARKS


def grid_rows(table: str) -> list[list[str]]:
    """The rows of a grid table; the lines of a cell stay lines."""
    lines = table.split("\n")
    columns = [position for position, character in enumerate(lines[0]) if character == "+"]
    rows: list[list[str]] = []
    block: list[str] = []
    for line in lines:
        if not _GRID_RULE.match(line):
            block.append(line)
        elif block:
            rows.append(_grid_cells(block, columns))
            block = []
    return rows


def _grid_cells(lines: list[str], columns: list[int]) -> list[str]:
    spans = list(pairwise(columns))
    parts = [[line[left + 1 : right] for left, right in spans] for line in lines]
    return ["\n".join(part.rstrip() for part in cell) for cell in zip(*parts, strict=True)]


def simple_rows(table: str) -> list[list[str]]:
    """The rows of a simple table, the heads first if it has any; none where a word runs over the edge of a column."""
    lines = [line.expandtabs(4) for line in table.split("\n")]
    rule = next(line for line in lines if _SIMPLE_RULE.match(line))
    edges = [dashes.start() for dashes in re.finditer(r"-+", rule)][1:]
    rows = [line for line in lines if not _SIMPLE_RULE.match(line)]
    if any(line[edge - 1 : edge].strip() for line in rows for edge in edges):
        return []
    return [[line[left:right].strip() for left, right in pairwise([0, *edges, None])] for line in rows]
