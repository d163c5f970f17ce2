"""Short labels for the blocks of the sources, which a model copies more surely than it copies UUIDs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from learning.source import Block, SourceDocument

_LABEL = re.compile(r"S(\d{1,6})\.([^\s,;-]+)")
_RUN = re.compile(r"(S\d{1,6}\.[^\s,;-]+)(?:\s{0,3}[-–…]\s{0,3}(?:S\d{1,6}\.)?([^\s,;-]+))?")
_TAGS = re.compile(r"<(?=/?\s*(?:source|sources|brief|outline|answer|wishes|reading)\b)", re.IGNORECASE)


def label(number: int, block: Block) -> str:
    """ "S2.b17" is the block b17 of the second source."""
    return f"S{number}.{block.id}"


@lru_cache(maxsize=16)
def rendered(sources: tuple[SourceDocument, ...]) -> str:
    """All sources as labelled blocks inside their delimiters, which nothing in a source can close."""
    return "\n".join(
        ["<sources>", *(_document(number, source) for number, source in enumerate(sources, 1)), "</sources>"]
    )


def _document(number: int, source: SourceDocument) -> str:
    lines = [f'<source id="S{number}" file="{_attribute(source.filename)}" title="{_attribute(source.title)}">']
    lines += [f"[{label(number, block)}] {_text(block)}" for block in source.blocks]
    return "\n".join([*lines, "</source>"])


def _attribute(text: str) -> str:
    return harmless(text).replace('"', "'").replace("\n", " ")


def _text(block: Block) -> str:
    marks = {"heading": "#" * block.level + " ", "figure": "(a picture) "}
    mark = marks.get(block.kind, "")
    return harmless(mark + block.text)


def harmless(text: str) -> str:
    """The text without anything that opens or closes a part of the prompt."""
    return _TAGS.sub("‹", text)


def labelled(reference: str, sources: Sequence[SourceDocument]) -> str:
    """The label of "<source id>:<block id>"; what names no source stays as it is."""
    source_id, _, block_id = reference.partition(":")
    numbers = {source.id: number for number, source in enumerate(sources, 1)}
    return f"S{numbers[source_id]}.{block_id}" if source_id in numbers else reference


class Labels:
    """What the labels of some sources stand for."""

    def __init__(self, sources: Sequence[SourceDocument]) -> None:
        self._sources = sources
        self._places = [{block.id: at for at, block in enumerate(source.blocks)} for source in sources]

    def found(self, name: str) -> tuple[SourceDocument, Block] | None:
        """The block that a label names, and its source; None when there is none."""
        place = self._place(name)
        return None if place is None else (self._sources[place[0]], self._sources[place[0]].blocks[place[1]])

    def expanded(self, runs: Sequence[object]) -> Iterator[str]:
        """The references "<source id>:<block id>" of labels and of runs of them, such as "S1.b3-b17"."""
        for run in runs:
            for match in _RUN.finditer(str(run)):
                place = self._place(match[1])
                if place is None:
                    yield match[0]
                    continue
                number, start = place
                end = self._places[number].get(match[2] or "", start)
                blocks = self._sources[number].blocks[start : max(start, end) + 1]
                yield from (f"{self._sources[number].id}:{block.id}" for block in blocks)

    def _place(self, name: str) -> tuple[int, int] | None:
        match = _LABEL.search(name)
        if not match or not 0 < int(match[1]) <= len(self._sources):
            return None
        number = int(match[1]) - 1
        at = self._places[number].get(match[2].rstrip("]."))
        return None if at is None else (number, at)
