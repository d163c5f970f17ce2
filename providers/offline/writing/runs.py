"""Which sentences of a block are shown: those that say what they say without anything that is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from learning.wording import count_words
from providers.language.pointers import (
    is_unresolved,
    kind_above,
    looks_at_a_picture,
    speaks_of_before,
    without_pointers,
)
from providers.language.referrals import sends_away
from providers.language.sentences import (
    Span,
    is_aside,
    is_balanced,
    is_list_number,
    points_back,
)
from providers.language.tables import Language
from providers.language.verbatim import VERBATIM, is_math
from providers.offline.reading.passages import Place
from providers.offline.writing import needs

CONCLUDES_WITHIN = 90
MOST_TRAILING = 8
_HOLE = re.compile(r"[\w\"”] \.(?=\s|$)|\w , \w|\(\s*\)(?=[\s.,])")
_LEFT_TO_DO = re.compile(
    r"(?:proof\.? |beweis\.? )?(?:(?:\w+ ){0,5}(?:left )?(?:as an |to the )?(?:exercise|reader)"
    r"(?: to the reader| below)?|"
    r"(?:zur )?übung|exercice|ejercicio)\.",
    re.IGNORECASE,
)
"""What is left to the reader to prove."""
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?")


@dataclass(frozen=True)
class Piece:
    """Some sentences of one block in a row, or a whole code block or table (`quote` is "" then); `is_torn`
    says that it is an item of an ordered list whose first one is left out."""

    place: Place
    quote: str
    is_torn: bool = False

    @property
    def words(self) -> int:
        """The words that are quoted; 0 for code and tables."""
        return count_words(self.quote)


@dataclass(frozen=True)
class Context:
    """A block of prose where it stands: `known` says that what comes before it is shown, `carries_on` that the block
    right before it is and leaves a sentence open, `after_shown` that the one after it can be, `misses` that a block
    before it cannot, `unlisted` that the listing right before it stands in another file, `gone` that one under the same
    heading does, `skips` that what stands right before its passage, or between it and the block before it, is left out;
    `shown` are the kinds of what the section shows above it besides prose, and "formula"."""

    place: Place
    after: Place | None
    table: Language
    carries_on: bool
    known: bool
    after_shown: bool
    misses: bool = False
    unlisted: bool = False
    gone: bool = False
    skips: bool = False
    shown: frozenset[str] = frozenset()


def runs_of(context: Context) -> tuple[list[Piece], bool]:
    """The sentences that can be shown, those in a row as one piece, and whether what follows would miss one."""
    place, sentences = context.place, context.place.spans
    kept: list[list[int]] = []
    lost = not sentences
    for index, span in enumerate(sentences):
        gap = index > 0 and not _adjoins(sentences[index - 1], span, place.text)
        lost = lost or gap
        if not _is_told(context, index, kept, lost):
            lost = lost or not _is_mere_pointer(context, index)
            continue
        lost = False
        if kept and kept[-1][-1] == index - 1 and not gap:
            kept[-1].append(index)
        else:
            kept.append([index])
    pieces = [
        Piece(place, place.text[sentences[run[0]].start : sentences[run[-1]].end])
        for run in kept
        if not all(is_list_number(sentences[index].text) for index in run)
        and (_is_all(place, run) or any(_says_more(sentences[index].text) for index in run))
    ]
    return pieces, lost


def _is_all(place: Place, run: Sequence[int]) -> bool:
    """Whether some sentences are all that a block says."""
    first, last = place.spans[run[0]], place.spans[run[-1]]
    return place.text[first.start : last.end] == place.text.strip()


def _is_mere_pointer(context: Context, index: int) -> bool:
    """Whether a sentence that is left out only sends the reader elsewhere, so that what follows does not miss it."""
    sentences = context.place.spans
    text = sentences[index].text
    following = sentences[index + 1].text if index + 1 < len(sentences) else ""
    if not following and context.after is not None and context.after.spans:
        following = context.after.spans[0].text
    prose = without_pointers(VERBATIM.sub("x", text).replace("’", "'"))
    sends = sends_away(prose) or (is_aside(text, context.table) and not context.table.says("elsewhere", prose))
    return (
        sends
        and context.place.is_whole(text)
        and not text.endswith((":", "："))
        and not (needs.OF_POINTER.match(following) or needs.DEICTIC.search(following))
    )


def _is_told(context: Context, index: int, kept: list[list[int]], lost: bool) -> bool:
    """Whether one sentence can be shown. `lost` says that the one before it is not."""
    place, table = context.place, context.table
    span = place.spans[index]
    last = index == len(place.spans) - 1
    after = context.after
    leads = last and after is not None and context.after_shown and _is_led_to(place, after)
    if last and after is not None and _announces(span.text, after, context):
        return False
    if (
        after is not None
        and not context.after_shown
        and (table.says("ahead", span.text) or needs.SHOWS.search(span.text))
    ):
        return False
    if needs.BREAKS_OFF.search(span.text) and not leads:
        return False
    whole = (place.is_whole(span.text) and not span.text.endswith(":")) or is_item(place, span.text)
    whole = whole or place.is_formula or (is_math(span.text) and (bool(kept) or context.carries_on))
    continues = index == 0 and context.carries_on and span.text[-1:] in ".!?:"
    announces = leads and span.text.endswith((":", "：")) and not _of_listings(span.text, after)
    announces = announces and not (is_unresolved(without_pointers(span.text)) or looks_at_a_picture(span.text))
    announces = announces and not (after is not None and after.kind == "list_item" and sends_away(span.text))
    away = is_aside(span.text, table) or _is_elsewhere(span.text, context, last) or _says_nothing(span.text, place)
    if not (whole or leads or continues) or (away and not announces):
        return False
    known = (context.known or bool(kept)) and not (lost and index > 0)
    told = known or place.loose or (leads and after is not None and after.kind == "table")
    if (
        index > 0
        and lost
        and any(cue.search(span.text) for cue in (needs.DEICTIC, needs.ASKED, needs.OF_BEFORE, needs.SEEN))
    ):
        return False
    if (
        index == 0
        and (context.misses or context.skips)
        and any(cue.search(span.text) for cue in (needs.WHY, needs.SEEN))
    ):
        return False
    if not told and context.misses and index == 0 and needs.DEICTIC.search(span.text):
        return False
    if context.unlisted and (needs.DEICTIC.search(span.text) or needs.IT.search(span.text) or "`" in span.text):
        return False
    if context.gone and needs.TRIES.search(span.text):
        return False
    if _misses_what_it_shows(span.text, context) or (index > 0 and lost and _is_task(span.text)):
        return False
    if after is not None and context.after_shown and not after.is_prose and table.says("ahead", span.text):
        return not speaks_of_before(span.text)
    return told or not _hangs(place, span.text, index)


def _misses_what_it_shows(sentence: str, context: Context) -> bool:
    """Whether it speaks of a table, listing or the like above or right below it that the section does not show."""
    if context.place.loose:
        return False
    above = kind_above(sentence)
    if above is not None and not (above in context.shown or (above == "" and context.shown)):
        return True
    after = context.after
    is_missing = after is not None and not after.is_prose and not context.after_shown
    return is_missing and needs.SHOWS_SOON.search(sentence) is not None


def _is_task(sentence: str) -> bool:
    """Whether it asks the reader something or sends him to look at something."""
    return sentence.rstrip(")").endswith(("?", "？")) or needs.LOOKS.search(sentence) is not None


def _of_listings(sentence: str, after: Place | None) -> bool:
    """Whether a lead-in to a list speaks of numbered listings or pictures."""
    return after is not None and after.kind == "list_item" and needs.NUMBERED.search(sentence) is not None


def _says_more(sentence: str) -> bool:
    """Whether it is more than one word, such as the “Proof.” that is left of one."""
    return len(sentence.split()) > 1 or is_math(sentence)


def _says_nothing(sentence: str, place: Place) -> bool:
    """Whether it is a word alone, a few words that trail off, or has a hole where a word was."""
    if place.loose or place.is_formula or place.kind == "list_item":
        return False
    if needs.SIGNED.match(sentence):
        return True
    if _LEFT_TO_DO.fullmatch(sentence.strip()):
        return True
    words = len(sentence.split())
    trails = sentence.rstrip().endswith(("…", "..")) and words <= MOST_TRAILING
    alone = words == 1 and sentence == place.text and sentence[-1:] in ".:!?"
    torn = sentence[:1] in ",;:.)" and not sentence.startswith("...")
    return trails or alone or torn or _HOLE.search(VERBATIM.sub("x", sentence)) is not None


def _hangs(place: Place, sentence: str, index: int) -> bool:
    """Whether a sentence needs the one before it: it points back, or concludes from it. “Do this:” points on."""
    leads_in = sentence.rstrip().endswith((":", "："))
    if place.names_itself and index == 0:
        return False
    if not place.loose and speaks_of_before(sentence):
        return True
    if not (place.loose or leads_in) and needs.CONCLUDES.search(sentence[:CONCLUDES_WITHIN]):
        return True
    return place.points_back if index == 0 else points_back(sentence, place.language)


def _is_elsewhere(sentence: str, context: Context, last: bool) -> bool:
    """Whether a sentence speaks of a figure, chapter or listing that is not shown here."""
    if context.place.loose:
        return False
    if is_elsewhere(sentence, context.table):
        return True
    prose = VERBATIM.sub("x", sentence).replace("’", "'")
    is_followed = context.after is not None and context.after.kind not in ("paragraph", "figure")
    announces = context.table.says("ahead", prose) or needs.SHOWS.search(prose) is not None
    return last and announces and not is_followed and not context.place.is_numbered


def is_elsewhere(sentence: str, table: Language) -> bool:
    """Whether a sentence speaks of a picture, chapter or listing that stands at another place, or at none."""
    told = VERBATIM.sub("x", sentence).replace("’", "'")
    prose = without_pointers(told)
    away = table.says("elsewhere", prose) or sends_away(prose)
    return away or is_unresolved(prose) or looks_at_a_picture(prose) or needs.SEES_AT.search(told) is not None


def _adjoins(one: Span, other: Span, text: str) -> bool:
    """Whether nothing that cannot be quoted stands between two sentences."""
    return not text[one.end : other.start].strip()


def _announces(sentence: str, after: Place, context: Context) -> bool:
    """Whether a sentence speaks of a table or listing to come that is not shown."""
    speaks = sentence.endswith(":") or context.table.says("deixis", sentence)
    return not context.after_shown and (speaks or after.is_formula) and (not after.is_prose or after.is_formula)


def _is_led_to(place: Place, after: Place) -> bool:
    if after.is_formula:
        return bool(after.spans)
    return after.kind != "paragraph" or (after.text[:1].islower() and not place.text.endswith(":"))


def is_item(place: Place, text: str) -> bool:
    """A list item need not be a sentence, but it must be complete."""
    return (
        place.kind == "list_item"
        and not _ADDRESS.fullmatch(text.strip())
        and is_balanced(text)
        and text == place.text
        and not place.text.endswith(",")
    )


def step_of(place: Place, table: Language) -> str:
    """A step of a procedure, without sentences at its end that send the reader elsewhere."""
    spans = list(place.spans)
    while len(spans) > 1 and (is_aside(spans[-1].text, table) or table.says("elsewhere", spans[-1].text)):
        spans.pop()
    return place.text[: spans[-1].end] if spans and len(spans) < len(place.spans) else place.text
