"""What a document is about and how much of it was read, small enough to be shown in lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from pydantic import BaseModel, ConfigDict

from learning.source import Block, Figure, NotCarried, SourceDocument

MOST_HEADINGS = 200
MOST_CHARACTERS = 200
MOST_NOT_CARRIED = 100

# Han and Kana are written without blanks: a sign counts as a word, as word processors count.
_SIGN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SIGN}]|[^\W{_SIGN}]+(?:['’\-][^\W{_SIGN}]+)*")
_MATHEMATICS = re.compile(r"\$\$[^$]{1,4000}\$\$|\$(?=\S)[^$\n]{1,1000}(?<=\S)\$(?!\d)")


class Heading(BaseModel):
    """A heading with the number of words up to the next one; `page` counts from 1."""

    model_config = ConfigDict(frozen=True)

    heading: str
    level: int
    words: int
    page: int | None = None


class Carried(BaseModel):
    """How many of each were read. `figures` counts the pictures that are kept."""

    model_config = ConfigDict(frozen=True)

    tables: int = 0
    figures: int = 0
    code: int = 0
    math: int = 0
    lists: int = 0


class Overview(BaseModel):
    """At most `MOST_HEADINGS` headings and `MOST_NOT_CARRIED` notes of what was not read, in the document's order."""

    model_config = ConfigDict(frozen=True)

    media_type: str
    pages: int | None
    characters: int
    words: int
    language: str
    outline: tuple[Heading, ...]
    carried: Carried
    not_carried: tuple[NotCarried, ...]
    figures: tuple[Figure, ...] = ()


def overview(document: SourceDocument) -> Overview:
    """Count what a document has. Text before the first heading belongs to none."""
    counted = [words(block.text) for block in document.blocks]
    return Overview(
        **document.model_dump(include={"media_type", "pages", "characters", "language"}),
        words=sum(counted),
        outline=tuple(_outline(document.blocks, counted)),
        carried=_carried(document),
        figures=document.figures,
        not_carried=document.not_carried[:MOST_NOT_CARRIED],
    )


def words(text: str) -> int:
    """Count the words of a text."""
    return sum(1 for _ in _WORD.finditer(text))


def _outline(blocks: Sequence[Block], counted: Sequence[int]) -> Iterator[Heading]:
    starts = [place for place, block in enumerate(blocks) if block.kind == "heading"]
    ends = [*starts[1:], len(blocks)]
    for start, end in islice(zip(starts, ends, strict=False), MOST_HEADINGS):
        block = blocks[start]
        yield Heading(
            heading=block.text[:MOST_CHARACTERS],
            level=block.level,
            words=sum(counted[start + 1 : end]),
            page=block.page,
        )


def _carried(document: SourceDocument) -> Carried:
    blocks = document.blocks
    kinds = Counter(block.kind for block in blocks)
    runs = Counter(kind for kind, _ in groupby(block.kind for block in blocks))
    return Carried(
        tables=kinds["table"],
        code=kinds["code"],
        lists=runs["list_item"],
        figures=len(document.figures),
        math=sum(_formulas(block.text) for block in blocks if block.kind != "code"),
    )


def _formulas(text: str) -> int:
    return sum(1 for _ in _MATHEMATICS.finditer(text)) if "$" in text else 0
