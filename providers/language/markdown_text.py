"""Source text as Markdown that reads the same: nothing in it turns into markup by accident."""

from __future__ import annotations

import re

from learning.markdown import citation_ids, html_tags
from learning.markdown_safety import unsafe
from learning.source import Block
from providers.language.verbatim import CODE, MATH

_VERBATIM = re.compile(f"({CODE}|{MATH})")
_SPECIAL = re.compile(r"[\\*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|\[|\](?=[(\[:])|~(?=~)|&(?=#?\w+;)|`|\|")
_LESS = re.compile(r"<(?=[A-Za-z/!?])")
"""A sign of a formula that would begin an element."""
_LINE_START = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+](?=\s|$)|>)|(={1,}|-{2,})(?=\s*$)|(\d{1,9})([.)])(?=\s|$)|(:::))")
_TICKS = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"[\w+#.-]+")
_CELL_EDGE = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
WIDEST_TABLE, LONGEST_TABLE = 12, 60


def inline(text: str) -> str:
    """One paragraph's text; inline code stays code, and mathematics stays TeX."""
    return _LINE_START.sub(_escape_start, _escaped(text))


def _escaped(text: str) -> str:
    split = enumerate(_VERBATIM.split(text))
    parts = ((at, _LESS.sub("< ", part) if at % 2 and part.startswith("$") else part) for at, part in split)
    return "".join(part if at % 2 and not _is_markup(part) else _SPECIAL.sub(_escape, part) for at, part in parts)


def _is_markup(math: str) -> bool:
    """Whether what stands between dollar signs would be read as a link or an element."""
    return math.startswith("$") and bool(unsafe(math) or citation_ids(math) or html_tags(math))


def fenced(block: Block) -> str:
    """A code block with its language."""
    longest = max((len(ticks) for ticks in _TICKS.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    language = block.language if _LANGUAGE.fullmatch(block.language) else _guessed(block.text)
    return f"{fence}{language}\n{block.text.rstrip()}\n{fence}"


def table(block: Block) -> str:
    """A table, "" where it is too wide or too long to be read in a course. Short rows end in empty cells."""
    rows = [[_cell(cell) for cell in _CELL_EDGE.split(line)] for line in block.text.splitlines() if line.strip()]
    width = max(map(len, rows), default=0)
    if not 2 <= width <= WIDEST_TABLE or not 2 <= len(rows) <= LONGEST_TABLE:
        return ""
    whole = [row + [""] * (width - len(row)) for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (whole[0], ["---"] * width, *whole[1:]))


def _cell(text: str) -> str:
    return _escaped(text.strip()).replace("|", "\\|").replace("\\\\|", "\\|")


def quoted(markdown: str) -> str:
    """The blocks as one block quote."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def _guessed(code: str) -> str:
    if code.startswith(">>> "):
        return "pycon"
    return "console" if re.match(r"\$ \w", code) else ""


def _escape(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _escape_start(found: re.Match[str]) -> str:
    if found[4]:
        return f"{found[4]}\\{found[5]}"
    return "\\" + found[0]
