"""A passage as Markdown: whole sentences only, each run of them with its citation, code and lists where they stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from learning.prose_review import breaks_off
from learning.wording import count_words
from providers.language.cleanliness import is_clean
from providers.language.markdown_text import fenced, inline, quoted, table
from providers.language.sentences import (
    Span,
    ends_like_a_sentence,
    is_aside,
    is_balanced,
    is_list_number,
    points_back,
)
from providers.language.tables import Language
from providers.language.verbatim import is_math
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage, Place
from providers.offline.writing.citing import Citations
from providers.offline.writing.list_markers import Markers

LONGEST_CODE, LONGEST_BLOCK = 45, 6_000
"""Lines of a listing; characters of a listing or table."""

REPEATED_WORDS = 8


@dataclass(frozen=True)
class Piece:
    """Some sentences of one block in a row, or a whole code block or table (`quote` is "" then)."""

    place: Place
    quote: str

    @property
    def words(self) -> int:
        return count_words(self.quote)


def pieces_of(passage: Passage, corpus: Corpus, *, follows: bool) -> list[Piece]:
    """What of a passage can be shown. `follows` says that the text before it is shown too."""
    pieces: list[Piece] = []
    places = passage.places
    for at, place in enumerate(places):
        after = places[at + 1] if at + 1 < len(places) else None
        if not place.is_prose:
            if _is_shown(place) and (pieces or follows or place.kind == "table"):
                pieces.append(Piece(place, ""))
            continue
        if place.is_numbered:
            pieces += [Piece(place, place.text)] if _is_step(place) else []
            continue
        carries_on = bool(pieces) and at > 0 and pieces[-1].place is places[at - 1]
        if place.is_formula and not (carries_on and places[at - 1].text.endswith(pieces[-1].quote)):
            continue
        known = follows or bool(pieces)
        runs = _runs(place, after, corpus.language, carries_on=carries_on, known=known)
        pieces += [run for run in runs if place.is_formula or not _is_repeated(run, corpus)]
    return _without_loose_ends(pieces)


def render(pieces: Sequence[Piece], citations: Citations, *, box: str | None = None) -> str:
    """The pieces as Markdown; those of a box as block quotes, under its title if it has one, code outside of them."""
    blocks: list[tuple[bool, str]] = [(True, f"**{inline(box)}**")] if box else []
    markers = Markers()
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        if before and piece.place is before.place:
            blocks[-1] = (True, f"{blocks[-1][1]} {_block(piece, citations)}")
            continue
        text = markers.lead(piece.place) + _block(piece, citations)
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
    return f"{inline(piece.quote)}{_pause(piece)} {citations.mark(piece.place, piece.quote)}"


def _pause(piece: Piece) -> str:
    """What is cut out of speech goes on."""
    spoken = piece.place.loose and piece.place.kind != "list_item"
    return " …" if spoken and not ends_like_a_sentence(piece.quote) else ""


def _is_shown(place: Place) -> bool:
    if place.is_prose:
        return True
    if place.kind == "table":
        return len(place.text) <= LONGEST_BLOCK and is_clean(place.text) and table(place.block) != ""
    return len(place.text) <= LONGEST_BLOCK and place.text.count("\n") < LONGEST_CODE


def _runs(place: Place, after: Place | None, table_: Language, *, carries_on: bool, known: bool) -> list[Piece]:
    sentences = place.spans
    kept: list[list[int]] = []
    for index, span in enumerate(sentences):
        last = index == len(sentences) - 1
        leads = last and after is not None and _is_led_to(place, after)
        if last and after is not None and _announces(span.text, after, table_):
            continue
        whole = (place.is_whole(span.text) and not span.text.endswith(":")) or _is_item(place, span.text)
        whole = whole or (is_math(span.text) and (bool(kept) or carries_on))
        continues = index == 0 and carries_on and span.text[-1:] in ".!?:"
        told = known or bool(kept) or place.loose or (leads and after is not None and after.kind == "table")
        understood = told or not (place.points_back if index == 0 else points_back(span.text, place.language))
        if (whole or leads or continues) and understood and not is_aside(span.text, table_):
            if kept and kept[-1][-1] == index - 1 and _adjoins(sentences[index - 1], span, place.text):
                kept[-1].append(index)
            else:
                kept.append([index])
    return [
        Piece(place, place.text[sentences[run[0]].start : sentences[run[-1]].end])
        for run in kept
        if not all(is_list_number(sentences[index].text) for index in run)
    ]


def _is_repeated(run: Piece, corpus: Corpus) -> bool:
    return run.words >= REPEATED_WORDS and corpus.was_said(run.place, run.quote)


def _adjoins(one: Span, other: Span, text: str) -> bool:
    """Whether nothing that cannot be quoted stands between two sentences."""
    return not text[one.end : other.start].strip()


def _is_step(place: Place) -> bool:
    """A step of a procedure is shown with the others or the numbers would lie, be it a sentence or not."""
    return is_clean(place.text) and bool(place.text.strip())


def _announces(sentence: str, after: Place, table_: Language) -> bool:
    """Whether a sentence speaks of a table or listing to come that is not shown."""
    return not after.is_prose and not _is_shown(after) and (sentence.endswith(":") or table_.says("deixis", sentence))


def _is_led_to(place: Place, after: Place) -> bool:
    if after.is_formula:
        return bool(after.spans)
    return (after.kind != "paragraph" and _is_shown(after)) or (
        after.text[:1].islower() and not place.text.endswith(":")
    )


def _is_item(place: Place, text: str) -> bool:
    """A list item need not be a sentence, but it must be complete."""
    return place.kind == "list_item" and is_balanced(text) and text == place.text and not place.text.endswith(",")


def _without_loose_ends(pieces: list[Piece]) -> list[Piece]:
    """No lead-in without what it leads to."""
    kept = list(pieces)
    while kept and kept[-1].quote and (_leads(kept[-1])):
        kept = _cut(kept)
    return kept


def _leads(piece: Piece) -> bool:
    text = piece.quote.rstrip()
    if piece.place.kind == "list_item":
        return text.endswith((":", "：", ",")) or breaks_off(text, is_list=True)
    last = piece.place.split(piece.quote)[-1].text
    return text.endswith((":", "：", ",")) or not (piece.place.is_whole(last) or is_math(last) or _ends_another(last))


def _ends_another(text: str) -> bool:
    """Whether it is the end of the sentence before it, such as what stands below a displayed formula."""
    return text[:1].islower() and ends_like_a_sentence(text) and is_balanced(text)


def _cut(pieces: list[Piece]) -> list[Piece]:
    """Without the last sentence."""
    last = pieces[-1]
    parts = last.place.split(last.quote)
    if len(parts) < 2 or last.place.is_numbered:
        return pieces[:-1]
    return [*pieces[:-1], Piece(last.place, last.quote[: parts[-2].end])]
