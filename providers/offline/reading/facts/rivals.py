"""Which definitions can stand beside another one as wrong options."""

from __future__ import annotations

from providers.language.shapes import shape_of
from providers.offline.reading.facts.definition import Definition, is_short_for, kin, tells
from providers.offline.reading.facts.labels import KIND

LONG_DOCUMENT = 80


def is_rival(asked: Definition, other: Definition) -> bool:
    """Whether the other's term is wrong for this meaning, and its meaning for this term."""
    if asked.is_code and asked.family and not _is_kin(asked, other) and not _are_options(asked, other):
        return False
    if KIND in (asked.family[: len(KIND)], other.family[: len(KIND)]) and asked.family != other.family:
        return False
    if asked.family and other.family and not asked.is_code and not _is_beside(asked, other):
        return False
    of_one_kind = asked.family.startswith(KIND)
    of_one_kind = of_one_kind or _are_options(asked, other)
    if asked.place.document.id != other.place.document.id and not (of_one_kind or _is_page_of_many(asked, other)):
        return False
    if asked.is_code and not asked.family and shape_of(asked.term) != shape_of(other.term):
        return False
    same_list = bool(asked.family) and asked.family == other.family
    alike = (
        (other.is_code, other.is_purpose) == (asked.is_code, asked.is_purpose)
        if same_list
        else other.form == asked.form
    )
    if not alike or other.term.casefold() == asked.term.casefold() or are_one(asked, other):
        return False
    named = bool(asked.term_stems and other.term_stems)
    if not named and not (asked.is_code and other.is_code):
        return False
    if named and (other.term_stems <= asked.term_stems or asked.term_stems <= other.term_stems):
        return False
    if not same_list and _tell_each_other(asked, other):
        return False
    if asked.stems <= other.told:
        return False
    one, two = asked.meaning.casefold(), other.meaning.casefold()
    return not one.startswith(two) and not two.startswith(one)


def are_one(asked: Definition, other: Definition) -> bool:
    """Whether one term is the other in short."""
    return is_short_for(asked.term, other.term) or is_short_for(other.term, asked.term)


def _are_options(asked: Definition, other: Definition) -> bool:
    """Whether both are options of commands, which say different things."""
    both = all(shape_of(one.term) == "flag" for one in (asked, other))
    return both and 2 * len(asked.stems & other.stems) < min(len(asked.stems), len(other.stems))


def _is_page_of_many(asked: Definition, other: Definition) -> bool:
    """Whether both stand in short documents, which are pages of one work rather than works of their own."""
    plain = not (asked.family or asked.is_code)
    return plain and max(len(one.place.document.blocks) for one in (asked, other)) < LONG_DOCUMENT


def _is_beside(one: Definition, other: Definition) -> bool:
    """Whether they stand in one list, in lists under one heading, or under headings that read the same, as the parts of
    a vocabulary that each chapter ends with."""
    path, its = one.place.block.heading_path, other.place.block.heading_path
    same = one.place.document.id == other.place.document.id and len(path) == len(its)
    return one.family == other.family or path == its or (same and path[-1:] == its[-1:])


def _is_kin(one: Definition, other: Definition) -> bool:
    """Whether they stand in one list, or are names of one family under one heading."""
    same = one.place.document.id == other.place.document.id
    path, its = one.place.block.heading_path, other.place.block.heading_path
    return one.family == other.family or (same and path == its and kin(one.term) == kin(other.term))


def _tell_each_other(asked: Definition, other: Definition) -> bool:
    """Whether the meaning of one names the other; those of one list do so often, and are still others."""
    language = asked.place.language
    return tells(asked.meaning, other.term, language) or tells(other.meaning, asked.term, language)
