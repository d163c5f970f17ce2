"""What a section teaches that an objective can name: terms that it defines or contrasts, code, steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from learning.objectives import MEASURABLE_VERBS
from providers.language.terms import Term
from providers.offline.planning.planner import PlannedSection
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.facts.definition import Definition
from providers.offline.reading.facts.lists import procedures_of

LONGEST_USE, LONGEST_STEPS = 90, 80
FEWEST_USES = 3
_TO = re.compile(r"(?:To|How to) (?P<deed>[a-z].+)")
Parts = dict[str, str]


class FactsTaught:
    """Gives, by the kind of a template, the parts to fill it with, each thing once.

    Kinds: "does" (code that does something), "code" (code that means something), "use" (code and what it serves to),
    "defined" (a term with its definition), "pair" (two defined terms of a kind), "steps" (an ordered list), "noun" (a
    term in the title).
    """

    def __init__(self, terms: Sequence[Term], section: PlannedSection, title: str, corpus: Corpus) -> None:
        self._corpus = corpus
        self._places = [place for passage in section.passages for place in passage.places]
        self._titled = corpus.vector_of_text(title).keys()
        self._named = self._titled | corpus.heading_stems
        known = corpus.definitions
        found = [one for place in self._places for one in known.of(place) if known.can_be_asked(one)]
        told = sorted(found, key=lambda one: not one.term_stems & self._named)
        self._words = [one for one in told if not one.is_code and not one.is_purpose]
        self._left: dict[str, list[Parts]] = {
            "does": [{"term": one.term} for one in told if one.is_code and one.is_doing],
            "code": [{"term": one.term} for one in told if one.is_code and not (one.is_doing or one.is_purpose)],
            "use": [{"term": one.term, "aim": one.meaning} for one in told if _is_short_use(one)],
            "steps": list(self._steps()),
            "pair": list(self._pairs()),
            "defined": [{"term": self._shown(one.term)} for one in self._words],
            "noun": [{"term": term.text} for term in terms if self._is_headed(term)],
        }
        self._taken: set[str] = set()

    def next_of(self, kind: str) -> Parts | None:
        """The first parts of a kind none of which was given before; None at the end."""
        for parts in self._left.get(kind, ()):
            things = {text.casefold() for name, text in parts.items() if name != "aim"}
            if not things & self._taken:
                self._taken |= things
                return parts
        return None

    def _shown(self, term: str) -> str:
        return self._corpus.lexicon.in_sentence(term)

    def _pairs(self) -> Iterator[Parts]:
        """Terms whose meanings say first that they are the same kind of thing, or that stand in one list."""
        for at, one in enumerate(self._words):
            for other in self._words[at + 1 :]:
                if (one.genus == other.genus or (one.family and one.family == other.family)) and _are_apart(one, other):
                    yield {"a": self._shown(one.term), "b": self._shown(other.term)}

    def _steps(self) -> Iterator[Parts]:
        for made in procedures_of(self._places):
            if len(made.title) <= LONGEST_STEPS:
                yield {"title": made.title}

    def _is_headed(self, term: Term) -> bool:
        headed = any(stem in self._titled for stem in term.key.split())
        return term.kind != "code" and term.uses >= FEWEST_USES and headed and " " in term.text


def deed_of(title: str) -> str:
    """ "Install the package" of "To install the package"; "" where the words are no deed in English."""
    found = _TO.fullmatch(title)
    deed = found["deed"] if found else title
    return deed[:1].upper() + deed[1:] if found and deed.split()[0].lower() in MEASURABLE_VERBS else ""


def _is_short_use(one: Definition) -> bool:
    return one.is_purpose and len(one.meaning) <= LONGEST_USE


def _are_apart(one: Definition, other: Definition) -> bool:
    return bool(one.term_stems - other.term_stems) and bool(other.term_stems - one.term_stems)


def filled(template: str, parts: Parts) -> str:
    """A template with its gaps filled; of steps that are a deed, the deed."""
    return deed_of(parts.get("title", "")) or template.format(**parts)


def infinitive_title(title: str, language: str) -> Iterable[str]:
    """A title that is an objective as it stands: "Pakete installieren", "Instalar paquetes", "Installer un paquet"."""
    words = title.split()
    if len(words) < 2 or any(sign in title for sign in ":,;()"):
        return ()
    if language == "de":
        last = words[-1]
        return (title,) if last.islower() and last.endswith(("en", "ern", "eln")) and len(last) > 5 else ()
    endings = {"es": ("ar", "er", "ir"), "fr": ("er", "ir", "re")}.get(language, ())
    first = words[0].lower()
    follows = words[1].lower() in _ARTICLES.get(language, ()) or words[1][:1].islower()
    return (title,) if endings and first.endswith(endings) and len(first) > 4 and follows else ()


_ARTICLES = {
    "es": frozenset("el la los las un una unos unas al del".split()),
    "fr": frozenset("le la les un une des du au aux".split()),
}
