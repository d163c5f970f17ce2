"""A passage as Markdown: what can be shown of it, whole and in its order, each run of sentences with its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from learning.characters import is_showable
from providers.language.cleanliness import is_clean
from providers.language.markdown_text import fenced, inline, quoted, table
from providers.language.pointers import kind_above, without_numbers
from providers.language.sentences import ends_like_a_sentence, is_aside
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage, Place
from providers.offline.writing.citing import Citations
from providers.offline.writing.list_markers import Markers, torn_items
from providers.offline.writing.loose_ends import without_loose_ends
from providers.offline.writing.runs import Context, is_elsewhere, runs_of, step_of
from providers.offline.writing.runs import Piece as Piece

LONGEST_CODE, LONGEST_BLOCK = 60, 6_000
"""Lines of a listing; characters of a listing or table."""

NOT_HERE = "…"
"""The text of a listing whose lines stand in a file that the sources do not have."""
EMBEDDED = "embedded object"
"""The language of such a listing where it stands for what only a program shows."""
_DIAGRAMS = frozenset({"mermaid", "plantuml", "graphviz", "dot", "tikz", "svgbob"})
_DIAGRAM = re.compile(
    r"\s*(?:@start(?:uml|mindmap|wbs)|(?:strict )?(?:di)?graph \w*\s*\{|sequenceDiagram|flowchart (?:TD|LR|TB)|"
    r"classDiagram)\b"
)
"""The source of a picture, which nobody reads."""
_TO_FILL_IN = re.compile(
    r"\s*(?:(?:#|//|--|%+|/\*|<!--)\s*[^\n]{0,40}\b(?:solution|your|write|todo|ihr|tu|votre|lösung|solución)\b[^\n]{0,60}\s*){1,3}",
    re.IGNORECASE,
)
"""Code that the reader is to write."""
_BLANKS = re.compile(r"\[_{3,}\]|(?<=[\s(=,\[])_{3,}(?=[\s),;:\]]|$)")
"""Gaps in code that he is to fill in."""
REPEATED_WORDS = 8
MOST_BACK = 12
"""Blocks before one, among which a listing that is not there is looked for."""
FEWEST_IN_BRACKETS = 6
PROOF = "Proof. "
"""What readers of LaTeX write before every proof, whatever its language."""
_READER = re.compile(r"\b(?:you|your|[Yy]ourself|Sie|Ihr|Ihre|du|dein|deine|vous|votre|tu|usted|ustedes|tú|tus?)\b")


def pieces_of(
    passage: Passage, corpus: Corpus, *, follows: bool, shown: frozenset[str] = frozenset(), misses: bool = False
) -> list[Piece]:
    """What of a passage can be shown. `follows` says that the text before it is shown too, `shown` which kinds of
    blocks besides prose the section shows above it (see `kinds_in`), `misses` that the text right before it is left
    out.

    What hangs on a sentence that cannot be shown is not shown either: the list or listing that it leads to, and the
    sentences that speak of it.
    """
    return _Reader(passage, corpus, follows, shown, misses).pieces()


def kinds_in(pieces: Sequence[Piece]) -> frozenset[str]:
    """The kinds of what is shown besides prose, and "formula" where there is one in a sentence or on a line."""
    kinds = {piece.place.kind for piece in pieces if piece.place.kind in ("code", "table", "list_item")}
    return frozenset(kinds | {"formula" for piece in pieces if "$" in piece.quote})


@dataclass
class _Reader:
    passage: Passage
    corpus: Corpus
    follows: bool
    shown: frozenset[str]
    misses: bool

    def pieces(self) -> list[Piece]:
        places = self.passage.places
        self._made: list[Piece] = []
        self._lost = False
        self._asked = _asked(places)
        for at, place in enumerate(places):
            after = places[at + 1] if at + 1 < len(places) else None
            before = places[at - 1] if at else None
            self._lost = self._take(place, before, after)
        made = _with_what_they_name(without_loose_ends(self._made, places), self.corpus)
        torn = torn_items(places, {piece.place.order for piece in made})
        return [replace(piece, is_torn=True) if piece.place.order in torn else piece for piece in made]

    def _take(self, place: Place, before: Place | None, after: Place | None) -> bool:
        """Take what can be shown of a block; whether what comes next would miss something of it."""
        if place.kind == "figure" or _is_embedded(place):
            return self._lost
        if place in self._asked or _is_note_to_the_teacher(place) or _asks_the_reader(place, after):
            return True
        if place.is_label and (
            is_aside(place.text, self.corpus.language) or is_elsewhere(place.text, self.corpus.language)
        ):
            return True
        if place.is_label:
            self._made.append(Piece(place, place.text))
            return self._lost
        hangs = place.kind in ("code", "table", "list_item") or place.is_formula
        alone = before is not None and (
            before.is_label or (place.kind == "table" and kind_above(before.text) is not None)
        )
        if hangs and self._lost and not alone and not self._goes_on(place, before):
            return True
        if place.is_numbered:
            self._made += [Piece(place, step_of(place, self.corpus.language))] if _is_step(place) else []
            return False
        if not place.is_prose:
            return self._take_block(place)
        return self._take_prose(place, before, after)

    def _goes_on(self, place: Place, before: Place | None) -> bool:
        """Whether an item does not need the block before it: it has a name of its own, or another item of its list is
        shown and what stands between them leads to nothing."""
        if place.kind != "list_item":
            return False
        led = before is not None and before.is_prose and before.text.rstrip().endswith((":", "："))
        listed = any(piece.place.kind == "list_item" for piece in self._made)
        return place.names_itself or (listed and not led)

    def _take_block(self, place: Place) -> bool:
        told = bool(self._made) or self.follows or place.kind == "table" or place.is_headed_code
        if told and is_shown(place):
            self._made.append(Piece(place, ""))
            return False
        return True

    def _take_prose(self, place: Place, before: Place | None, after: Place | None) -> bool:
        carries_on = bool(self._made) and before is not None and self._made[-1].place is before
        if place.is_formula and not (carries_on and before and before.text.endswith(self._made[-1].quote)):
            return True
        known = (self.follows or bool(self._made)) and not self._lost
        goes_on = carries_on and before is not None and _is_unfinished(before)
        context = Context(
            place,
            after,
            self.corpus.language,
            goes_on,
            known,
            self._can_follow(after),
            self._lost,
            self._is_unlisted(place),
            self._is_gone(place),
            (self.misses and not self._made) or (before is not None and place.order != before.order + 1),
            self.shown | kinds_in(self._made),
        )
        runs, lost = runs_of(context)
        kept = [run for run in runs if place.is_formula or not _is_repeated(run, self.corpus)]
        self._made += kept
        return lost or len(kept) < len(runs)

    def _is_unlisted(self, place: Place) -> bool:
        before = self.corpus.places[place.order - 1] if place.order else None
        return before is not None and before.text == NOT_HERE and not _is_embedded(before)

    def _is_gone(self, place: Place) -> bool:
        """Whether a listing shortly before it, under the same heading, stands in another file."""
        near = self.corpus.places[max(0, place.order - MOST_BACK) : place.order]
        return any(
            before.text == NOT_HERE
            and not _is_embedded(before)
            and before.document is place.document
            and before.block.heading_path == place.block.heading_path
            for before in near
        )

    def _can_follow(self, after: Place | None) -> bool:
        if after is None or after in self._asked or (after.is_formula and not after.spans):
            return False
        return is_shown(after)


def _is_unfinished(place: Place) -> bool:
    """Whether what stands after a block can be the end of its sentence."""
    return not place.is_label and (not place.is_prose or place.is_formula or not ends_like_a_sentence(place.text))


def _is_embedded(place: Place) -> bool:
    """Whether it stands for something that only a program would show, such as an animation."""
    return place.text == NOT_HERE and place.block.language == EMBEDDED


def _is_note_to_the_teacher(place: Place) -> bool:
    """Whether a block stands in brackets as a whole, as notes to those do who give the lesson."""
    text = place.text.strip()
    bracketed = text.startswith("[") and text.endswith("]") and "]" not in text[1:-1]
    return place.is_prose and not place.loose and bracketed and len(text.split()) >= FEWEST_IN_BRACKETS


def _asks_the_reader(place: Place, after: Place | None) -> bool:
    """Whether a paragraph is nothing but questions that nothing answers, or that the reader is to answer."""
    if place.kind not in ("paragraph", "quote") or place.loose or not place.spans:
        return False
    asks = all(span.text.rstrip(")").endswith(("?", "？")) for span in place.spans)
    return asks and (after is None or _READER.search(place.text) is not None)


def _asked(places: Sequence[Place]) -> frozenset[Place]:
    """The items of lists of nothing but questions, which the reader is to answer."""
    found: list[Place] = []
    for is_item, run in groupby(places, key=lambda place: place.kind == "list_item"):
        items = list(run)
        if is_item and len(items) > 1 and all(item.text.rstrip().endswith("?") for item in items):
            found += items
    return frozenset(found)


def _with_what_they_name(pieces: list[Piece], corpus: Corpus) -> list[Piece]:
    """No label without what it names, and none that only says that an example or a file comes next."""
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        named = after is not None and not after.place.is_label
        if not piece.place.is_label or (named and not corpus.language.opens("labels", piece.quote)):
            kept.append(piece)
    return kept


def render(pieces: Sequence[Piece], citations: Citations, *, box: str | None = None) -> str:
    """The pieces as Markdown; those of a box as block quotes, under its title if it has one, code outside of them."""
    blocks: list[tuple[bool, str]] = [(True, f"**{inline(box)}**")] if box else []
    markers = Markers()
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        if before and piece.place is before.place:
            blocks[-1] = (True, f"{blocks[-1][1]} {_block(piece, citations)}")
            continue
        text = markers.lead(piece.place, is_torn=piece.is_torn) + _block(piece, citations)
        if before and piece.place.kind == before.place.kind == "list_item":
            blocks[-1] = (True, f"{blocks[-1][1]}{markers.gap}{text}")
        else:
            blocks.append((piece.place.is_prose, text))
    if box is None:
        return "\n\n".join(text for _, text in blocks)
    runs = [
        (spoken, "\n\n".join(text for _, text in run)) for spoken, run in groupby(blocks, key=lambda block: block[0])
    ]
    return "\n\n".join(quoted(text) if spoken else text for spoken, text in runs)


def _block(piece: Piece, citations: Citations) -> str:
    if piece.place.kind == "code":
        return fenced(piece.place.block)
    if piece.place.kind == "table":
        return table(piece.place.block)
    if piece.place.is_label:
        return f"**{inline(piece.quote)}** {citations.mark(piece.place, piece.quote)}"
    said = without_numbers(piece.quote)
    shown = inline(said if piece.place.language == "en" else said.removeprefix(PROOF))
    return f"{shown}{_pause(piece)} {citations.mark(piece.place, piece.quote)}"


def _pause(piece: Piece) -> str:
    """What is cut out of speech goes on."""
    spoken = piece.place.loose and piece.place.kind != "list_item"
    return " …" if spoken and not ends_like_a_sentence(piece.quote) else ""


def is_shown(place: Place) -> bool:
    """Whether a block can be shown at all, whatever stands around it."""
    if place.is_prose:
        return True
    if place.kind == "figure":
        return False
    if place.kind == "table":
        return len(place.text) <= LONGEST_BLOCK and is_clean(place.text) and table(place.block) != ""
    told = not (
        _DIAGRAM.match(place.text)
        or place.block.language in _DIAGRAMS
        or _TO_FILL_IN.fullmatch(place.text)
        or (place.block.language not in ("output", "text", "ascii", "console") and _BLANKS.search(place.text))
        or place.text.strip() == NOT_HERE
    )
    return (
        told and is_showable(place.text) and len(place.text) <= LONGEST_BLOCK and place.text.count("\n") < LONGEST_CODE
    )


def _is_repeated(run: Piece, corpus: Corpus) -> bool:
    return run.words >= REPEATED_WORDS and corpus.was_said(run.place, run.quote)


def _is_step(place: Place) -> bool:
    """A step of a procedure is shown with the others or the numbers would lie, be it a sentence or not."""
    return is_clean(place.text) and bool(place.text.strip())
