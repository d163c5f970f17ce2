"""What a diagram of a section shows: its terms, and the relations that its text states."""

from __future__ import annotations

import re

from learning.markdown import plain_text
from learning.outline import OutlineSection
from learning.passages import passages
from learning.section import SectionContent
from providers.diagrams.relations import Relation, comparison_of, connected, relations_of, steps_of
from providers.image import ImageRequest
from providers.language.lexicon import Lexicon
from providers.language.sentences import spans
from providers.language.tables import detect
from providers.language.terms import key_terms

MOST_TERMS = 7
LONGEST_TERM = 28


def diagram_request(content: SectionContent, section: OutlineSection, language: str) -> ImageRequest:
    """A request for the section's `visual` kind, drawn from its explanation; a concept map where the text does not
    carry that kind."""
    groups = [[span.text for span in spans(text, language)] for text in _prose(content.explanation)]
    table = detect("\n".join(sentence for group in groups for sentence in group), language)
    sentences = [sentence for group in groups for sentence in group]
    lexicon = Lexicon(sentences, table)
    relations = [r for r in relations_of(sentences, lexicon, table.code) if len(r[0]) <= LONGEST_TERM >= len(r[2])]
    if section.visual == "sequence" and (steps := steps_of(groups, table)):
        return _request(section, "sequence", steps, [], language)
    if section.visual == "comparison" and (compared := comparison_of(relations)):
        return _request(
            section, "comparison", list(dict.fromkeys(thing for thing, _, _ in compared)), compared, language
        )
    kept = connected(relations, MOST_TERMS)
    terms = list(dict.fromkeys(term for one, _, other in kept for term in (one, other)))
    if len(terms) < 3:
        others = [term.shown for term in key_terms(sentences, lexicon, {}, table) if len(term.shown) <= LONGEST_TERM]
        terms = list(dict.fromkeys([*terms, *others]))[:MOST_TERMS]
    return _request(section, "concept_map", terms or [section.title], kept, language)


def _request(
    section: OutlineSection, visual: str, terms: list[str], relations: list[Relation], language: str
) -> ImageRequest:
    return ImageRequest(
        purpose="diagram",
        title=section.title,
        visual=visual,
        terms=tuple(terms[:MOST_TERMS]),
        relations=tuple(relations),
        language=language,
    )


def _prose(markdown: str) -> list[str]:
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
