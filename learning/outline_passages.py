"""Whether the passages that an outline allots can carry its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learning.finding import Finding, error, warning
from learning.outline import Outline, OutlineSection
from learning.sentence import Sentence, say
from learning.source import Block, SourceDocument
from learning.teaching import subject
from learning.wording import terms

Placed = tuple[str, OutlineSection]


def review_passages(
    outline: Outline, sources: Sequence[SourceDocument], language: str, *, generated: bool
) -> Iterator[Finding]:
    """What is wrong with the `source_blocks` and figures of the sections. That the passages of a section say nothing of
    it, where others do, is an error of a writer; of an instructor's own outline it is warned."""
    known = {f"{source.id}:{block.id}": block for source in sources for block in source.blocks}
    for pointer, section in _placed(outline):
        at = f"{pointer}/source_blocks"
        yield from _unknown(section, pointer, known)
        named = [known[name] for name in section.source_blocks if name in known]
        if not section.source_blocks:
            detail = say("The section “{title}” has no passage of the sources to be written from.", title=section.title)
            yield warning("source_blocks_missing", at, detail)
        elif named and all(block.kind == "heading" for block in named):
            detail = say(
                "The section “{title}” names headings alone; name the passages to be written from as well.",
                title=section.title,
            )
            yield warning("source_blocks_missing", at, detail)
        elif named and (place := _told_elsewhere(section, named, known, language)):
            remark = error if generated else warning
            detail = say(
                "The passages of “{title}” say nothing of it; the sources do so {place}.",
                title=section.title,
                place=place,
            )
            yield remark("source_blocks_off_subject", at, detail)


def _placed(outline: Outline) -> Iterator[Placed]:
    for number, lesson in enumerate(outline.lessons):
        for place, section in enumerate(lesson.sections):
            yield f"/lessons/{number}/sections/{place}", section


def _unknown(section: OutlineSection, pointer: str, known: dict[str, Block]) -> Iterator[Finding]:
    if section.figure and section.figure not in known:
        detail = say(
            "Section {section} refers to the picture {picture}, which the sources do not have.",
            section=section.key,
            picture=section.figure,
        )
        yield error("source_block_unknown", f"{pointer}/figure", detail)
    for index, reference in enumerate(section.source_blocks):
        if reference not in known:
            detail = say(
                "Section {section} refers to the passage {reference}, which the sources do not have.",
                section=section.key,
                reference=reference,
            )
            yield error("source_block_unknown", f"{pointer}/source_blocks/{index}", detail)


def _told_elsewhere(
    section: OutlineSection, named: Sequence[Block], known: dict[str, Block], language: str
) -> Sentence | None:
    """Where the sources speak of all that the title of a section names, while its own passages say no word of its title
    or its objectives; None otherwise."""
    titled = terms(section.title, language)
    about = titled.union(*(subject(objective, language) for objective in section.objectives))
    if not titled or any(about & _said(block, language) for block in named):
        return None
    found = next((block for block in known.values() if titled <= _said(block, language)), None)
    if found is None:
        return None
    heading = found.text if found.kind == "heading" else "".join(found.heading_path[-1:])
    if heading:
        return say("under “{heading}”", heading=heading)
    return say("where they say “{text}”", text=found.text[:80])


def _said(block: Block, language: str) -> frozenset[str]:
    return terms(" ".join((*block.heading_path, block.text)), language)
