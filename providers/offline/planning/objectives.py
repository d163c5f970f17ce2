"""Learning objectives: the brief's own where they fit best, the source's own, and others about what a section teaches.

Verbs by difficulty after Anderson & Krathwohl, A Taxonomy for Learning, Teaching, and Assessing, 2001.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from learning.brief import Brief
from learning.objectives import MEASURABLE_VERBS, is_measurable
from learning.wording import fold
from providers.language.lexicon import Lexicon
from providers.language.tables import language_of
from providers.language.terms import Term
from providers.language.words import content_stems, cosine
from providers.offline.planning.coverage import Coverage
from providers.offline.planning.facts_taught import FactsTaught, filled, infinitive_title
from providers.offline.planning.planner import PlannedSection
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Place

FEWEST, MOST = 2, 3
_POINTS_BACK = re.compile(r"\b(?:this|that|these|those|it|its|they|them|above|here)\b", re.IGNORECASE)


class Objectives:
    """Hands out objectives, none twice in the course."""

    def __init__(self, corpus: Corpus, brief: Brief, plan: Sequence[PlannedSection]) -> None:
        self._corpus, self._brief, self._plan = corpus, brief, plan
        self._vectors: list[dict[str, float]] = [corpus.vector_of(section.passages) for section in plan]
        self._coverage = Coverage(corpus)
        self._used: set[str] = set()
        self.untaught: list[str] = []
        self._own = self._of_source()

    def of_all(self, titles: Sequence[str], terms: Sequence[Sequence[Term]]) -> list[list[str]]:
        """One to three objectives for each section, more only where the brief asks for more there.

        `titles` and `terms` have an entry a section. The brief's own stand first, word for word; those that no section
        teaches are in `untaught` afterwards.
        """
        chosen = self._asked(titles)
        self._used = {fold(objective) for objectives in chosen for objective in objectives}
        for index, objectives in enumerate(chosen):
            self._fill(objectives, self._candidates(index, titles[index], terms[index]), MOST)
            self._fill(objectives, self._at_least(index, titles[index], terms[index]), FEWEST)
            if not objectives:
                objectives.append(self._topic(titles[index]))
        return chosen

    def _fill(self, objectives: list[str], candidates: Iterator[str], most: int) -> None:
        """Add those that no section has yet and that say something else than the others, up to so many in all."""
        for candidate in candidates if len(objectives) < most else ():
            if fold(candidate) not in self._used and not any(self._alike(candidate, o) for o in objectives):
                self._used.add(fold(candidate))
                objectives.append(candidate)
            if len(objectives) >= most:
                return

    def _alike(self, one: str, other: str) -> bool:
        """Whether one says nothing that the other does not."""
        first, second = (set(content_stems(text, self._brief.language)) for text in (one, other))
        return first <= second or second <= first

    def _asked(self, titles: Sequence[str]) -> list[list[str]]:
        """Every objective of the brief, word for word, at the section that teaches it; `untaught` are those of which
        none does."""
        chosen: list[list[str]] = [[] for _ in self._plan]
        sections = [section.passages for section in self._plan]
        for objective in self._brief.objectives:
            at = self._coverage.best(objective, sections, titles)
            if at is None:
                self.untaught.append(objective)
            else:
                chosen[at].append(objective)
        return chosen

    def _candidates(self, index: int, title: str, terms: Sequence[Term]) -> Iterator[str]:
        yield from self._own[index]
        if self._plan[index].whole:
            if self._brief.language.startswith("en"):
                yield from doing(title, self._corpus.lexicon)
            else:
                yield from infinitive_title(title, self._corpus.language.code)
        yield from self._about(index, title, terms)

    def _of_source(self) -> list[list[str]]:
        """For each section the source's own objectives of its chapter that it is most about."""
        found: list[list[str]] = [[] for _ in self._plan]
        for place in self._corpus.objectives:
            if not self._fits(place.text):
                continue
            asked = self._corpus.vector_of_text(place.text)
            scores = [
                cosine(vector, asked) if _same_chapter(place, section) else 0.0
                for vector, section in zip(self._vectors, self._plan, strict=True)
            ]
            if (best := max(scores)) > 0.05:
                for index, score in enumerate(scores):
                    if score == best:
                        found[index].append(place.text.rstrip(". "))
        return found

    def _fits(self, text: str) -> bool:
        return is_measurable(text, self._brief.language) and len(text) < 140 and not _POINTS_BACK.search(text)

    def _about(self, index: int, title: str, terms: Sequence[Term]) -> Iterator[str]:
        """What the section teaches, one objective a template, round and round as long as there is something for it."""
        templates = language_of(self._brief.language).verbs[self._brief.difficulty]
        taught = FactsTaught(terms, self._plan[index], title, self._corpus)
        found = True
        while found:
            found = False
            for kind, template in templates:
                if parts := taught.next_of(kind):
                    found = True
                    yield filled(template, parts)

    def _at_least(self, index: int, title: str, terms: Sequence[Term]) -> Iterator[str]:
        """What can be said of a section that defines, explains and orders nothing: its topic, and what the source puts
        into a heading or sets off there."""
        yield self._topic(title)
        templates = [
            text for kind, text in language_of(self._brief.language).verbs[self._brief.difficulty] if kind == "noun"
        ]
        places = [place for passage in self._plan[index].passages for place in passage.places]
        set_off = " ".join(name for place in places for name in (*place.block.heading_path[-1:], *place.block.terms))
        named = set(content_stems(set_off, self._corpus.language.code))
        words = (term for term in terms if term.kind != "code" and term.uses > 1 and named.issuperset(term.key.split()))
        yield from (template.format(term=term.text) for term in words for template in templates)

    def _topic(self, title: str) -> str:
        return language_of(self._brief.language).phrase(f"{self._brief.difficulty}_topic", title=title)


def _same_chapter(place: Place, section: PlannedSection) -> bool:
    first = section.passages[0].places[0]
    if first.document.id != place.document.id:
        return False
    path = place.block.heading_path
    return path[:1] == first.block.heading_path[:1]


def doing(title: str, lexicon: Lexicon) -> Iterator[str]:
    """ "Create a repository" of the title "Creating a Repository"; nothing of "Troubleshooting Guide"."""
    words = title.split()
    forms = [_base(word) if not at or words[at - 1] == "and" else None for at, word in enumerate(words)]
    others = [lexicon.in_sentence(word) if form is None else form for word, form in zip(words, forms, strict=True)]
    is_name = len(words) == 2 and others[-1].islower() and not others[-1].endswith("s")
    if len(words) > 1 and forms[0] and not is_name and not any(sign in title for sign in ":,"):
        yield " ".join([forms[0].capitalize(), *others[1:]])


def _base(word: str) -> str | None:
    """The measurable verb that a gerund is made of."""
    stem = word.lower().removesuffix("ing")
    bases = [stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return next((base for base in bases if base in MEASURABLE_VERBS), None) if stem != word.lower() else None
