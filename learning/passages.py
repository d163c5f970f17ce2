"""An explanation as a reader takes it in: passages of prose, each with the citations that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from learning.markdown import block_text, tokens
from learning.section import SectionContent

_PICTURES = ("image", "softbreak", "hardbreak")
_PROSE = ("paragraph_open", "bullet_list_open", "ordered_list_open", "blockquote_open")


@dataclass(frozen=True)
class Passage:
    """One top-level block. `kind` is prose, heading, code or other (tables, pictures); `is_list` tells lists,
    `is_quote` block quotes, and `begins_with_code` that its first word is code."""

    kind: str
    text: str
    citations: tuple[str, ...]
    is_list: bool = False
    is_quote: bool = False
    begins_with_code: bool = False

    @property
    def leads_in(self) -> bool:
        """Whether a passage of prose that is no list ends with a colon, so that the next passage completes it."""
        return self.kind == "prose" and not self.is_list and self.text.rstrip().endswith((":", "："))


def passages(markdown: str) -> list[Passage]:
    """The top-level blocks of a Markdown text, in order."""
    return [_passage(block) for block in _top_level(tokens(markdown))]


def statements(markdown: str) -> list[Passage]:
    """The passages of prose; a paragraph that ends with a colon is one with the list or quote that it leads to."""
    merged: list[Passage] = []
    open_lead = False
    for passage in passages(markdown):
        if passage.kind == "prose" and open_lead:
            merged[-1] = _join(merged[-1], passage)
        elif passage.kind == "prose" and passage.text.strip():
            merged.append(passage)
        open_lead = passage.leads_in
    return merged


def prose(markdown: str) -> str:
    """The reading text without code, tables and headings."""
    return "\n\n".join(passage.text for passage in passages(markdown) if passage.kind == "prose")


def uncoded(markdown: str) -> str:
    """The text outside code, as it will be read."""
    return "\n".join("".join(_uncoded(child) for child in token.children or []) for token in tokens(markdown))


def markdown_parts(content: SectionContent) -> Iterator[tuple[str, str]]:
    """Every Markdown text of a section with its pointer."""
    yield "/summary", content.summary
    yield "/explanation", content.explanation
    for index, example in enumerate(content.examples):
        yield f"/examples/{index}/body", example.body
    for index, exercise in enumerate(content.exercises):
        yield f"/exercises/{index}/prompt", exercise.prompt
        yield f"/exercises/{index}/hint", exercise.hint
        yield f"/exercises/{index}/solution", exercise.solution
    for index, application in enumerate(content.applications):
        yield f"/applications/{index}", application


def _uncoded(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content if token.type == "text" else ""


def _join(lead: Passage, rest: Passage) -> Passage:
    return Passage("prose", f"{lead.text}\n{rest.text}", lead.citations + rest.citations)


def _top_level(parsed: Sequence[Token]) -> Iterator[list[Token]]:
    block: list[Token] = []
    for token in parsed:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _passage(block: Sequence[Token]) -> Passage:
    first = block[0].type
    children = [child for token in block for child in token.children or []]
    spoken = [child for child in children if child.type != "text" or child.content.strip()]
    return Passage(
        kind="other" if children and all(child.type in _PICTURES for child in children) else _kind(first),
        text="\n".join(text for token in block if (text := _reading_text(token))),
        citations=tuple(child.meta["id"] for child in children if child.type == "citation"),
        is_list=first.endswith("_list_open"),
        is_quote=first == "blockquote_open",
        begins_with_code=bool(spoken) and spoken[0].type == "code_inline",
    )


def _kind(first: str) -> str:
    if first in _PROSE:
        return "prose"
    if first in ("fence", "code_block"):
        return "code"
    return "heading" if first == "heading_open" else "other"


def _reading_text(token: Token) -> str:
    return "" if token.type in ("fence", "code_block") and token.level > 0 else block_text(token)
