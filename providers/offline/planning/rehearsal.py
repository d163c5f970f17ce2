"""An outline whose sections can all be written: each is tried before anybody is told that the course is planned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from learning.brief import Brief
from learning.outline import Outline
from learning.quality import acceptable
from learning.section_review import review_section
from learning.wording import count_words
from providers.errors import ProviderProblem
from providers.language.tables import language_of
from providers.offline.planning.feedback import Wishes
from providers.offline.planning.measures import MEASURES
from providers.offline.planning.outline_writer import OutlineWriter
from providers.offline.planning.planner import PlannedSection, Planner
from providers.offline.reading.corpus import Corpus
from providers.offline.writing.section_writer import SectionWriter
from providers.text import SectionRequest

MOST_TRIES = 4
SHORTEST = 6
ENOUGH, MOST_COUNTED = 0.8, 200
"""What sentences that stand by themselves make of the words that a section needs, if it is sure to be written; how
many are counted."""


def plan_course(corpus: Corpus, brief: Brief, wishes: Wishes, useless: frozenset[int] = frozenset()) -> Outline:
    """The outline. Text of which no section can be made is left out, and what is left is planned anew. `useless` are
    the orders of units that are not to be used.

    Raises ProviderProblem "sources_too_thin" when too little is left, or the last of a few plans does not hold.
    """
    reason = ""
    for _ in range(MOST_TRIES):
        try:
            plan = _planned(corpus, brief, wishes, useless)
        except ProviderProblem as problem:
            raise (unusable(reason, brief, carried=problem.sentence) if reason else problem) from None
        outline = OutlineWriter(corpus, brief, plan).write()
        refused = _refused(corpus, brief, outline, plan)
        if not refused:
            return outline
        reason = refused[0][1]
        useless |= {unit.order for section, _ in refused for unit in section.units}
    raise unusable(reason, brief)


def _planned(corpus: Corpus, brief: Brief, wishes: Wishes, useless: frozenset[int]) -> list[PlannedSection]:
    """Sections as long as the depth wants them, or shorter ones where the sources do not carry as many."""
    try:
        return Planner(corpus, brief, wishes, useless).plan()
    except ProviderProblem as problem:
        try:
            return Planner(corpus, brief, wishes, useless, finely=True).plan()
        except ProviderProblem:
            raise problem from None


def _refused(
    corpus: Corpus, brief: Brief, outline: Outline, plan: Sequence[PlannedSection]
) -> list[tuple[PlannedSection, str]]:
    """The sections that cannot be written, each with the reason."""
    pairs = zip(plan, outline.all_sections(), strict=True)
    tried = [(planned, section) for planned, section in pairs if not _is_sure(planned, corpus, brief)]
    reasons = [(planned, _why_not(corpus, brief, outline, section.key)) for planned, section in tried]
    return [(planned, reason) for planned, reason in reasons if reason]


def _is_sure(section: PlannedSection, corpus: Corpus, brief: Brief) -> bool:
    """Whether a section has far more than it needs, in sentences that stand by themselves, as most text has, in
    paragraphs that the sources do not have before."""
    places = [place for passage in section.passages for place in passage.places if place.is_prose]
    if any(place.loose or place.end is not None for place in places) or not language_of(brief.language).determiners:
        return False
    free = (place for place in places if place.kind != "list_item")  # an item is only shown with what leads to it
    fresh = (place for place in free if not corpus.was_said(place, place.text))
    telling = (s for place in fresh for s in place.sentences if place.stands_alone(s) and count_words(s) >= SHORTEST)
    words = sum(count_words(sentence) for sentence in islice(telling, MOST_COUNTED))
    return words >= ENOUGH * MEASURES[brief.depth].least


def _why_not(corpus: Corpus, brief: Brief, outline: Outline, key: str) -> str:
    """What a review finds wrong with a section, "" if nothing."""
    request = SectionRequest.model_construct(brief=brief, outline=outline, key=key)
    try:
        content = SectionWriter(corpus, request).rehearse()
    except ProviderProblem as problem:
        return problem.sentence
    findings = review_section(content, outline.section(key), brief, corpus.documents)
    return "" if acceptable(findings) else next(f.detail for f in findings if f.severity == "error")


def unusable(reason: str, brief: Brief, carried: str = "") -> ProviderProblem:
    """The "sources_too_thin" for text of which no section can be made; `reason` is the sentence that tells why, and
    `carried` the one that tells how far the rest goes, where that is known."""
    found = f"The sources have too little text in whole sentences for {brief.sections} sections"
    advice = "Ask for fewer sections, or add documents with more running text."
    if carried:
        found, advice = "The sources have text of which no section can be made", f"Without it: {carried}"
    return ProviderProblem("sources_too_thin", f"{found} at the depth “{brief.depth}”: {reason} {advice}")
