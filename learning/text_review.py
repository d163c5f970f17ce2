"""Whether a text reads on its own: nothing points to what is not there, nothing is cut off, doubled or furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from learning.checks.languages import language_of
from learning.checks.languages.language import Language
from learning.finding import Finding, warning
from learning.passages import Passage, passages
from learning.section import SectionContent
from learning.sentence import Sentence, say
from learning.source import SourceDocument
from learning.wording import count_words, fold, one_line

LONGEST_READ = 1_500
LABEL_WORDS = 6
ALONE_WORDS = 20
FURNITURE_WORDS = 30
REPEATED_WORDS = 8
_COLON = re.compile(r"[:：]\s*$")
_FOOTNOTE = re.compile(r"^\\?\[\d{1,3}\]\s|^[†‡§]\s?\w")
_NAVIGATION = re.compile(r"\b(?:prev(?:ious)?|up|home|next|anterior|siguiente|zurück|weiter)\b", re.IGNORECASE)
_RIGHTS = re.compile(r"©|\ball rights reserved\b|\bcreative commons\b|\b(?:CC|cc)[ -](?:BY|by)\b")
_NUMBERED = re.compile(
    r"\b(?P<name>figure|fig\.|table|listing|equation|chapter|section|appendix|abbildung|tabelle|kapitel|abschnitt|figura|"
    r"tabla|capítulo|sección|listado) (?P<number>\d+(?:[.-]\d+)*|[A-Z])\b(?!\w)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s[a-zà-ÿ]")
"""What comes after “Figure 2” in a sentence, and not in a caption."""
_LOWER = re.compile(r"^[a-zà-ÿ]+ \w")
_OPEN_END = re.compile(r"[a-zà-ÿ]$")
_ENDED = re.compile(r"[.!?…。！？]\W*$")
_PROMPT = re.compile(r"`(?:>{1,3}|[$%]) [^`]*`|`[^`]*#`|(?:^|\s)(?:>{1,3}|\$) [a-z]\w*\(")
_LABELLED = re.compile(r"^(?:- )?`[^`]+`(?:,\s*`[^`]+`)*:?\s+(?!(?:[a-z(=]|[–—-]))(?:[A-Z]\w*\s+\w|\. \. \.)")
_OUTPUT = re.compile(r"^\$ [a-z][\w.-]{2,} [^$\s]|\(\d+ rows?\)(?:\s|$)|\s-{5,}\s|(?:^|\s)(?:>>>|In \[\d+\]:) \S")
"""What a terminal shows, run together in one line."""
_FIGURES = re.compile(r"(?:(?<![\w.,])-?\d+(?:\.\d+)?\s+){6,}")
_SPACED_DOTS = re.compile(r"\. \. \.")
_SOUP = re.compile(r"(?:(?<=\s)[^\W\d_](?=\s)\s+){3,}|[µϕθσΣλ]\s?[),;]|[=−]\s+[^\W\d_]{1,2}\s*[−+]\s")


def review_text(content: SectionContent, sources: Sequence[SourceDocument] = ()) -> Iterator[Finding]:
    """The flaws of the explanation and the examples; with sources also passages that follow another than there."""
    seen: dict[str, str] = {}
    everything = "\n".join([content.explanation, *(example.body for example in content.examples)])
    captions = {_numbered(found) for found in _NUMBERED.finditer(everything) if _is_caption(everything, found)}
    places = [("/explanation", content.explanation)]
    places += [(f"/examples/{index}/body", example.body) for index, example in enumerate(content.examples)]
    for pointer, text in places:
        read = [passage for passage in passages(text) if passage.text.strip()]
        for paragraph in _paragraphs(text):
            if _garbled(paragraph):
                detail = say(
                    "“{opening} …” is a garbled table, listing or formula.", opening=" ".join(paragraph.split()[:10])
                )
                yield warning("text_garbled", pointer, detail)
        is_remark = pointer == "/explanation" and len(read) == 1 and count_words(read[0].text) < ALONE_WORDS
        for code, detail in _flaws(read, captions) if not is_remark else ():
            yield warning(code, pointer, detail)
        yield from _repeated(read, pointer, seen)
    yield from _displaced(content, sources)


def _flaws(read: Sequence[Passage], captions: set[str]) -> Iterator[tuple[str, Sentence]]:
    before: Passage | None = None
    for passage, after in pairwise([*read, None]):
        assert passage is not None
        yield from passage_flaws(passage, before, after, captions)
        before = passage


def passage_flaws(
    passage: Passage, before: Passage | None, after: Passage | None, captions: set[str]
) -> Iterator[tuple[str, Sentence]]:
    """(code, sentence) of each flaw of a passage between the one before and the one after; `captions` are shown."""
    text = one_line(passage.text[:LONGEST_READ])
    opening = " ".join(text.split()[:10])
    if flaw := _furniture(passage, text):
        yield "text_boilerplate", say("“{opening}” is {flaw}, and teaches nothing.", opening=opening, flaw=flaw)
    if passage.kind != "prose":
        return
    if (numbered := _NUMBERED.match(text)) and not _GOES_ON.match(text, numbered.end()):
        return
    if _leads_in(passage) and not _is_led_to(after):
        yield (
            "lead_in_alone",
            say("“… {ending}” leads to something that does not follow.", ending=" ".join(text.split()[-8:])),
        )
    elif _is_label(passage, text):
        yield "label_alone", say("“{opening}” is a label without what it names.", opening=opening)
    elif _begins_inside(passage, text) and not _is_shown(before):
        yield "passage_cut", say("“{opening} …” begins in the middle of a sentence.", opening=opening)
    elif _breaks_off(passage, text) and not _is_led_to(after):
        yield "passage_cut", say("“… {ending}” breaks off.", ending=" ".join(text.split()[-8:]))
    yield from _dangling(passage, text, before, after, captions)


def _furniture(passage: Passage, text: str) -> Sentence | None:
    if _FOOTNOTE.match(text):
        return say("a footnote")
    if passage.kind == "prose" and (reference := _reference_only(text)):
        return say("a reference (“{reference}”)", reference=reference)
    if passage.kind == "other" and len(_NAVIGATION.findall(text)) > 1 and count_words(text) < 40:
        return say("navigation")
    if passage.kind == "prose" and _RIGHTS.search(text) and count_words(text) < 60:
        return say("a line of rights")
    return None


def _reference_only(text: str) -> str:
    """What says that a short passage speaks of documents, not of its subject; "" where it does not."""
    language = language_of(text) if count_words(text) < FURNITURE_WORDS else None
    found = (one.search(text) for one in (language.boilerplate if language else ()))
    return next((match[0] for match in found if match), "")


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs as they are written, without fences and headings."""
    fenced = False
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif line.strip() and not fenced and not line.startswith(("    ", "#")):
            lines.append(line.strip())
            continue
        if lines:
            yield " ".join(lines)[:LONGEST_READ]
        lines = []


def _garbled(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_PROMPT, _LABELLED, _SPACED_DOTS, _SOUP, _OUTPUT, _FIGURES))


def _leads_in(passage: Passage) -> bool:
    text = passage.text.rstrip()
    return not passage.is_list and _COLON.search(text) is not None and not text.endswith("::")


def _is_led_to(after: Passage | None) -> bool:
    if after is None:
        return False
    return after.kind in ("code", "other") or after.is_list or after.is_quote or after.text.startswith("$$")


def _is_shown(before: Passage | None) -> bool:
    """Whether a sentence may go on after it: after code, a picture, a table or a formula."""
    return before is not None and (before.kind in ("code", "other") or before.leads_in or "$$" in before.text)


def _begins_inside(passage: Passage, text: str) -> bool:
    is_sentence = _LOWER.match(text) is not None and _ENDED.search(text) is not None
    return is_sentence and not passage.is_list and not passage.begins_with_code


def _is_label(passage: Passage, text: str) -> bool:
    is_short = count_words(text) <= LABEL_WORDS and text[:1].isalpha() and "$" not in text
    return is_short and not passage.is_list and not _leads_in(passage) and not _ENDED.search(text)


def _breaks_off(passage: Passage, text: str) -> bool:
    """Whether a paragraph of a script with capitals and spaces ends with neither a mark nor a formula."""
    return not passage.is_list and text[:1].isupper() and _OPEN_END.search(text) is not None


def _dangling(
    passage: Passage, text: str, before: Passage | None, after: Passage | None, captions: set[str]
) -> Iterator[tuple[str, Sentence]]:
    for found in _NUMBERED.finditer(text):
        if _numbered(found) not in captions:
            yield (
                "reference_dangling",
                say("“{words}” is not shown here; bring it along or leave the reference out.", words=found[0]),
            )
            return
    language = language_of(text)
    if language and (pointing := _pointing(language, text, before, after)):
        yield (
            "reference_dangling",
            say("“{pointing}” points to something that this text does not show.", pointing=pointing),
        )


def _pointing(language: Language, text: str, before: Passage | None, after: Passage | None) -> str:
    if before is None and (found := _match(language.opening, text)):
        return found
    for one in language.elsewhere:
        if found_there := one.search(text):
            return found_there[0]
    shown = "$$" in text or any(
        other and (other.kind in ("code", "other") or "$$" in other.text) for other in (before, after)
    )
    return "" if shown else next((found_here[0] for one in language.beside if (found_here := one.search(text))), "")


def _match(patterns: Sequence[re.Pattern[str]], text: str) -> str:
    return next((found[0] for one in patterns if (found := one.match(text))), "")


def _numbered(found: re.Match[str]) -> str:
    return f"{found['name']} {found['number']}".casefold()


def _is_caption(text: str, found: re.Match[str]) -> bool:
    """Whether a numbered name stands where a caption or heading begins."""
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return not re.sub(r"[\s#*_>!\[(-]", "", line) and text[found.end() : found.end() + 1] in (
        ":",
        ".",
        "]",
        "",
        "\n",
        "*",
    )


def _repeated(read: Sequence[Passage], pointer: str, seen: dict[str, str]) -> Iterator[Finding]:
    for passage in read:
        folded = fold(passage.text)
        if count_words(folded) < REPEATED_WORDS or passage.kind != "prose":
            continue
        said = next((place for text, place in seen.items() if f" {folded} " in f" {text} "), None)
        if said is not None:
            detail = say(
                "“{opening} …” has been said before, at {said}.", opening=" ".join(passage.text.split()[:10]), said=said
            )
            yield warning("paragraph_repeated", pointer, detail)
        seen.setdefault(folded, pointer)


def _displaced(content: SectionContent, sources: Sequence[SourceDocument]) -> Iterator[Finding]:
    """A paragraph that takes up another in the source than the one before it here."""
    order = {(document.id, block.id): place for document in sources for place, block in enumerate(document.blocks)}
    cited = {one.id: (one.source_id, one.block_id) for one in content.citations if one.block_id}
    last: tuple[str, int] | None = None
    for passage in passages(content.explanation):
        keys = [cited[name] for name in passage.citations if cited.get(name) in order]
        if not keys:
            continue
        language = language_of(passage.text[:LONGEST_READ])
        taken_up = _match(language.opening, passage.text) if language else ""
        first, place = keys[0][0], order[keys[0]]
        if taken_up and last is not None and not (last[0] == first and 0 <= place - last[1] <= 3):
            opening = " ".join(passage.text.split()[:10])
            detail = say(
                "“{opening} …” takes up another passage in the source than the one before it.", opening=opening
            )
            yield warning("passage_displaced", "/explanation", detail)
        last = (keys[-1][0], order[keys[-1]])
