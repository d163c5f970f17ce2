"""From drafts to a `SourceDocument`: cleaning, heading levels and paths, numbering, the document's title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from learning.source import Block, BlockRole, NotCarried, SourceDocument
from sources.cleaning import fold, rows, verbatim
from sources.drafts import Draft, Reading
from sources.errors import UnreadableSource
from sources.figures import figures_among, with_captions
from sources.formula_commands import known_commands
from sources.formulas import with_plain_formulas
from sources.languages import language_of
from sources.leftovers import with_labels, without_data_of_page, without_leftovers
from sources.limits import MAX_CHARACTERS
from sources.marks import terms_in
from sources.roles import role_of_heading, role_of_lead

_BELONG = ("list_item", "code", "table")
_LOWEST_LEVEL = 6
_FILE_NAME = re.compile(r"\S{1,200}\.(?:png|jpe?g|gif|webp|bmp|svg|tiff?|emf|wmf)", re.IGNORECASE)
"""What some programs write instead of saying what a picture shows."""
_NOTE_MARK = re.compile(r"(?<=[^\W\d_][.,;:!?”\"])[⁰¹²³⁴-⁹]{1,3}(?=\s|$)")
"""Of a footnote, behind a sentence."""
_NEARLY_ALL = 0.8
_VERBATIM = ("code", "figure")
_MOST_UNDEFINED = 40


def assemble(reading: Reading, *, filename: str, media_type: str) -> SourceDocument:
    """Number and nest the drafts of a reading.

    Raises `UnreadableSource` empty if nothing is left after cleaning, too_large above `MAX_CHARACTERS`.
    """
    read = with_labels(without_data_of_page(reading.drafts))
    clean = with_captions(draft for draft in map(_cleaned, read) if draft.text or draft.media)
    clean, undefined = _with_known_commands(clean)
    if not any(draft.text for draft in clean):
        raise UnreadableSource("no_text" if clean else "empty")
    title = fold(reading.title)
    if title and reading.title_is_top_heading:
        clean = _under_title(clean, title)
    clean, figures, unused = figures_among(list(_with_roles(clean)), reading.pictures)
    characters = sum(len(draft.text) for draft in clean)
    if characters > MAX_CHARACTERS:
        raise UnreadableSource("too_large")
    return SourceDocument(
        filename=filename,
        media_type=media_type,
        title=title or _title_from(clean, filename),
        pages=reading.pages,
        characters=characters,
        language=reading.language,
        blocks=tuple(_numbered(clean)),
        figures=tuple(figures),
        not_carried=(*undefined, *reading.not_carried, *unused),
    )


def _cleaned(draft: Draft) -> Draft:
    if draft.kind == "code":
        text = verbatim(draft.text)
        return replace(draft, text=text, language=draft.language or language_of(text))
    if draft.kind == "figure":
        alt = fold(draft.alt)
        return replace(draft, text=fold(draft.text), alt="" if _FILE_NAME.fullmatch(alt) else alt)
    if draft.kind == "table":
        return replace(draft, text=with_plain_formulas(rows(draft.text)))
    said = without_leftovers(draft.text)
    text = with_plain_formulas(_NOTE_MARK.sub("", fold(said)))
    return replace(draft, text=text, terms=() if draft.kind == "heading" else draft.terms or terms_in(said))


def _with_known_commands(drafts: Sequence[Draft]) -> tuple[list[Draft], list[NotCarried]]:
    """The drafts with formulas that can be read, and the commands of others that the file does not define: the most
    used first, each with the first heading that it stands under."""
    known = known_commands(draft.text for draft in drafts if draft.kind not in _VERBATIM)
    read: list[Draft] = []
    heading = ""
    for draft in drafts:
        heading = draft.text if draft.kind == "heading" else heading
        read.append(draft if draft.kind in _VERBATIM else replace(draft, text=known.text(draft.text, heading)))
    said = "this file does not define the command; sentences with a formula that needs it cannot be used."
    return read, [
        NotCarried(what="undefined command", where=known.places[name], count=count, detail=f"\\{name}: {said}")
        for name, count in known.undefined.most_common(_MOST_UNDEFINED)
    ]


def _under_title(drafts: list[Draft], title: str) -> list[Draft]:
    first = drafts[0]
    if first.kind in ("heading", "paragraph") and first.text.casefold() == title.casefold():
        drafts = drafts[1:]
    if any(draft.kind == "heading" and draft.level <= 1 for draft in drafts):
        drafts = [replace(draft, level=draft.level + 1) if draft.kind == "heading" else draft for draft in drafts]
    return [Draft("heading", title, level=1, page=first.page), *drafts]


def _with_roles(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Give what stands under a heading like `Exercises` its role, up to the next heading of that rank, and a paragraph
    that begins with `Exercise:` its own, with the items, the code and the rest of the quotation that belong to it."""
    role: BlockRole | None = None
    rank = 0
    led: BlockRole | None = None
    kind = ""
    for draft in drafts:
        if draft.kind == "heading" and draft.role == "body" and (not role or draft.level <= rank):
            role, rank = role_of_heading(draft.text), draft.level
        if draft.kind not in _BELONG:
            goes_on = led if draft.kind == "quote" == kind else None
            led = (role_of_lead(draft.text) or goes_on) if draft.kind in ("paragraph", "quote") else None
            kind = draft.kind
        given = role or led
        yield replace(draft, role=given) if given and draft.role == "body" else draft


def _title_from(drafts: Sequence[Draft], filename: str) -> str:
    """The one heading above all others, or above nearly all of the text, else what the file is called."""
    shares = _shares(drafts)
    if len(shares) == 1 or max(shares.values(), default=0.0) >= _NEARLY_ALL:
        return max(shares, key=lambda heading: shares[heading])
    name = fold(re.sub(r"[-_.]+", " ", PurePath(filename).stem))
    return name[:1].upper() + name[1:] or "Untitled"


def _shares(drafts: Sequence[Draft]) -> dict[str, float]:
    """The highest headings, each with its share of the text."""
    headings = [draft for draft in drafts if draft.kind == "heading" and draft.role == "body"]
    top = min((draft.level for draft in headings), default=0)
    shares, current = dict.fromkeys((draft.text for draft in headings if draft.level == top), 0.0), ""
    total = sum(len(draft.text) for draft in drafts)
    for draft in drafts:
        current = draft.text if draft.kind == "heading" and draft.text in shares else current
        if current:
            shares[current] += len(draft.text) / total
    return shares


class _HeadingTrail:
    """The headings that stand above the current block. Those of a box end with the box."""

    def __init__(self) -> None:
        self._open: list[Draft] = []

    def leave(self, scope: tuple[int, ...]) -> None:
        while self._open and scope[: len(self._open[-1].scope)] != self._open[-1].scope:
            self._open.pop()

    def enter(self, heading: Draft) -> Draft:
        """Put the heading on the trail; inside a box it ranks below the headings around the box."""
        while self._open and self._open[-1].scope == heading.scope and self._open[-1].level >= heading.level:
            self._open.pop()
        outer = self._open[-1].level if self._open else 0
        level = min(max(heading.level, outer + 1, 1), _LOWEST_LEVEL)
        heading = replace(heading, level=level)
        self._open.append(heading)
        return heading

    def path(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self._open)


def _numbered(drafts: Iterable[Draft]) -> Iterator[Block]:
    trail = _HeadingTrail()
    for number, draft in enumerate(drafts, start=1):
        trail.leave(draft.scope)
        if draft.kind == "heading":
            draft = trail.enter(draft)
            yield _block(f"b{number}", draft, trail.path()[:-1])
        else:
            yield _block(f"b{number}", draft, trail.path())


def _block(block_id: str, draft: Draft, path: tuple[str, ...]) -> Block:
    return Block(
        id=block_id,
        kind=draft.kind,
        text=draft.text,
        level=draft.level,
        page=draft.page,
        heading_path=path,
        role=draft.role,
        language=draft.language,
        ordinal=draft.ordinal,
        media=draft.media,
        alt=draft.alt,
        terms=draft.terms,
    )
