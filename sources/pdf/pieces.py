"""Rows gathered into headings, paragraphs, list items, listings and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from learning.source import BlockKind
from sources.pdf.bullets import BulletMarks
from sources.pdf.headings import HeadingRules, style_of
from sources.pdf.items import bullet_of, possible_marker_of, text_left
from sources.pdf.listing import on_one_grid
from sources.pdf.measures import Measures
from sources.pdf.rows import Row
from sources.pdf.tables import are_table_rows, is_wrapped_cell

_DRAWN = "•"
_SENTENCE_END = (".", "!", "?", ":", ".”", '."', ".)", "?”", "!”")
_PARAGRAPH_GAP = 1.3
_WRAPPED_GAP = 1.15
_HEADING_GAP = 1.6
_LABEL_GAP = 4.0
_LABEL = re.compile(
    r"(?:(?:chapter|part|appendix|lesson|unit|module|section|kapitel|teil|chapitre|capítulo)\s+)?(?:\d{1,3}|[IVXLC]+|[A-Z])"
    r"[.:]?$",
    re.IGNORECASE,
)
_LARGER = 1.12
_MOST_HEADING_ROWS = 4
_TABLE_GAP = 2.5
_INDENT = 0.8
_MOSTLY = 0.85
_TERM_GAP = 1.2
_TERM_INDENT = 1.5
_SHORT = 0.2


@dataclass(slots=True)
class Piece:
    """A block on its way: its rows; for list items the left edge of their text and the marker or term before it."""

    kind: BlockKind
    rows: list[Row]
    level: int = 0
    text_left: float = 0.0
    marker: str = ""
    term: Row | None = None

    @property
    def page(self) -> int:
        """The number of the page on which it begins, with its term if it has one."""
        return (self.term or self.rows[0]).page

    @property
    def last(self) -> Row:
        """The last of its rows so far."""
        return self.rows[-1]


@dataclass(slots=True)
class PieceMaker:
    """Goes through the rows of one page."""

    measures: Measures
    headings: HeadingRules
    marks: BulletMarks
    pieces: list[Piece] = field(default_factory=list)

    def read(self, rows: Sequence[Row]) -> list[Piece]:
        """Gather rows, given in reading order; a heading of more than four rows is a paragraph."""
        for row, following in zip_longest(rows, rows[1:]):
            level = 0 if bullet_of(row) else self.headings.level(row)
            if level and not (following and self._is_term(row, following)):
                self._add_heading(row, level)
            elif self._is_code(row):
                self._add_code(row)
            elif self._is_table_row(row, following):
                self._add_table_row(row)
            else:
                self._add_prose(row)
        for piece in self.pieces:
            if piece.kind == "heading" and len(piece.rows) > _MOST_HEADING_ROWS:
                piece.kind, piece.level = "paragraph", 0
        return self.pieces

    def _open(self, kind: BlockKind) -> Piece | None:
        return self.pieces[-1] if self.pieces and self.pieces[-1].kind == kind else None

    def _add_heading(self, row: Row, level: int) -> None:
        piece = self._open("heading") or self._large_number()
        if piece and self._is_one_heading(piece, row, level):
            piece.rows.append(row)
            piece.kind, piece.level = "heading", level
        else:
            self.pieces.append(Piece("heading", [row], level))

    def _is_one_heading(self, piece: Piece, row: Row, level: int) -> bool:
        """Whether a row goes on with the heading above it, or gives the title to a number or `Chapter 1` there."""
        if len(piece.rows) == 1 and _LABEL.match(piece.last.plain.strip()):
            return self._follows(piece.last, row, _LABEL_GAP)
        same = piece.kind == "heading" and piece.level == level and style_of(piece.last) == style_of(row)
        return same and _are_aligned(piece.last, row) and self._follows(piece.last, row, _HEADING_GAP)

    def _large_number(self) -> Piece | None:
        piece = self._open("paragraph")
        return piece if piece and piece.last.size > _LARGER * self.measures.size else None

    def _add_code(self, row: Row) -> None:
        piece = self._open("code")
        if piece and on_one_grid(piece.last, row, self.measures.code_pitch):
            piece.rows.append(row)
        else:
            self.pieces.append(Piece("code", [row]))

    def _is_table_row(self, row: Row, following: Row | None) -> bool:
        above = self._open("table")
        if above and self._follows(above.last, row, _TABLE_GAP):
            return is_wrapped_cell(above.last, row) if len(row.cells) == 1 else True
        if len(row.cells) == 1 or self._marker(row) or following is None:
            return False
        return self._follows(row, following, _TABLE_GAP) and are_table_rows(row, following)

    def _add_table_row(self, row: Row) -> None:
        piece = self._open("table")
        if piece and self._follows(piece.last, row, _TABLE_GAP):
            piece.rows.append(row)
        else:
            self.pieces.append(Piece("table", [row]))

    def _add_prose(self, row: Row) -> None:
        marker = self._marker(row)
        last = self.pieces[-1] if self.pieces else None
        if marker:
            left = row.left if marker == _DRAWN else text_left(row, marker)
            self.pieces.append(Piece("list_item", [row], text_left=left, marker=marker))
        elif last and len(last.rows) == 1 and not last.term and self._is_term(last.last, row):
            self.pieces[-1] = Piece("list_item", [row], text_left=row.left, term=last.last)
        elif last and last.kind in ("paragraph", "list_item") and self._continues(last, row):
            last.rows.append(row)
        else:
            self.pieces.append(Piece("paragraph", [row], text_left=row.left))

    def _is_term(self, row: Row, following: Row) -> bool:
        """Whether a row in bold or code is defined by the indented prose right below it."""
        stands_out = (row.bold and not following.bold) or (row.monospaced and not following.monospaced)
        indented = following.left > row.left + _TERM_INDENT * following.size
        same_size = abs(row.size - following.size) < 0.15 * following.size
        return stands_out and indented and same_size and self._follows(row, following, _TERM_GAP)

    def _is_code(self, row: Row) -> bool:
        """Whether the row belongs to a listing; inside one, a few characters may be of another font."""
        if row.monospaced:
            return not self._is_wrapped_code(row)
        listing = self._open("code")
        on_grid = listing and on_one_grid(listing.last, row, self.measures.code_pitch)
        return bool(on_grid) and row.share_monospaced > _MOSTLY

    def _is_wrapped_code(self, row: Row) -> bool:
        """Whether the row is the rest of inline code that a line end of a paragraph broke."""
        piece = self.pieces[-1] if self.pieces and self.pieces[-1].kind in ("paragraph", "list_item") else None
        if piece is None or is_finished(piece.last) or not self._follows(piece.last, row, _WRAPPED_GAP):
            return False
        return piece.last.cells[-1].spans[-1].font.monospaced and abs(row.left - piece.text_left) < 0.5 * row.size

    def _marker(self, row: Row) -> str:
        """The bullet or number that the row starts with, empty if it starts no list item."""
        if marker := bullet_of(row):
            return marker
        if self.marks.has_bullet(row):
            return _DRAWN
        return possible_marker_of(row) if self._may_start_item(row) else ""

    def _may_start_item(self, row: Row) -> bool:
        """A dash or number in the middle of a sentence starts no item."""
        piece = self.pieces[-1] if self.pieces else None
        if piece is None or piece.kind not in ("paragraph", "list_item"):
            return True
        if piece.kind == "list_item" and abs(piece.rows[0].left - row.left) < 0.5 * row.size:
            return True
        return is_finished(piece.last) or not self._follows(piece.last, row, _PARAGRAPH_GAP)

    def _follows(self, upper: Row, lower: Row, gap: float) -> bool:
        distance = upper.baseline - lower.baseline
        return 0 < distance < gap * self.measures.pitch_at(max(upper.size, lower.size))

    def _continues(self, piece: Piece, row: Row) -> bool:
        last = piece.last
        if last.column != row.column:
            return continues_text(piece, row)
        if not self._follows(last, row, _PARAGRAPH_GAP) or abs(last.size - row.size) > 0.12 * row.size:
            return False
        return not self._starts_anew(piece, row)

    def _starts_anew(self, piece: Piece, row: Row) -> bool:
        last = piece.last
        if piece.kind == "list_item":
            outdented = row.left < piece.text_left - _INDENT * row.size
            return outdented and (is_finished(last) or _is_short(last))
        if len(piece.rows) > 1 and row.left > last.left + _INDENT * row.size:
            return True
        return is_finished(last) and _is_short(last) and row.text[:1].isupper()


def continues_text(piece: Piece, row: Row) -> bool:
    """Whether a row at the head of a column or page goes on with the sentence at the foot of the one before."""
    if abs(piece.last.size - row.size) > 0.12 * row.size:
        return False
    start = row.text.lstrip("\"'“‘([`")[:1]
    if not is_finished(piece.last):
        return start.islower() or start.isdigit() or not _is_short(piece.last)
    return start.islower() and piece.last.text.rstrip()[-1:] != ":"


def is_finished(row: Row) -> bool:
    """Whether a row ends as a sentence does, also with a colon; closing quotes and brackets may follow."""
    return row.text.rstrip("`)]”\"’' ").endswith(_SENTENCE_END) or row.text.rstrip().endswith(_SENTENCE_END)


def _are_aligned(upper: Row, lower: Row) -> bool:
    """Whether two rows of a heading start alike or stand around one middle, or the upper one has no more room."""
    aside = abs(upper.left - lower.left) < 3 * lower.size
    around = abs(upper.left + upper.right - lower.left - lower.right) < 2 * lower.size
    return aside or around or not _is_short(upper)


def _is_short(row: Row) -> bool:
    left, right = row.column
    return row.right < right - _SHORT * (right - left)
