"""A passage as Markdown: whole sentences only, each run of them with its citation, code and lists where they stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from learning.wording import count_words
from providers.offline.citing import Citations
from providers.offline.corpus import Corpus
from providers.offline.languages import Language
from providers.offline.markdown_text import fenced, inline, quoted, table
from providers.offline.passages import Passage, Place
from providers.offline.sentences import is_aside, is_balanced, is_list_number, is_whole, points_back, spans

LONGEST_CODE = 45
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
            if _is_shown(place) and (pieces or follows):
                pieces.append(Piece(place, ""))
            continue
        carries_on = bool(pieces) and at > 0 and pieces[-1].place is places[at - 1]
        known = follows or bool(pieces)
        runs = _runs(place, after, corpus.language, carries_on=carries_on, known=known)
        pieces += [run for run in runs if run.words < REPEATED_WORDS or not corpus.was_said(place, run.quote)]
    return _without_loose_ends(pieces)


def render(pieces: Sequence[Piece], citations: Citations, *, box: str | None = None) -> str:
    """The pieces as Markdown; those of a box as block quotes, under its title if it has one, code outside of them."""
    blocks: list[tuple[bool, str]] = [(True, f"**{inline(box)}**")] if box else []
    for at, piece in enumerate(pieces):
        text = _block(piece, citations)
        before = pieces[at - 1] if at else None
        if before and piece.place is before.place:
            blocks[-1] = (True, f"{blocks[-1][1]} {text.removeprefix('- ')}")
        elif before and piece.place.kind == before.place.kind == "list_item":
            blocks[-1] = (True, f"{blocks[-1][1]}\n{text}")
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
    text = f"{inline(piece.quote)} {citations.mark(piece.place, piece.quote)}"
    lead = {"list_item": "- ", "quote": "> "}.get(piece.place.kind, "")
    return lead + text


def _is_shown(place: Place) -> bool:
    if place.is_prose:
        return True
    if place.kind == "table":
        return table(place.block) != ""
    return place.text.count("\n") < LONGEST_CODE


def _runs(place: Place, after: Place | None, table_: Language, *, carries_on: bool, known: bool) -> list[Piece]:
    sentences = spans(place.text, place.language)
    kept: list[list[int]] = []
    for index, span in enumerate(sentences):
        last = index == len(sentences) - 1
        leads = last and after is not None and _is_led_to(place, after)
        whole = (is_whole(span.text) and not span.text.endswith(":")) or _is_item(place, span.text)
        continues = index == 0 and carries_on and span.text[-1:] in ".!?:"
        understood = known or bool(kept) or not points_back(span.text, place.language)
        if (whole or leads or continues) and understood and not is_aside(span.text, table_):
            if kept and kept[-1][-1] == index - 1:
                kept[-1].append(index)
            else:
                kept.append([index])
    return [
        Piece(place, place.text[sentences[run[0]].start : sentences[run[-1]].end])
        for run in kept
        if not all(is_list_number(sentences[index].text) for index in run)
    ]


def _is_led_to(place: Place, after: Place) -> bool:
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
    return text.endswith((":", "：", ",")) or (piece.place.kind != "list_item" and not is_whole(_last(piece)))


def _last(piece: Piece) -> str:
    return spans(piece.quote, piece.place.language)[-1].text


def _cut(pieces: list[Piece]) -> list[Piece]:
    """Without the last sentence."""
    last = pieces[-1]
    parts = spans(last.quote, last.place.language)
    if len(parts) < 2:
        return pieces[:-1]
    return [*pieces[:-1], Piece(last.place, last.quote[: parts[-2].end])]
