"""What of a section's citations can be put right without another call: their ids, their blocks, and the marks of
paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from learning.markdown import citation_ids, tokens
from learning.passages import statements
from learning.source import Block, SourceDocument
from learning.source_index import SourceIndex
from learning.wording import fold_quote, says, terms

Json = dict[str, Any]
FEWEST_WORDS = 4
"""Of a quote that is looked for in other blocks than the one that it names: fewer may stand anywhere."""
CARRIED, FEWEST_TERMS = 0.5, 3
"""Share and number of the terms of a paragraph that a quote has to say to be what the paragraph rests on."""
NOT_OF_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MARK = re.compile(r"\[\^([^\]\n]{1,80})\]")
_MARK_WITH_BLANK = re.compile(r" ?\[\^[^\]\n]{1,80}\]")


def mended_citations(draft: Json, sources: Sequence[SourceDocument], language: str) -> Json:
    """The section with ids of citations that marks can name, in its texts as well; with each quote tied to the block
    that says it, where the sources say it once; with a mark at each paragraph without one that the quote of one
    citation, and of no other, carries, or that is nearest to a citation which nothing refers to; and without marks in
    its checks, where nothing can be looked up."""
    citations = [dict(citation) for citation in draft.get("citations") or []]
    names = _named_anew(citations)
    if names:
        draft = _in_texts(draft, lambda text: _MARK.sub(lambda mark: f"[^{names.get(mark[1], mark[1])}]", text))
    index = SourceIndex(sources)
    tied = [_tied(citation, index, sources) for citation in citations]
    if "checks" in draft:
        draft = draft | {"checks": _in_texts(draft["checks"], lambda text: _MARK_WITH_BLANK.sub("", text))}
    explanation = draft.get("explanation")
    if isinstance(explanation, str):
        draft = draft | {"explanation": _marked(explanation, [one for one in tied if _is_said(one, index)], language)}
    return draft | {"citations": tied}


def _named_anew(citations: Sequence[Json]) -> dict[str, str]:
    """Gives citations whose ids could not be a mark's others; what they were called, and what they are now."""
    taken = {one["id"] for one in citations if isinstance(one.get("id"), str) and _ID.fullmatch(one["id"])}
    names: dict[str, str] = {}
    for number, citation in enumerate(citations, 1):
        given = citation.get("id")
        said = str(given) if isinstance(given, str | int) else ""
        if said in taken and isinstance(given, str):
            continue
        plain = NOT_OF_AN_ID.sub("-", said).strip("-")[:60]
        if not plain or plain in taken:
            plain = next(name for n in range(number, number + len(taken) + 1) if (name := f"c{n}") not in taken)
        taken.add(plain)
        citation["id"] = plain
        if said:
            names.setdefault(said, plain)
    return names


def _in_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The draft with every text changed, the quotes of its citations left as they are."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_texts(item, change) for item in value]
    if isinstance(value, dict):
        return {name: item if name == "citations" else _in_texts(item, change) for name, item in value.items()}
    return value


def _tied(citation: Json, index: SourceIndex, sources: Sequence[SourceDocument]) -> Json:
    """A quote that its block does not say belongs to the one block that does."""
    quote = citation.get("quote")
    if not isinstance(quote, str) or len(quote.split()) < FEWEST_WORDS or _is_said(citation, index):
        return citation
    found = _said_in(quote, sources)
    if len(found) != 1:
        return citation
    [(source, block)] = found
    heading = block.heading_path[-1] if block.heading_path else ""
    return citation | {"source_id": source.id, "block_id": block.id, "page": block.page, "heading": heading}


def _is_said(citation: Json, index: SourceIndex) -> bool:
    """Whether the block that a citation names says its quote."""
    source_id, quote = citation.get("source_id"), citation.get("quote")
    if not isinstance(source_id, str) or not isinstance(quote, str) or not index.has(source_id):
        return False
    block = index.block(source_id, str(citation.get("block_id") or ""))
    return block is not None and index.quotes(source_id, quote, block)


def _said_in(quote: str, sources: Sequence[SourceDocument]) -> list[tuple[SourceDocument, Block]]:
    words = fold_quote(quote)
    return [(source, block) for source in sources for block in source.blocks if says(fold_quote(block.text), words)]


def _marked(explanation: str, citations: Sequence[Json], language: str) -> str:
    """The explanation with the marks that paragraphs lack, as far as it is plain which ones."""
    if not citations or all(statement.citations for statement in statements(explanation)):
        return explanation
    quotes = [(str(one["id"]), terms(one["quote"], language)) for one in citations]
    lines = explanation.split("\n")
    bare = {end - 1: terms(text, language) for end, text in _unmarked(explanation, lines)}
    marks = {line: name for line, said in bare.items() if (name := _carried_by(said, quotes))}
    idle = [(name, quoted) for name, quoted in quotes if name not in {*citation_ids(explanation), *marks.values()}]
    for name, quoted in idle:
        if line := _nearest(quoted, [(str(at), said) for at, said in bare.items()]):
            marks.setdefault(int(line), name)
    return "\n".join(f"{line.rstrip()} [^{marks[at]}]" if at in marks else line for at, line in enumerate(lines))


def _unmarked(explanation: str, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The paragraphs without a mark that do not lead to something else, each with the line behind it."""
    for token in tokens(explanation):
        if token.type == "paragraph_open" and not token.level and token.map:
            text = "\n".join(lines[slice(*token.map)])
            if not text.rstrip().endswith((":", "：")) and not citation_ids(text):
                yield token.map[1], text


def _carried_by(said: frozenset[str], quotes: Sequence[tuple[str, frozenset[str]]]) -> str:
    """The name of the one quote that has most of these terms, "" where none does or two do as well."""
    name = _nearest(said, quotes)
    return name if name and len(said & dict(quotes)[name]) >= CARRIED * len(said) else ""


def _nearest(said: frozenset[str], others: Sequence[tuple[str, frozenset[str]]]) -> str:
    """The name of the one that shares the most terms, "" where two share as many or all too few."""
    shared = sorted(((len(said & other), name) for name, other in others), reverse=True)
    if not shared or shared[0][0] < FEWEST_TERMS or (len(shared) > 1 and shared[1][0] == shared[0][0]):
        return ""
    return shared[0][1]
