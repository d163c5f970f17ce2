"""Pandoc's syntax tree as drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sources.drafts import Draft, DraftSheet, LeftOut
from sources.figures import as_title, give_caption, lead_in
from sources.inline import code_span
from sources.marks import marked, unmarked
from sources.navigation import is_navigation
from sources.pandoc_text import InlineText, Node, inline_text, is_all, is_download, parted_by_formulas
from sources.pictures import Fetch, Pictures, in_address
from sources.roles import is_pointer, role_among, role_begun
from sources.rst_objects import EMBEDDED, elsewhere, is_silent
from sources.rst_sessions import UNLED
from sources.site_markup import NOT_HERE
from sources.tables import Cell, spread, table_text

_LONGEST_HEADING = 90
_VERSIONS = frozenset({"versionadded", "versionchanged", "deprecated", "versionremoved"})
_LONGEST_TERM = 7
"""Words."""
_NO_HEADING_END = ".,;:!?"
_TYPED_BULLET = re.compile(r"\s{0,9}[•▪◦‣]\s+(?=\S)")
_CUSTOM = "custom-style"


class StyleNames(NamedTuple):
    """Names of styles that a reader has written down for us: of items (their level behind it), quotes and captions."""

    item: str
    quote: str
    caption: str


class TreeReader:
    """Writes down the blocks of a tree; notes stand after the block that refers to them, pictures after theirs.

    `figures` are pictures by the characters that stand for them in the text. Others are fetched by their addresses, for
    `pictures` to keep.
    """

    def __init__(
        self,
        left_out: LeftOut,
        *,
        styles: StyleNames | None = None,
        figures: Mapping[str, tuple[str, str]] | None = None,
        pictures: Pictures | None = None,
        fetch: Fetch = in_address,
    ) -> None:
        self.sheet = DraftSheet(left_out=left_out)
        self._styles = styles
        self._marked = dict(figures or {})
        self._marks = re.compile(f"[{''.join(self._marked)}]") if self._marked else None
        self.pictures = pictures or Pictures()
        self._fetch = fetch
        self._captions = 0
        self._shown: list[Draft] = []
        self._lists = 0
        self._quotes = 0
        self._item: tuple[int, int | None] | None = None
        self._bold_lines: list[int] = []
        self._held: list[list[list[Node]]] = []
        self._readers: dict[str, Callable[[Any], None]] = {
            "Plain": self._paragraph,
            "Para": self._paragraph,
            "LineBlock": lambda lines: self._paragraph(
                [node for line in lines for node in [*line, {"t": "LineBreak"}]]
            ),
            "CodeBlock": lambda content: self.sheet.add("code", content[1], language=next(iter(content[0][1]), "")),
            "BlockQuote": self._quote,
            "OrderedList": lambda content: self._list(content[1], content[0][0]),
            "BulletList": lambda items: self._list(items, None),
            "DefinitionList": self._definitions,
            "Header": lambda content: self._heading(content[0], content[2]),
            "Table": self._table,
            "Figure": self._figure,
            "Div": self._div,
        }

    def read(self, blocks: Sequence[Node]) -> None:
        """Add blocks of pandoc's tree to the sheet; kinds that no text comes from, such as rules, are passed over."""
        for block in blocks:
            reader = self._readers.get(block["t"])
            if reader:
                reader(block.get("c"))

    def drafts(self) -> list[Draft]:
        """What was read; short bold lines are headings if the writer used no heading styles at all.

        Pictures that stand where no text is read, as in a title, are left out.
        """
        for _, alt in self._marked.values():
            self.sheet.left_out.add("picture", alt)
        self._marked.clear()
        drafts = list(self.sheet.drafts)
        if not any(draft.kind == "heading" for draft in drafts):
            for number in self._bold_lines:
                drafts[number] = replace(drafts[number], kind="heading", level=1)
        return drafts

    def _paragraph(self, inlines: Sequence[Node]) -> None:
        if is_download(inlines):
            return
        if inlines and is_all(inlines, "Code") and not self._item:
            code = "".join(node["c"][1] if node["t"] == "Code" else " " for node in inlines)
            self.sheet.add("code", code)
            return
        if not self._item and not self._captions and len(parts := parted_by_formulas(inlines)) > 1:
            self._held.append([])
            for part in parts:
                self._paragraph(part)
            for note in self._held.pop():
                self._note(note)
            return
        said = inline_text(inlines)
        self._prose(said.text)
        if is_all(inlines, "Strong"):
            self._note_bold_line(unmarked(said.text).strip())
        self._add_beside(said)

    def _add_beside(self, said: InlineText) -> None:
        """Write down the pictures and the notes of a line that has been written down."""
        for mark in self._marks.findall(said.text) if self._marks else ():
            if mark in self._marked:
                media, alt = self._marked.pop(mark)
                self.sheet.append(Draft("figure", "", media=media, alt=alt))
        for address, alt in said.pictures:
            self.sheet.add_picture(self.pictures, self._fetch(address), alt)
        if self._held:
            self._held[-1] += said.notes
            return
        for note in said.notes:
            self._note(note)

    def _note(self, blocks: Sequence[Node]) -> None:
        """A footnote is a box, since it is no part of the text that goes on below it, nor of a quotation around it."""
        quotes, self._quotes = self._quotes, 0
        with self.sheet.box("footnote"):
            self.read(blocks)
        self._quotes = quotes

    def _prose(self, text: str) -> None:
        if text.startswith(">>> "):
            self.sheet.add("code", text, language="pycon")
            return
        text = text.removesuffix(f"{UNLED}:")
        if is_navigation(text):
            return
        if self._item and text.strip():
            (level, ordinal), self._item = self._item, None
            self.sheet.add("list_item", text, level=level, ordinal=ordinal)
        elif typed := _TYPED_BULLET.match(text):
            self.sheet.add("list_item", text[typed.end() :])
        else:
            self.sheet.add("quote" if self._quotes else "paragraph", text, is_caption=bool(self._captions))

    def _note_bold_line(self, text: str) -> None:
        plain = bool(self.sheet.drafts) and self.sheet.drafts[-1].kind == "paragraph"
        if text and plain and len(text) <= _LONGEST_HEADING and text[-1] not in _NO_HEADING_END:
            self._bold_lines.append(len(self.sheet.drafts) - 1)

    def _heading(self, level: int, inlines: Sequence[Node]) -> None:
        said = inline_text(inlines)
        self.sheet.add("heading", unmarked(said.text), level=min(level, 6))
        self._add_beside(said)

    def _quote(self, blocks: Sequence[Node]) -> None:
        """What is set in below an item of a list belongs to the item."""
        self._quotes += not self._lists
        self.read(blocks)
        self._quotes -= not self._lists

    def _list(self, items: Sequence[Sequence[Node]], start: int | None) -> None:
        self._lists += 1
        for number, item in enumerate(items):
            self._item = (self._lists - 1, None if start is None else start + number)
            if start is None and _is_defined(item):
                self._define(item[0]["c"], item[1]["c"])
            else:
                self.read(item)
        self._item = None
        self._lists -= 1

    def _definitions(self, entries: Sequence[Any]) -> None:
        for term, definitions in entries:
            for blocks in definitions:
                if blocks and blocks[0]["t"] in ("BulletList", "OrderedList"):
                    self._list_under(term, blocks)
                    continue
                count = len(self.sheet.drafts)
                self._list([blocks], None)
                self._name(count, term)

    def _list_under(self, term: Sequence[Node], blocks: Sequence[Node]) -> None:
        """A term of which nothing but a list is said."""
        name = unmarked(inline_text(term).text).rstrip().removesuffix(":")
        self.sheet.add("list_item", f"{name}:", level=self._lists)
        self._lists += 1
        self.read(blocks)
        self._lists -= 1

    def _define(self, term: Sequence[Node], blocks: Sequence[Node]) -> None:
        """An item of a list that is the name of what is set in below it."""
        count = len(self.sheet.drafts)
        self.read(blocks)
        self._name(count, term)

    def _name(self, number: int, term: Sequence[Node]) -> None:
        if number < len(self.sheet.drafts):
            first = self.sheet.drafts[number]
            name = unmarked(inline_text(term).text).rstrip()
            self.sheet.drafts[number] = replace(first, text=_defined(name, first.text))

    def _div(self, content: Any) -> None:
        style = dict(content[0][2]).get(_CUSTOM, "")
        if not self._styles or not style:
            self._box(content[0][1], content[1])
        elif style.startswith(self._styles.item):
            ordinal = self._item[1] if self._item else None
            self._item = (int(style.removeprefix(self._styles.item)), ordinal)
            self.read(content[1])
            self._item = None
        elif style == self._styles.quote:
            self._quote(content[1])
        elif style == self._styles.caption:
            self._caption(content[1])
        else:
            self.read(content[1])

    def _box(self, classes: Sequence[str], blocks: Sequence[Node]) -> None:
        """A box of a lesson format; the title of a note says no more than its class, links and versions nothing."""
        if "title" in classes or is_pointer(classes) or not _VERSIONS.isdisjoint(classes):
            return
        if is_silent(classes):
            return
        if not_here := elsewhere(classes, blocks):
            self.sheet.left_out.add(not_here, _first_line(blocks))
            self.sheet.add("code", NOT_HERE, language=EMBEDDED if not_here == EMBEDDED else "")
            return
        if "proof" in classes:
            blocks = _without_end_mark(blocks)
        if "only" in classes:  # for some formats, which it names first
            blocks = blocks[1:]
        role = role_among(classes) or role_begun(classes)
        if role == "callout" and self.sheet.role == "exercise":
            role = None  # a hint belongs to its task
        if role:
            self.sheet.open_box(role)
        self.read(blocks)
        if role:
            self.sheet.close_box()

    def _figure(self, content: Any) -> None:
        start = len(self.sheet.drafts)
        self.read(content[2])
        self.sheet.drafts[start:] = [draft for draft in self.sheet.drafts[start:] if not _is_scrap(draft)]
        self._caption(content[1][1])
        lead_in(self.sheet.drafts, start)
        give_caption(self.sheet.drafts, start)
        if all(draft.is_caption and draft.kind != "figure" for draft in self.sheet.drafts[start:]):
            del self.sheet.drafts[start:]  # its picture is not in the file
        self._bold_lines = [number for number in self._bold_lines if number < start]

    def _caption(self, blocks: Sequence[Node]) -> None:
        self._captions += 1
        self.read(blocks)
        self._captions -= 1

    def _table(self, content: Any) -> None:
        _, caption, _, head, bodies, foot = content
        start = len(self.sheet.drafts)
        self.read(caption[1])
        self.sheet.drafts[start:] = map(as_title, self.sheet.drafts[start:])
        rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
        cells = [list(row[1]) for row in rows]
        if sum(map(len, cells)) == 1:
            self.read(cells[0][0][4])
            return
        texts = [[Cell(self._cell(blocks), rows, columns) for _, _, rows, columns, blocks in row] for row in cells]
        self.sheet.add("table", table_text(spread(texts)))
        for figure in self._shown:
            self.sheet.append(figure)
        self._shown.clear()

    def _cell(self, blocks: Sequence[Node]) -> str:
        """The blocks of a cell on one line; rows of a table inside it and items are parted by semicolons."""
        inner = TreeReader(self.sheet.left_out, styles=self._styles, pictures=self.pictures, fetch=self._fetch)
        inner._marked, inner._marks = self._marked, self._marks
        inner.read(blocks)
        self._shown += [draft for draft in inner.sheet.drafts if draft.kind == "figure"]
        parts = [draft for draft in inner.sheet.drafts if draft.text.strip()]
        texts = [_on_one_line(part) for part in parts]
        listed = any(part.kind in ("list_item", "table") for part in parts)
        return ("; " if listed else " ").join(texts)


def _first_line(blocks: Sequence[Node]) -> str:
    return unmarked(inline_text(blocks[0]["c"]).text) if blocks and blocks[0]["t"] in ("Para", "Plain") else ""


def _without_end_mark(blocks: Sequence[Node]) -> Sequence[Node]:
    """A proof without the square that ends it."""
    last: Node = blocks[-1] if blocks else {"t": ""}
    if last["t"] in ("Para", "Plain") and last["c"] and str(last["c"][-1].get("c", "")).strip() == "◻":
        return [*blocks[:-1], {**last, "c": last["c"][:-1]}]
    return blocks


def _is_scrap(draft: Draft) -> bool:
    """Whether it is what an unknown command leaves of a picture, such as the width that it was to have."""
    return draft.kind == "paragraph" and " " not in draft.text.strip()


def _is_defined(item: Sequence[Node]) -> bool:
    if [block["t"] for block in item[:2]] not in (["Para", "BlockQuote"], ["Plain", "BlockQuote"]):
        return False
    name = unmarked(inline_text(item[0]["c"]).text).strip()
    begins = item[1]["c"][0]["t"] if item[1]["c"] else ""
    return 0 < len(name.split()) <= _LONGEST_TERM and name[-1] not in _NO_HEADING_END and begins in ("Para", "Plain")


def _defined(term: str, text: str) -> str:
    """A term and what is said of it; a paragraph that was only wrapped like one goes on."""
    goes_on = (
        term.endswith((",", ",`", "("))
        or " -- " in term
        or " – " in term
        or (len(term.split()) > _LONGEST_TERM and unmarked(text)[:1].islower())
    )
    return f"{term} {text}" if goes_on else f"{marked(term.removesuffix(':'))}: {text}"


def _on_one_line(draft: Draft) -> str:
    if draft.kind == "code":
        return code_span(draft.text)
    return "; ".join(draft.text.split("\n")) if draft.kind == "table" else unmarked(draft.text)
