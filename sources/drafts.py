"""Blocks on the way: what a reader of one format writes down before numbering and heading paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from learning.source import BlockKind, BlockRole, NotCarried
from sources.cleaning import fold
from sources.errors import UnreadableSource
from sources.limits import MAX_BLOCKS
from sources.pictures import NotKept, Picture, Pictures

_DEEPEST = 20
_LONGEST_DETAIL = 120
_MOST_PLACES = 200
"""Of one kind, named one by one with their headings; the rest is counted at the last of them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A block without id and heading path. `scope` names the nested boxes (call-outs, exercises) that it lies in.

    A figure has no text yet: its caption is a paragraph beside it that `is_caption`, or that begins like one. Terms
    are marked in the text (see `sources.marks`), or named in `terms` by a reader that knows them otherwise.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    role: BlockRole = "body"
    language: str = ""
    scope: tuple[int, ...] = ()
    ordinal: int | None = None
    media: str = ""
    alt: str = ""
    is_caption: bool = False
    terms: tuple[str, ...] = ()


@dataclass(slots=True)
class DraftSheet:
    """Collects drafts in reading order and knows the box that is open, and the page where the format has any."""

    drafts: list[Draft] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=lambda: LeftOut())
    page: int | None = None
    _boxes: list[tuple[int, BlockRole]] = field(default_factory=list)
    _opened: int = 0
    _too_deep: int = 0

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        language: str = "",
        ordinal: int | None = None,
        is_caption: bool = False,
    ) -> None:
        """Write down a block in the box that is open; a heading is where left-out things are noted from now on.

        `level` is the rank of a heading or the depth of an item, `ordinal` the number of an item.
        Raises `UnreadableSource` too_large at more than `MAX_BLOCKS`.
        """
        if kind == "heading":
            self.left_out.where = fold(text)
        self.append(Draft(kind, text, level, language=language, ordinal=ordinal, is_caption=is_caption))

    def add_picture(self, pictures: Pictures, data: bytes | None, alt: str) -> None:
        """Keep a picture and write it down as a figure, or note that it was left out; None if it is not in the file."""
        try:
            self.append(Draft("figure", "", media=pictures.keep(data), alt=alt))
        except NotKept as reason:
            self.left_out.add(reason.what, alt)

    def append(self, draft: Draft) -> None:
        """Take a draft as it is, into the box that is open."""
        if len(self.drafts) >= MAX_BLOCKS:
            raise UnreadableSource("too_large")
        self.drafts.append(replace(draft, role=self.role, scope=self._scope, page=draft.page or self.page))

    @property
    def last_kind(self) -> BlockKind | None:
        """The kind of the last block that was written down."""
        return self.drafts[-1].kind if self.drafts else None

    def add_above(self, caption: str) -> None:
        """Write down what a table shows before the table, which is the last block."""
        table = self.drafts.pop()
        self.add("paragraph", caption)
        self.drafts.append(table)

    def take(self, drafts: Iterable[Draft]) -> None:
        """Take the drafts of a fragment, into the box that is open; the boxes of the fragment stay boxes in it.

        Raises `UnreadableSource` too_large at more than `MAX_BLOCKS`.
        """
        numbers: dict[int, int] = {}
        for draft in drafts:
            self.append(draft)
            for number in draft.scope:
                if number not in numbers:
                    self._opened += 1
                    numbers[number] = self._opened
            if draft.scope:
                scope = (*self._scope, *(numbers[number] for number in draft.scope))
                self.drafts[-1] = replace(self.drafts[-1], role=draft.role, scope=scope)

    @property
    def _scope(self) -> tuple[int, ...]:
        return tuple(number for number, _ in self._boxes)

    @property
    def role(self) -> BlockRole:
        """The role of the box that is open, “body” outside of all."""
        return self._boxes[-1][1] if self._boxes else "body"

    def open_box(self, role: BlockRole | None) -> None:
        """Enter a box; None keeps the role of the one around it. Boxes too deep to matter are only counted."""
        self._opened += 1
        if len(self._boxes) < _DEEPEST:
            self._boxes.append((self._opened, role or self.role))
        else:
            self._too_deep += 1

    def close_box(self) -> None:
        """Leave the innermost box; without one, nothing happens."""
        if self._too_deep:
            self._too_deep -= 1
        elif self._boxes:
            self._boxes.pop()

    @contextmanager
    def box(self, role: BlockRole | None) -> Iterator[None]:
        """Stay in a box for a `with` block, as `open_box` and `close_box` do."""
        self.open_box(role)
        yield
        self.close_box()


@dataclass(slots=True)
class LeftOut:
    """Counts what a file holds and no block carries, by kind and by the heading that it stands under."""

    where: str = ""
    _found: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)

    def add(self, what: str, detail: str = "", *, count: int = 1) -> None:
        """Count something left out below the heading `where`. The first detail is kept, up to 120 characters."""
        places = self._found.setdefault(what, {})
        where = self.where if self.where in places or len(places) < _MOST_PLACES else next(reversed(places))
        before, first = places.get(where, (0, ""))
        places[where] = (before + count, first or fold(detail)[:_LONGEST_DETAIL])

    def not_carried(self) -> tuple[NotCarried, ...]:
        """What was left out: one entry for each kind and heading, with its count."""
        return tuple(
            NotCarried(what=what, where=where, count=count, detail=detail)
            for what, places in self._found.items()
            for where, (count, detail) in places.items()
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives to `assemble`; `title` and `language` are empty where the file does not say them.

    `title_is_top_heading` puts the title above everything, for formats that keep it apart from the text. `pages` is
    None for formats without pages. `pictures` are those of its figures, by their `media`.
    """

    drafts: list[Draft]
    title: str = ""
    language: str = ""
    not_carried: Sequence[NotCarried] = ()
    title_is_top_heading: bool = False
    pages: int | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def with_joined_listings(drafts: Iterable[Draft]) -> list[Draft]:
    """Listings that only empty drafts part are one; each empty draft between them is a blank line."""
    joined: list[Draft] = []
    code: list[str] = []
    for draft in drafts:
        if draft.kind == "code" or (code and not draft.text.strip()):
            code.append(draft.text.strip("\n"))
            continue
        joined += _listing(code)
        code = []
        joined.append(draft)
    return joined + _listing(code)


def _listing(lines: list[str]) -> list[Draft]:
    return [Draft("code", "\n".join(lines))] if lines else []
