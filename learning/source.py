"""A source document as the rest of the project sees it: an ordered list of clean, numbered blocks."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

BlockKind = Literal["heading", "paragraph", "list_item", "code", "quote", "table"]
BlockRole = Literal["body", "objectives", "questions", "exercise", "solution", "callout", "keypoints"]


class Block(BaseModel):
    """One unit of a source: a heading, a paragraph, a list item, a code listing, …

    `text` is clean reading text (no markup but back-ticks around inline code; whitespace folded), except for `code`
    and `table`, which keep their lines verbatim. `level` is 1–6 for headings, the nesting depth (0 = top) for list
    items, else 0. `page` is 1-based, None where the format has no pages. `heading_path` names the headings that the
    block stands under, outermost first. `role` tells pedagogical furniture (exercises, key points) from body text.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    heading_path: tuple[str, ...] = ()
    role: BlockRole = "body"
    language: str = ""


class SourceDocument(BaseModel):
    """What reading a file gives. `pages` is None for formats without pages; `characters` counts the text read."""

    model_config = ConfigDict(frozen=True)

    id: str = ""
    filename: str
    media_type: str
    title: str
    pages: int | None = None
    characters: int
    language: str = ""
    blocks: tuple[Block, ...]
