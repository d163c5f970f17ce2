"""What the making of a page leaves among its text: footnotes glued to words, data of the page, links without words; and
what lines say that readers of all formats write down as one: a label, a line break, a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sources.cleaning import HARD_BREAK, fold
from sources.drafts import Draft
from sources.marks import CLOSES, OPENS, unmarked

_ACCESSED = (
    r"(?:(?:last |date )?(?:accessed|retrieved|visited)(?: on)?|(?:zuletzt )?(?:abgerufen|aufgerufen)(?: am)?|"
    r"consulté(?:e)? le|consultad[oa](?: el)?|zugriff am)"
)
_DATE = (
    r"(?:[^\W\d_]{3,10}\.? \d{1,2}, \d{4}|\d{1,2}\.? (?:de )?[^\W\d_]{3,10}\.?(?: de)? \d{4}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_ADDRESS = r"<?(?:https?://\S{4,400}?|www\.\S{4,400}?|[\w.-]{3,80}\.[a-z]{2,10}/\S{1,400}?)>?(?=[.,;]?(?:\s|$))"
_SIGNS = f"{OPENS}{CLOSES}"
_CITED = re.compile(
    rf",? \(?{_ACCESSED}:? {_DATE}[,:]? (?:[“\"][^“”\"]{{1,120}}[”\"],? ?)?"
    rf"(?:(?:at|from|unter|sur|en) )?{_ADDRESS}\)?(?: \({_ACCESSED} {_DATE}\))?[.,;]?",
    re.IGNORECASE,
)
"""How a footnote ends that cites a page: ", accessed May 5, 2010, http://…."."""
_GLUED = re.compile(
    rf"(?:(?<=[^\W\d_A-Z]{{2}}[.,;:!?])|(?<=[^\W\d_A-Z]{{2}}[{_SIGNS}][.,;:!?])|(?<=[.,;:!?][”\"’»]))"
    rf"[{_SIGNS}]{{0,2}}(?=[A-ZÄÖÜÉ\d“\"])"
)
"""Where a footnote begins that stands right behind a sign of the sentence, without a blank."""
_FARTHEST = 300
"""Characters between the beginning of such a footnote and its date."""
_PLACEHOLDER = re.compile(r"\s?\(link\)(?=[\s.,;:!?\]]|$)")
_OF_PAGE = re.compile(
    r"page ?id:? ?\d{2,12}|(?:save|download|export) (?:as|page as) pdf|download (?:pdf|page|full book)(?: \(pdf\))?|"
    r"last (?:updated|modified)(?: on)?:?.{0,30}|als pdf (?:speichern|herunterladen)|"
    r"zuletzt (?:geändert|aktualisiert).{0,30}|"
    r"télécharger (?:en |le )?pdf|dernière mise à jour.{0,30}|descargar (?:en |como )?pdf|última actualización.{0,30}",
    re.IGNORECASE,
)
_MOST_NAMES, _LONGEST_OF_PAGE = 3, 60
_LABELLED = re.compile(
    rf"\s*{OPENS}([^{_SIGNS}{HARD_BREAK}]{{1,90}}){CLOSES}[^\S{HARD_BREAK}]*{HARD_BREAK}\s*(?=\S)(.+)", re.DOTALL
)
_ENDS = ".,;:!?…。：？！"
_FEWEST_WORDS, _LONGEST_TORN = 8, 2_000


def with_labels(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts, and what stands set off on the first line of one, before a line break, as a paragraph of its own; of
    an item it is what the item is called."""
    for draft in drafts:
        found = (
            _LABELLED.match(draft.text)
            if draft.kind in ("paragraph", "quote", "list_item") and OPENS in draft.text
            else None
        )
        if found and found[1].strip() and found[1].rstrip()[-1] not in _ENDS:
            label = f"{OPENS}{found[1]}{CLOSES}"
            if draft.kind == "list_item":
                yield replace(draft, text=f"{label}: {found[2]}")
                continue
            yield replace(draft, text=label)
            draft = replace(draft, text=found[2])
        yield draft


def without_data_of_page(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts without items that say when a page was changed, what its number is and how to save it, and without the
    names right below them: of its author, of its library."""
    names = 0
    for draft in drafts:
        text = (
            fold(unmarked(draft.text)) if draft.kind == "list_item" and len(draft.text) <= 2 * _LONGEST_OF_PAGE else ""
        )
        names = _MOST_NAMES if text and _OF_PAGE.fullmatch(text) else names - 1
        if not text or names < 0 or len(text) > _LONGEST_OF_PAGE or text[-1] in _ENDS:
            names = -1
            yield draft


def without_leftovers(text: str) -> str:
    """A line without footnotes that are glued to its words, and without “(link)” where a link was."""
    text = _PLACEHOLDER.sub("", text) if "(" in text else text
    return _without_glued_notes(text)


def _without_glued_notes(text: str) -> str:
    kept: list[str] = []
    at = 0
    for cited in _CITED.finditer(text):
        begins = _GLUED.search(text, max(at, cited.start() - _FARTHEST), cited.start())
        if begins is None:
            continue
        kept.append(text[at : begins.start()])
        at = cited.end()
    return "".join([*kept, text[at:]]) if kept else text


def with_torn_joined(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts; a paragraph that breaks off and one right below it that goes on in a small letter are one."""
    joined: list[Draft] = []
    for draft in drafts:
        if joined and _goes_on(joined[-1], draft):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text.rstrip()} {draft.text.lstrip()}")
        else:
            joined.append(draft)
    return joined


def _goes_on(before: Draft, after: Draft) -> bool:
    if not (before.kind == after.kind == "paragraph" and before.scope == after.scope):
        return False
    if before.is_caption or after.is_caption or len(before.text) > _LONGEST_TORN:
        return False
    start, end = unmarked(after.text).lstrip(), unmarked(before.text[-40:]).rstrip()
    breaks = end[-1:].isalpha() or end[-1:] == ","
    return breaks and start[:1].islower() and " " in start and len(before.text.split()) >= _FEWEST_WORDS
