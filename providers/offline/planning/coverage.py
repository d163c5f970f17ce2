"""How much of an objective a text teaches: which of the things that it names the text speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from learning.tagging import WEIGHTS
from learning.teaching import is_said
from providers.language.objectives import code_words, compounds_of, names_in, weighed_subject
from providers.language.words import content_stems, cosine
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage

ENOUGH, TOGETHER = 0.72, 0.5
"""The share of an objective that a section has to name, and a few passages in a row of it."""
HEADED = 1.5
"""What a word counts that a heading over the text has."""
NEAR, TITLED = 2.0, 1.0
"""What it counts that the text, and the title, of a section is about the objective."""
SET_OFF = 0.8
"""What it counts that the text sets off what it says of each thing: in bold, or as the first cell of a row."""
NAMED = 0.6
"""What it counts that the title says nothing but what is asked, in whatever form of its words."""
DWELT = 4
MOST_ABSENT = 0.26
"""The share of an objective that no part of the sources need name."""
WINDOW = 3


class Coverage:
    """Knows the stems of passages and of the headings over them."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[tuple[int, ...], frozenset[str]] = {}
        self._listings: dict[tuple[int, ...], frozenset[str]] = {}

    def is_taught(self, objective: str, passages: Sequence[Passage], title: str = "") -> bool:
        """Whether the passages name most of what the objective is about, and a few of them in a row half of it."""
        return self._share(objective, passages, title) >= ENOUGH and self._is_together(objective, passages, title)

    def best(self, objective: str, sections: Sequence[Sequence[Passage]], titles: Sequence[str]) -> int | None:
        """Which section teaches an objective, by its place: of those that name a good part of it the one that says most
        of it; None where neither one names most of it nor the sources as a whole do.

        An introduction names it all and teaches none of it. A list ("hoods, refrigerators and gloves") of which each
        thing has a section of its own goes to the one that says most of it.
        """
        shares = [self._share(objective, passages, title) for passages, title in zip(sections, titles, strict=True)]
        near = [
            at
            for at, share in enumerate(shares)
            if share >= TOGETHER and self._is_together(objective, sections[at], titles[at])
        ]
        if max((shares[at] for at in near), default=0.0) < ENOUGH:
            is_taught = self._share(objective, self._passages, "") >= ENOUGH
            if not is_taught or not (near or self._is_headed(objective, sections, titles)):
                return None
        near = self._naming(objective, near, sections)
        asked = self._corpus.vector_of_text(objective)
        likes = {
            at: shares[at]
            + self._depth(objective, sections[at])
            + SET_OFF * self._set_off(objective, sections[at])
            + NAMED * self._is_named(objective, titles[at])
            + NEAR * cosine(self._corpus.vector_of(sections[at]), asked)
            + TITLED * cosine(self._corpus.vector_of_text(titles[at]), asked)
            for at in near or range(len(sections))
        }
        return max(likes, key=lambda at: (likes[at], -at))

    def others(
        self, objective: str, home: int, sections: Sequence[Sequence[Passage]], titles: Sequence[str]
    ) -> list[int]:
        """Where else an objective is taught of which the section at `home` leaves something out: the sections whose
        titles, or the headings right above them, name things that it speaks of once at most, the first for each."""
        said = [self._said(passage) for passage in sections[home]]
        nouns = [stem for stem, weight in self._asked(objective).items() if weight >= WEIGHTS["noun"]]
        left = {stem for stem in nouns if sum(self._is_said(stem, one) for one in said) <= 1}
        found: list[int] = []
        for at, title in enumerate(titles):
            above = " ".join(sections[at][0].places[0].block.heading_path[-2:]) if sections[at] else ""
            named = frozenset(content_stems(f"{title} {above}", self._corpus.language.code))
            if here := {stem for stem in left if self._is_said(stem, named)}:
                found.append(at)
                left -= here
        return found

    def _naming(self, objective: str, near: list[int], sections: Sequence[Sequence[Passage]]) -> list[int]:
        """Those that say one of the names of an objective, RSA or Pavlov, if any does: what else it names is said of
        other things as well."""
        code = self._corpus.language.code
        names = {stem for name in names_in(objective, code) for stem in content_stems(name, code)}
        said = {at: frozenset().union(*(self._said(passage) for passage in sections[at])) for at in near}
        return [at for at in near if names & said[at]] or near

    def _is_headed(self, objective: str, sections: Sequence[Sequence[Passage]], titles: Sequence[str]) -> bool:
        """Whether the titles, and the headings above the text, name half of it."""
        asked = self._asked(objective)
        said = frozenset(content_stems(" ".join(titles), self._corpus.language.code))
        said = said.union(*(self._headings(passages) for passages in sections))
        return sum(weight for stem, weight in asked.items() if self._is_said(stem, said)) >= TOGETHER * sum(
            asked.values()
        )

    def _is_together(self, objective: str, passages: Sequence[Passage], title: str) -> bool:
        """Whether a few passages in a row name half of it."""
        windows = (passages[at : at + WINDOW] for at in range(max(1, len(passages) - WINDOW + 1)))
        return any(self._share(objective, some, title) >= TOGETHER for some in windows)

    def _share(self, objective: str, passages: Sequence[Passage], title: str) -> float:
        """How much of an objective passages name, from 0 to 1: the weight of what they and the headings over them say
        by the weight of what is asked. What a heading says counts more; a thing of another kind does not count."""
        asked = self._asked(objective)
        if not asked or not passages:
            return 0.0
        headings = self._headings(passages).union(content_stems(title, self._corpus.language.code))
        said = headings.union(*(self._said(passage) for passage in passages), self._code(objective, passages))
        weights = {stem: weight * (HEADED if self._is_said(stem, headings) else 1.0) for stem, weight in asked.items()}
        found = {stem for stem in asked if self._is_said(stem, said)}
        others = asked.keys() - found
        found -= {head for kind, head in compounds_of(objective, self._corpus.language.code) if kind in others}
        return sum(weights[stem] for stem in found) / (sum(weights.values()) or 1.0)

    def _asked(self, objective: str) -> Mapping[str, float]:
        """What an objective is about, each stem with what it counts; nothing where the sources do not speak of it."""
        language = self._corpus.language.code
        asked = dict(weighed_subject(objective, language))
        everything = self._everything | self._code(objective, self._passages)
        absent = {stem for stem in asked if not self._is_said(stem, everything)}
        absent |= {head for kind, head in compounds_of(objective, language) if kind in absent}
        lost = sum(weight for stem, weight in asked.items() if stem in absent)
        return asked if lost <= MOST_ABSENT * sum(asked.values()) else {}

    def _depth(self, objective: str, passages: Sequence[Passage]) -> float:
        """How far the passages dwell on what is asked, from 0 to 1: 1 where `DWELT` of them speak of each thing."""
        asked = self._asked(objective)
        said = [self._said(passage) for passage in passages]
        dwelt = (
            weight * min(1.0, sum(self._is_said(stem, one) for one in said) / DWELT) for stem, weight in asked.items()
        )
        return sum(dwelt) / (sum(asked.values()) or 1.0)

    def _is_said(self, stem: str, said: frozenset[str]) -> bool:
        return is_said(stem, said, self._corpus.language.code)

    def _code(self, objective: str, passages: Sequence[Passage]) -> frozenset[str]:
        """Which words of code that an objective names stand in the listings of passages."""
        language = self._corpus.language.code
        asked = {stem for word in code_words(objective) for stem in content_stems(word, language)}
        if not asked:
            return frozenset()
        return frozenset(asked).intersection(frozenset().union(*(self._listed(passage) for passage in passages)))

    def _listed(self, passage: Passage) -> frozenset[str]:
        if passage.orders not in self._listings:
            texts = [place.text for place in passage.places if place.kind == "code"]
            code = self._corpus.language.code
            self._listings[passage.orders] = frozenset(s for text in texts for s in content_stems(text, code))
        return self._listings[passage.orders]

    def _is_named(self, objective: str, title: str) -> float:
        """How much of a title is asked, from 0 to 1."""
        asked = frozenset(self._asked(objective))
        said = content_stems(title, self._corpus.language.code)
        return sum(self._is_said(stem, asked) for stem in said) / (len(said) or 1)

    def _set_off(self, objective: str, passages: Sequence[Passage]) -> float:
        """How much of an objective the passages set off, from 0 to 1."""
        asked = self._asked(objective)
        code = self._corpus.language.code
        places = [place for passage in passages for place in passage.places]
        rows = (row for place in places if place.kind == "table" for row in place.text.split("\n"))
        texts = (*(row.split("|")[0] for row in rows), *(term for place in places for term in place.block.terms))
        said = frozenset(stem for text in texts for stem in content_stems(text, code))
        return sum(w for stem, w in asked.items() if self._is_said(stem, said)) / (sum(asked.values()) or 1.0)

    @cached_property
    def _passages(self) -> list[Passage]:
        return [passage for leaf in self._corpus.leaves for passage in leaf.passages]

    @cached_property
    def _everything(self) -> frozenset[str]:
        return self._headings(self._passages).union(*(self._said(passage) for passage in self._passages))

    def _headings(self, passages: Sequence[Passage]) -> frozenset[str]:
        texts = {text for passage in passages for text in (*passage.places[0].block.heading_path, passage.heading)}
        return frozenset(stem for text in texts for stem in content_stems(text, self._corpus.language.code))

    def _said(self, passage: Passage) -> frozenset[str]:
        if passage.orders not in self._known:
            texts = [place.text for place in passage.places if place.kind != "code"]
            code = self._corpus.language.code
            self._known[passage.orders] = frozenset(s for text in texts for s in content_stems(text, code))
        return self._known[passage.orders]
