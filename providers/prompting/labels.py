"""Short labels for the blocks of the sources, which a model copies more surely than it copies UUIDs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from learning.source import Block, SourceDocument

_LABEL = re.compile(r"S(\d+)\.([^\s,;-]+)")
_RUN = re.compile(r"(S\d+\.[^\s,;-]+)(?:\s*[-–…]\s*(?:S\d+\.)?([^\s,;-]+))?")
_TAGS = re.compile(r"<(?=/?\s*(?:source|sources|brief|outline|answer|wishes)\b)", re.IGNORECASE)


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
    mark = "#" * block.level + " " if block.kind == "heading" else ""
    return harmless(mark + block.text)


def harmless(text: str) -> str:
    """The text without anything that opens or closes a part of the prompt."""
    return _TAGS.sub("‹", text)


def labelled(reference: str, sources: Sequence[SourceDocument]) -> str:
    """The label of "<source id>:<block id>"; what names no source stays as it is."""
    source_id, _, block_id = reference.partition(":")
    numbers = {source.id: number for number, source in enumerate(sources, 1)}
    return f"S{numbers[source_id]}.{block_id}" if source_id in numbers else reference


def found(name: str, sources: Sequence[SourceDocument]) -> tuple[SourceDocument, Block] | None:
    """The block that a label names, and its source; None when there is none."""
    match = _LABEL.search(name)
    if not match or not 0 < int(match[1]) <= len(sources):
        return None
    source = sources[int(match[1]) - 1]
    block = _by_id(source).get(match[2].rstrip("]."))
    return (source, block) if block else None


def expanded(runs: Sequence[object], sources: Sequence[SourceDocument]) -> Iterator[str]:
    """The references "<source id>:<block id>" of labels and of runs of them, such as "S1.b3-b17"."""
    for run in runs:
        for match in _RUN.finditer(str(run)):
            first = found(match[1], sources)
            if first is None:
                yield match[0]
                continue
            source, block = first
            last = _by_id(source).get(match[2] or "", block)
            start, end = (source.blocks.index(part) for part in (block, last))
            yield from (f"{source.id}:{part.id}" for part in source.blocks[start : max(start, end) + 1])


@lru_cache(maxsize=64)
def _by_id(source: SourceDocument) -> dict[str, Block]:
    return {block.id: block for block in source.blocks}
