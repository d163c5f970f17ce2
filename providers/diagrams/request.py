"""What a diagram of a section shows: an order, a comparison or relations that its text states, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

from learning.markdown import plain_text
from learning.outline import OutlineSection, VisualKind
from learning.passages import passages
from learning.section import SectionContent
from providers.diagrams.relations import FEWEST_RELATIONS, Relation, connected, relations_of, short_label, steps_of
from providers.diagrams.structures import ordered_lists, tables
from providers.image import ImageRequest
from providers.language.lexicon import Lexicon
from providers.language.orders import tells_to_do
from providers.language.sentences import spans
from providers.language.tables import Language, detect

MOST_TERMS = 7
LONGEST_TERM = 28
FEWEST_STEPS = 3
MOST_COMPARED, MOST_ASPECTS, LONGEST_CELL = 4, 3, 34
DOING = 0.8
"""The share of the items of an ordered list that must say what to do."""
_CONCLUDES = re.compile(r"(?:therefore|thus|hence|so|also|folglich|deshalb|por (?:lo )?tanto|donc)\b", re.IGNORECASE)
"""How the lines of an argument begin, which are numbered and no steps."""
_NAMES = re.compile(r"(?!(?:true|false|yes|no)$).{0,40}?[^\W\d_]{3}", re.IGNORECASE)
KINDS: tuple[VisualKind, ...] = ("sequence", "comparison", "concept_map")


def diagram_request(content: SectionContent, section: OutlineSection, language: str) -> ImageRequest | None:
    """A request for the section's `visual` kind, drawn from its explanation, or for another kind that the text
    carries; None where it carries none, since no diagram is better than one of what nobody says."""
    wanted = sorted(KINDS, key=lambda kind: kind != section.visual)
    for kind in wanted:
        terms, relations = _shown(kind, content.explanation, language)
        if terms:
            return ImageRequest(
                purpose="diagram",
                title=section.title,
                visual=kind,
                terms=tuple(terms[:MOST_TERMS]),
                relations=tuple(relations),
                language=language,
            )
    return None


def visual_of(explanation: str, language: str) -> VisualKind | None:
    """The kind of diagram that an explanation in Markdown carries, if any."""
    return next((kind for kind in KINDS if _shown(kind, explanation, language)[0]), None)


def _shown(kind: VisualKind, explanation: str, language: str) -> tuple[list[str], list[Relation]]:
    if kind == "sequence":
        return _steps(explanation, language), []
    if kind == "comparison":
        return _compared(explanation)
    return _related(explanation, language)


def _steps(explanation: str, language: str) -> list[str]:
    """The steps of the first ordered list that tells what to do, else of sentences that tell an order."""
    for lead, items in ordered_lists(explanation):
        labels = [short_label(item) for item in items]
        fits = FEWEST_STEPS <= len(items) <= MOST_TERMS and all(labels) and len(set(labels)) == len(labels)
        table = detect("\n".join((lead, *items)), language)
        if fits and _is_process(lead, items, table) and all(map(_says_the_step, labels, items, repeat(table))):
            return labels
    groups = _sentences(explanation, language)
    return steps_of(groups, detect("\n".join(s for group in groups for s in group), language))


def _is_process(lead: str, items: Sequence[str], table: Language) -> bool:
    """Whether one item comes after the other in time, and not only in the count: they say what to do, or the lead calls
    them stages."""
    if any(_CONCLUDES.match(item) for item in items):
        return False
    doing = sum(tells_to_do(item, table) for item in items)
    return doing >= DOING * len(items) or (table.says("procedure", lead) and doing > 0)


def _says_the_step(label: str, item: str, table: Language) -> bool:
    """Whether the label has what is to be done: "To start a fire" of "To start a fire, strike a match" has not."""
    return len(label) >= len(item.replace("`", "").rstrip(".!:; ")) or tells_to_do(label, table)


def _compared(explanation: str) -> tuple[list[str], list[Relation]]:
    """The rows of the first table that compares things and is small enough to be seen at once; what code gives is
    none."""
    for (head, *rows), is_output in tables(explanation):
        cells = [cell for row in (head, *rows) for cell in row]
        small = 2 <= len(rows) <= MOST_COMPARED and 2 <= len(head) <= MOST_ASPECTS + 1
        if (
            small
            and not is_output
            and all(0 < len(cell) <= LONGEST_CELL for cell in cells)
            and all(_NAMES.match(row[0]) for row in rows)
            and len({row[0] for row in rows}) == len(rows)
        ):
            relations = [(row[0], head[at], row[at]) for row in rows for at in range(1, len(head))]
            return [row[0] for row in rows], relations
    return [], []


def _related(explanation: str, language: str) -> tuple[list[str], list[Relation]]:
    """Terms that whole sentences relate to each other, all hanging together."""
    sentences = [sentence for group in _sentences(explanation, language) for sentence in group]
    table = detect("\n".join(sentences), language)
    found = relations_of(sentences, Lexicon(sentences, table), table.code, whole=True)
    kept = connected([r for r in found if len(r[0]) <= LONGEST_TERM >= len(r[2])], MOST_TERMS)
    if len(kept) < FEWEST_RELATIONS:
        return [], []
    return list(dict.fromkeys(term for one, _, other in kept for term in (one, other))), kept


def _sentences(explanation: str, language: str) -> list[list[str]]:
    return [[span.text for span in spans(text, language)] for text in _prose(explanation)]


def _prose(markdown: str) -> Sequence[str]:
    """The reading text of the explanation's paragraphs and lists, inline code marked by back-ticks."""
    bare = re.sub(r"\[\^[\w-]+\]", "", markdown)
    return [_with_code(passage.text, bare) for passage in passages(bare) if passage.kind == "prose"]


def _with_code(text: str, markdown: str) -> str:
    return " ".join(text.split()) if "`" not in markdown else " ".join(_raw(text, markdown).split())


def _raw(text: str, markdown: str) -> str:
    """The Markdown that reads as this text, so that its back-ticks are kept."""
    for block in markdown.split("\n\n"):
        if plain_text(block).strip() == text.strip():
            return re.sub(r"\\(?=\W)", "", re.sub(r"^(?:- |> )", "", block, flags=re.MULTILINE))
    return text
