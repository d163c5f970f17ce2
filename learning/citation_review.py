"""Whether every statement says where it comes from, and whether that is what the source says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from learning.finding import Finding, error, warning
from learning.markdown import citation_ids
from learning.passages import markdown_parts, statements
from learning.section import Citation, SectionContent
from learning.sentence import say
from learning.source_index import SourceIndex

SHORTEST_QUOTE = 3


def review_citations(content: SectionContent, sources: SourceIndex, generated: bool) -> Iterator[Finding]:
    """The findings on marks and citations. A section of a course draft may cite what is not among the sources given."""
    yield from _review_marks(content, generated)
    for index, citation in enumerate(content.citations):
        pointer = f"/citations/{index}"
        if not citation.quote.strip():
            yield error(
                "quote_missing", f"{pointer}/quote", say("Citation {citation} quotes nothing.", citation=citation.id)
            )
        elif sources.has(citation.source_id):
            yield from _review_place(citation, pointer, sources)
        elif generated:
            detail = say("Citation {citation} names a source that this course does not have.", citation=citation.id)
            yield error("citation_source_unknown", f"{pointer}/source_id", detail)
    if generated and sources:
        yield from _review_coverage(content)


def _review_marks(content: SectionContent, generated: bool) -> Iterator[Finding]:
    ids = Counter(citation.id for citation in content.citations)
    marks = [(pointer, name) for pointer, text in markdown_parts(content) for name in citation_ids(text)]
    for pointer, name in marks:
        if name not in ids:
            detail = say("The text refers to [^{name}], but there is no citation with that id.", name=name)
            yield error("citation_missing", pointer, detail)
    referred, earlier = {name for _, name in marks}, set[str]()
    for index, citation in enumerate(content.citations):
        if citation.id in earlier:
            detail = say("Two citations have the id {citation}.", citation=citation.id)
            yield error("citation_id_repeated", f"/citations/{index}/id", detail)
        earlier.add(citation.id)
        if generated and citation.id not in referred:
            detail = say("Citation {citation} is never referred to in the text.", citation=citation.id)
            yield warning("citation_unused", f"/citations/{index}", detail)


def _review_place(citation: Citation, pointer: str, sources: SourceIndex) -> Iterator[Finding]:
    block = sources.block(citation.source_id, citation.block_id)
    if citation.block_id and block is None:
        detail = say(
            "Citation {citation} names the passage {passage}, which its source does not have.",
            citation=citation.id,
            passage=citation.block_id,
        )
        yield error("citation_block_unknown", f"{pointer}/block_id", detail)
    elif not sources.quotes(citation.source_id, citation.quote, block):
        detail = say(
            "The quote of citation {citation} is not in the source word for word: “{quote}”.",
            citation=citation.id,
            quote=citation.quote[:80],
        )
        yield error("quote_not_found", f"{pointer}/quote", detail)
    elif not sources.is_on_page(citation.source_id, citation.quote, citation.page, block):
        detail = say(
            "The quote of citation {citation} is not on page {page}.", citation=citation.id, page=citation.page or 0
        )
        yield error("citation_page_wrong", f"{pointer}/page", detail)
    elif len(citation.quote.split()) < SHORTEST_QUOTE and not (block and block.text.strip() == citation.quote.strip()):
        detail = say("“{quote}” is too short a quote to show what the source says.", quote=citation.quote)
        yield warning("quote_too_short", f"{pointer}/quote", detail)


def _review_coverage(content: SectionContent) -> Iterator[Finding]:
    for statement in statements(content.explanation):
        if not statement.citations:
            opening = " ".join(statement.text.split()[:8])
            detail = say(
                "The paragraph that begins “{opening} …” does not say which source it comes from.", opening=opening
            )
            yield error("paragraph_uncited", "/explanation", detail)
