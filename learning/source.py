"""A source document as the rest of the project sees it: an ordered list of clean, numbered blocks."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

BlockKind = Literal["heading", "paragraph", "list_item", "code", "quote", "table", "figure"]
BlockRole = Literal["body", "objectives", "questions", "exercise", "solution", "callout", "keypoints", "footnote"]


class Block(BaseModel):
    """One unit of a source: a heading, a paragraph, a list item, a code listing, …

    `text` is clean reading text (no markup but back-ticks around inline code; whitespace folded), except for `code`
    and `table`, which keep their lines verbatim. `level` is 1–6 for headings, the nesting depth (0 = top) for list
    items, else 0. `page` is 1-based, None where the format has no pages. `heading_path` names the headings that the
    block stands under, outermost first. `role` tells pedagogical furniture (exercises, key points) from body text.
    `footnote` is a note below the text.
    `ordinal` is the number of an item of an ordered list as it is shown, None for bullets and everything else.
    Mathematics in `text` is TeX between dollar signs: `$…$` in a line, `$$…$$` on lines of its own.
    A `figure` is a picture of the source: `media` is the SHA-256 of its bytes and names it in `SourceDocument.figures`;
    `alt` says what it shows, empty if the source does not say; `text` is its caption, where it has none its `alt`.
    `terms` are the words in `text` that the document itself sets off: in bold or italics, or as what an entry defines.
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
    ordinal: int | None = None
    media: str = ""
    alt: str = ""
    terms: tuple[str, ...] = ()


class Figure(BaseModel):
    """A picture that a source holds: which (`media`, the SHA-256 of its bytes), how large, and what is said of it.

    `where` is the heading that it stands under, `page` counts from 1. `block_id` names its block; it is empty for a
    picture without caption and description, which no course can use. Width and height are in pixels.
    """

    model_config = ConfigDict(frozen=True)

    media: str
    media_type: str
    width: int
    height: int
    size_bytes: int
    alt: str = ""
    caption: str = ""
    where: str = ""
    page: int | None = None
    block_id: str = ""


class NotCarried(BaseModel):
    """Something that a file holds and that was not read.

    `what` is a stable word for its kind (`picture`, `watermark`, `comment`, `equation`, …), `where` a place that a
    person finds again (`page 3`, a heading; empty for the whole file), `count` how many of them, `detail` a sentence.
    """

    model_config = ConfigDict(frozen=True)

    what: str
    where: str = ""
    count: int = 1
    detail: str = ""


class SourceDocument(BaseModel):
    """What reading a file gives. `pages` is None for formats without pages; `characters` counts the text read.

    `figures` are the pictures in it, `not_carried` lists what the file holds besides. `language` is the language of the
    text as a two-letter code, empty where it is not known.
    """

    model_config = ConfigDict(frozen=True)

    id: str = ""
    filename: str
    media_type: str
    title: str
    pages: int | None = None
    characters: int
    language: str = ""
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...] = ()
    not_carried: tuple[NotCarried, ...] = ()

    def __hash__(self) -> int:
        """By what tells documents apart at once: one with a book's blocks is looked up in caches again and again."""
        return hash((self.id, self.filename, self.title, self.characters, len(self.blocks)))
