"""Titles of sections and lessons: the sources' own headings where they fit, else the key phrase of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from learning.titles import has_markup, is_placeholder
from learning.wording import fold_title
from providers.errors import ProviderProblem
from providers.language.cleanliness import is_clean
from providers.language.headings import LONGEST_TITLE, clean_heading, hangs, is_generic
from providers.language.terms import Term, is_command, is_sample_name
from providers.language.words import content_stems
from providers.offline.planning.chapters import common_path
from providers.offline.planning.planner import PlannedSection
from providers.offline.planning.units import Path
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage

LONGEST_PHRASE = 36
FEWEST_USES = 3
LONGEST_NAME = 200
MOST_JOINED = 2


class Titles:
    """Gives out titles, none twice."""

    def __init__(self, corpus: Corpus, course: str = "") -> None:
        self._corpus = corpus
        self._course = course
        self._table = corpus.language
        self._spent: set[str] = set()
        self._uses: dict[Path, dict[str, int]] = {}
        self._parted: frozenset[Path] = frozenset()
        self._top = common_path([leaf.path for leaf in corpus.leaves])

    def sections(self, plan: Sequence[PlannedSection]) -> list[str]:
        """A title for each section, all different after `fold_title`.

        Raises ProviderProblem "sources_too_thin" where none of the candidates would pass a review.
        """
        used: set[str] = set()
        titles = []
        self._parted = _in_several(plan)
        for section in plan:
            title = _first_fresh(self._section_titles(section), used)
            used.add(fold_title(title))
            titles.append(title)
            self._spent |= {term.shown for term in self.terms(section) if term.shown in title}
        return titles

    def lessons(self, plan: Sequence[PlannedSection], titles: Sequence[str], per_lesson: int) -> list[str]:
        """A title for each `per_lesson` sections, all different; it may be that of a section, which `titles` has.

        Raises ProviderProblem "sources_too_thin" where none of the candidates would pass a review.
        """
        used: set[str] = set()
        lessons = []
        for start in range(0, len(plan), per_lesson):
            group, names = plan[start : start + per_lesson], titles[start : start + per_lesson]
            title = _first_fresh(self._lesson_titles(group, names), used)
            used.add(fold_title(title))
            lessons.append(title)
        return lessons

    def _section_titles(self, section: PlannedSection) -> Iterator[str]:
        headings = self._headings(section)
        yield from self._own(section, headings)
        phrases = list(self._phrases(section))
        above = self._name(section.units[0].path)
        for phrase in phrases:
            if above and fold_title(phrase) not in fold_title(above):
                yield f"{above}: {phrase}"
        yield from headings
        yield from (phrase[:1].upper() + phrase[1:] for phrase in phrases)
        yield from (f"{heading} ({self._above(section)})" for heading in headings)
        named = above or (headings[0] if headings else "")
        told = [term.shown for term in self.terms(section) if len(term.shown) <= LONGEST_PHRASE]
        yield from (f"{named}: {term}" for term in told if named and fold_title(term) not in fold_title(named))
        for name in filter(None, (above, *headings[:1], section.passages[0].places[0].document.title, self._course)):
            yield from (f"{name[:LONGEST_TITLE]} ({number})" for number in range(2, 200))

    def _own(self, section: PlannedSection, headings: list[str]) -> Iterator[str]:
        whole = section.whole
        if whole and not is_generic(whole[-1].text, self._table):
            yield self._with_the_one_above(whole)
        parts = {unit.path for unit in section.units}
        if len(parts) > 1:
            yield from self._joined(section, headings)
        elif parts.isdisjoint(self._parted):
            yield from headings

    def _joined(self, section: PlannedSection, headings: list[str]) -> Iterator[str]:
        joined = self._list(headings)
        if 0 < len(headings) <= MOST_JOINED and len(joined) <= LONGEST_TITLE:
            yield joined
        common = common_path([unit.path for unit in section.units])
        if common and len(common) > len(section.chapter) and not is_generic(common[-1].text, self._table):
            yield clean_heading(common[-1].text, self._table)
        main = sorted(sorted(self._sized(section), reverse=True)[:2], key=lambda sized: headings.index(sized[1]))
        if main:
            yield self._list([name for _, name in main])
            yield max(main)[1]

    def _list(self, headings: Sequence[str]) -> str:
        """Several headings as one title; with semicolons where one of them has an "and" of its own."""
        pair = f" {self._table.phrases['and']} "
        if len(headings) > 1 and any(pair in heading or ", " in heading for heading in headings):
            return "; ".join([*headings[:1], *(self._continued(heading) for heading in headings[1:])])
        return self._table.join([*headings[:1], *(self._continued(heading) for heading in headings[1:])])

    def _continued(self, heading: str) -> str:
        """A heading after another one: without the capital of its first word, unless it has one everywhere."""
        first, space, rest = heading.partition(" ")
        article = first.lower() in self._table.determiners
        titled = all(word[:1].isupper() for word in rest.split() if len(word) > 4)
        if article or (space and not titled):
            return f"{self._corpus.lexicon.in_sentence(first)}{space}{rest}"
        return heading

    def _sized(self, section: PlannedSection) -> list[tuple[int, str]]:
        sizes: dict[str, int] = {}
        alone = len({unit.path for unit in section.units}) == 1
        for unit in section.units:
            heading = unit.path[-1].text
            if not is_generic(heading, self._table):
                name = self._with_the_one_above(unit.path) if alone else clean_heading(heading, self._table)
                sizes[name] = sizes.get(name, 0) + unit.words
        return [(words, name) for name, words in sizes.items()]

    def _with_the_one_above(self, path: Path) -> str:
        """The last heading; after the one above it where it says nothing alone, unless that stands over all."""
        name = clean_heading(path[-1].text, self._table)
        below = len(path) > max(2, len(self._top) + 1)
        above = self._name(path[:-1]) if below and hangs(path[-1].text, self._table) else ""
        whole = f"{above}: {name}"
        return whole if above and fold_title(name) not in fold_title(above) and len(whole) <= LONGEST_TITLE else name

    def _headings(self, section: PlannedSection) -> list[str]:
        return [name for _, name in self._sized(section)]

    def _phrases(self, section: PlannedSection) -> Iterator[str]:
        """What tells this text from the rest under its heading: two terms, else one."""
        own = set(content_stems(self._name(section.units[0].path), self._table.code))
        fit = [
            term.shown
            for term in self._telling(section)
            if len(term.shown) <= LONGEST_PHRASE and not set(content_stems(term.text, self._table.code)) & own
        ]
        fresh = [phrase for phrase in fit if phrase not in self._spent]
        if len(fresh) > 1 and len(fresh[0]) + len(fresh[1]) <= LONGEST_PHRASE:
            yield self._table.join(fresh[:2])
        yield from (*fresh, *fit)

    def _telling(self, section: PlannedSection) -> list[Term]:
        """The terms used more here than in the other parts under the same heading."""
        uses = self._uses_under(section.units[0].path)

        def share(term: Term) -> float:
            does = 3.0 if term.kind == "code" and is_command(term.shown) else 1.0
            here: float = (term.uses / max(term.uses, uses.get(term.key, 0))) ** 0.5
            return does * term.score * here

        often = [term for term in self.terms(section) if term.uses >= FEWEST_USES] or self.terms(section)
        return sorted(often, key=lambda term: (-share(term), term.text))

    def _uses_under(self, path: Path) -> dict[str, int]:
        """How often each term is used in the text under a heading."""
        if path not in self._uses:
            leaf = [p for leaf in self._corpus.leaves if leaf.path == path for p in leaf.passages]
            self._uses[path] = {term.key: term.uses for term in self._terms_of(leaf)}
        return self._uses[path]

    def terms(self, section: PlannedSection, title: str = "") -> list[Term]:
        """The section's key terms; those of its title weigh more."""
        return self._terms_of(section.passages, title)[:16]

    def _terms_of(self, passages: Sequence[Passage], title: str = "") -> list[Term]:
        texts = [text for passage in passages for text in self._corpus.telling(passage)]
        return [term for term in self._corpus.terms(texts, title) if not is_sample_name(term)]

    def _name(self, path: Path) -> str:
        """The nearest heading that says something."""
        names = (clean_heading(heading.text, self._table) for heading in reversed(path[1:] or path))
        return next((name for name in names if not is_generic(name, self._table)), "")

    def _above(self, section: PlannedSection) -> str:
        return self._name(section.units[0].path[:-1] or section.units[0].path)

    def _lesson_titles(self, group: Sequence[PlannedSection], names: Sequence[str]) -> Iterator[str]:
        if len(group) == 1:
            yield names[0]
        common = common_path([section.units[0].path for section in group])
        if len(common) > len(self._top) and not is_generic(common[-1].text, self._table):
            name = clean_heading(common[-1].text, self._table)
            yield name
            parts = [part.removeprefix(f"{name}: ") for part in names]
            if len(f"{name}: {self._list(parts)}") <= LONGEST_TITLE:
                yield f"{name}: {self._list(parts)}"
            yield f"{name}: {parts[0]}"
        below = [section.units[0].path[: len(common) + 1] for section in group]
        chapters = list(dict.fromkeys(self._name(path) for path in below))
        for things in (chapters, list(names)):
            if all(things) and len(self._list(things)) <= LONGEST_TITLE:
                yield self._list(things)
        yield self._list([names[0], names[-1]] if len(names) > 1 else names)
        yield from names
        yield from (f"{names[0]} ({number})" for number in range(2, 1000))


def _first_fresh(titles: Iterable[str], used: Collection[str]) -> str:
    """The first title that the review of outlines takes. Raises ProviderProblem "sources_too_thin" without one."""
    for title in titles:
        is_title = not is_placeholder(title) and not has_markup(title) and is_clean(title)
        if fold_title(title) not in used and len(title) <= LONGEST_NAME and is_title:
            return title
    raise ProviderProblem(
        "sources_too_thin", "The sources have no words that a section could be named by: add documents with more text."
    )


def _in_several(plan: Sequence[PlannedSection]) -> frozenset[Path]:
    """The headings whose text is parted between sections, so that it alone names none of them."""
    uses = Counter(path for section in plan for path in {unit.path for unit in section.units})
    return frozenset(path for path, count in uses.items() if count > 1)
