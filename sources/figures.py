"""Pictures among the drafts: which caption belongs to which, and what is told of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from learning.source import Figure, NotCarried
from sources.cleaning import HARD_BREAK
from sources.drafts import Draft, LeftOut
from sources.pictures import Picture

CAPTION = re.compile(
    r"(?:Figure|Fig\.|Abbildung|Abb\.|Figura|Rysunek|Obrázek|Obr\.|Рисунок|Рис\.|Рисунок|그림|図|图|圖)\s?\d",
    re.IGNORECASE,
)
"""How captions of figures begin."""
_TITLED_CAPTION = re.compile(CAPTION.pattern + r"[\d.-]{0,8}\s?[:.|–—]", re.IGNORECASE)
"""The number with the mark behind it; without one it may be the subject of a sentence."""
_LONGEST_CAPTION = 1_000
_LONGEST_LABEL = 10
"""Words: of what stands in a drawing."""
_EMBLEM_FROM = 3
_EMBLEM = "The same picture in several places, without a caption: an emblem or ornament."
_WORDLESS = "Kept, but used by no course: neither a caption nor a description says what it shows."


def give_caption(drafts: list[Draft], start: int) -> None:
    """Give the figures from `start` on, in place, the captions that stand among them: they are in one box."""
    inside = drafts[start:]
    captions = [draft for draft in inside if _is_caption(draft)]
    if not captions or not any(map(_lacks_caption, inside)):
        return
    text = HARD_BREAK.join(caption.text for caption in captions)
    drafts[start:] = [
        replace(draft, text=text, is_caption=True) if _lacks_caption(draft) else draft
        for draft in inside
        if not _is_caption(draft)
    ]


def lead_in(drafts: list[Draft], start: int) -> None:
    """Put, in place, the captions from `start` on before the tables that stand among them."""
    inside = drafts[start:]
    if any(draft.kind == "table" for draft in inside):
        captions = [as_title(draft) for draft in inside if _is_caption(draft)]
        drafts[start:] = [*captions, *(draft for draft in inside if not _is_caption(draft))]


def as_title(draft: Draft) -> Draft:
    """What a table shows, without the full stop that would make a sentence of it."""
    bare = draft.text.rstrip()
    one = bare.endswith(".") and ". " not in bare and draft.kind == "paragraph"
    return replace(draft, text=bare[:-1], is_caption=False) if one else replace(draft, is_caption=False)


def with_captions(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, the text of each figure being its caption, or else what its alternative text says.

    A caption stands right below its figures, or right above them where it is marked as one. One that several figures
    share is that of each; one of a picture that is not here is left out.
    """
    runs = [(is_figure, list(run)) for is_figure, run in groupby(drafts, key=_lacks_caption)]
    captioned: list[Draft] = []
    for place, (is_figure, run) in enumerate(runs):
        if not is_figure:
            captioned += run
            continue
        below = runs[place + 1][1] if place + 1 < len(runs) else []
        if below and (_is_caption(below[0]) or _begins_as_caption(below[0])):
            caption = below.pop(0).text
        elif captioned and _is_caption(captioned[-1]):
            caption = captioned.pop().text
        else:
            caption = ""
        captioned += [replace(figure, text=caption or figure.alt, is_caption=bool(caption)) for figure in run]
    return [draft for at, draft in enumerate(captioned) if not _is_caption(draft) or _stands_by_a_table(captioned, at)]


def _stands_by_a_table(drafts: Sequence[Draft], at: int) -> bool:
    """Whether a caption is that of a table or listing beside it, and not of a picture that the file does not have."""
    return any(draft.kind in ("table", "code") for draft in (*drafts[max(0, at - 1) : at], *drafts[at + 1 : at + 2]))


def without_drawings(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without captions of drawings that are no pictures of the file, and the words that are left of these
    drawings above their captions."""
    kept: list[Draft] = []
    for draft in drafts:
        if not (_is_titled_caption(draft) and not (kept and _lacks_caption(kept[-1]))):
            kept.append(draft)
            continue
        while kept and _is_label_of_a_drawing(kept[-1]):
            kept.pop()
    return kept


def _is_titled_caption(draft: Draft) -> bool:
    return draft.kind == "paragraph" and len(draft.text) <= _LONGEST_CAPTION and bool(_TITLED_CAPTION.match(draft.text))


def _is_label_of_a_drawing(draft: Draft) -> bool:
    text = draft.text.rstrip()
    return draft.kind == "paragraph" and len(text.split()) <= _LONGEST_LABEL and text[-1:] not in ".!?:;,。"


def _is_caption(draft: Draft) -> bool:
    return draft.is_caption and draft.kind != "figure"


def _lacks_caption(draft: Draft) -> bool:
    return draft.kind == "figure" and not draft.text


def _begins_as_caption(draft: Draft) -> bool:
    return draft.kind == "paragraph" and len(draft.text) <= _LONGEST_CAPTION and bool(CAPTION.match(draft.text))


def figures_among(
    drafts: Sequence[Draft], pictures: Mapping[str, Picture]
) -> tuple[list[Draft], list[Figure], tuple[NotCarried, ...]]:
    """The drafts that become blocks, all figures, and what to tell of those that become none."""
    emblems = _emblems(drafts)
    left_out = LeftOut()
    blocks: list[Draft] = []
    figures: list[Figure] = []
    for draft in drafts:
        if draft.kind == "heading":
            left_out.where = draft.text
        if draft.kind != "figure":
            blocks.append(draft)
        elif draft.media in emblems:
            left_out.add("emblem", _EMBLEM)
        elif draft.text:
            blocks.append(draft)
            figures.append(_figure(draft, pictures[draft.media], left_out.where, f"b{len(blocks)}"))
        else:
            where = left_out.where
            left_out.where = where or (f"page {draft.page}" if draft.page else "")
            left_out.add("picture without words", _WORDLESS)
            figures.append(_figure(draft, pictures[draft.media], left_out.where, ""))
            left_out.where = where
    return blocks, figures, left_out.not_carried()


def _emblems(drafts: Sequence[Draft]) -> set[str]:
    uncaptioned = [draft.media for draft in drafts if draft.kind == "figure" and not draft.is_caption]
    return {media for media, count in Counter(uncaptioned).items() if count >= _EMBLEM_FROM}


def _figure(draft: Draft, picture: Picture, where: str, block_id: str) -> Figure:
    return Figure(
        media=draft.media,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        size_bytes=len(picture.data),
        alt=draft.alt,
        caption=draft.text if draft.is_caption else "",
        where=where,
        page=draft.page,
        block_id=block_id,
    )
