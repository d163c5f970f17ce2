"""Of which thing does the source say this? What it says of a thing is not asked: much else is as true of it."""

from __future__ import annotations

import re
from bisect import bisect

from providers.language.markdown_text import inline
from providers.language.shapes import shape_of
from providers.offline.reading.facts.sayings import Saying
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
_ROLE = re.compile(
    r"(?:is|are) (?:responsible for|used (?:to|for|when|by)|designed (?:to|for)|in charge of) |"
    r"(?!(?:is|are|was|were|has|have|can|may|must|should|will|does|do|stands?|means?|refers?)\b)[a-z]+ "
)
"""What says what a thing is there for or does, and not in what state it is."""
MOST_COMPARED = 90
ALIKE = 0.4


def of_sayings(setting: Setting) -> list[Question]:
    """A question for each shown sentence that says something of a thing which the document treats as a term, unless a
    definition is asked of it. The gap stands for the thing.

    Others are things of the same kind near it, of which the sources say something else.
    """
    known = setting.corpus.definitions
    shown = [one for place in setting.places for one in setting.corpus.sayings.of(place)]
    shown = [one for one in shown if "`" not in one.term and setting.shows(one.place, one.sentence)]
    fresh = [one for one in shown if not any(other.sentence == one.sentence for other in known.of(one.place))]
    made = (_for_thing(one, _rivals(one, setting), setting) for one in fresh)
    return [question for question in made if question is not None]


def _for_thing(one: Saying, rivals: list[Saying], setting: Setting) -> Question | None:
    shown = [_shown(other, one) for other in rivals if other.is_plural is one.is_plural]
    wrong = balanced(one.shown, shown)
    if len(wrong) >= FEWEST:
        return _question(one, f"{one.opening}{GAP} {one.saying}.", one.shown, wrong, setting)
    return _among_headings(one, setting)


def _among_headings(one: Saying, setting: Setting) -> Question | None:
    """What fits the role that a thing has, of those that have a heading beside its own? Only of what it does."""
    path = one.place.block.heading_path
    names = setting.corpus.siblings.of(one.term, one.place.document.id) if path and not one.opening else ()
    own = setting.stems(*path[-1:])
    if len(names) <= FEWEST or own != one.term_stems or not _ROLE.match(one.saying):
        return None
    key, *others = names
    apart = [name for name in others if not setting.stems(name) & one.stems]
    wrong = balanced(key, apart)
    stem = setting.phrases.phrase("ask_code", meaning=inline(one.saying))
    return _question(one, stem, key, wrong, setting) if len(wrong) >= FEWEST else None


def _shown(other: Saying, one: Saying) -> str:
    """Another thing with a capital where the gap begins the sentence."""
    text = f"{other.article} {other.term}".strip()
    return text if one.opening or text.startswith("`") else text[:1].upper() + text[1:]


def _question(one: Saying, stem: str, key: str, wrong: tuple[str, ...], setting: Setting) -> Question:
    headed = one.term_stems <= setting.corpus.heading_stems
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=stem,
        key=key,
        wrong=wrong,
        structure="sayings",
        topics=frozenset({one.term.casefold()}),
        worth=0.8 + setting.worth(one.term) + (0.2 if headed else 0.0),
        about=setting.stems(one.sentence),
    )


def _rivals(one: Saying, setting: Setting) -> list[Saying]:
    """One saying of each other thing that could be meant and is not, those that have most in common first."""
    fitting = [other for other in _near(one, setting) if _fits(one, other, setting)]
    fitting.sort(key=lambda other: (-_kinship(one, other), abs(other.place.order - one.place.order)))
    return list({other.term.casefold(): other for other in reversed(fitting)}.values())[::-1]


def _near(one: Saying, setting: Setting) -> list[Saying]:
    """Up to `MOST_COMPARED` sayings before a saying and as many after it, nearest first."""
    known = setting.corpus.sayings
    at = bisect(known.orders, one.place.order)
    near = known.all[max(0, at - MOST_COMPARED) : at + MOST_COMPARED]
    return sorted(near, key=lambda other: abs(other.place.order - one.place.order))


def _fits(one: Saying, other: Saying, setting: Setting) -> bool:
    same = other.article in ("", "a", "an", "the", "each", "every") and bool(one.article) is bool(other.article)
    same = same and shape_of(one.term) == shape_of(other.term) if "`" in one.term + other.term else same
    if not same or one.term.casefold() == other.term.casefold() or not _are_siblings(one, other):
        return False
    if one.term_stems <= other.term_stems or other.term_stems <= one.term_stems:
        return False
    if (other.term_stems - one.term_stems) & one.stems or (one.term_stems - other.term_stems) & other.stems:
        return False
    told = (each for each in setting.corpus.sayings.about(other.term))
    return not any(len(one.stems & each.stems) >= ALIKE * min(len(one.stems), len(each.stems)) for each in told)


def _are_siblings(one: Saying, other: Saying) -> bool:
    """Whether their names end with the same kind of thing, or one text sets off both."""
    path, its = one.place.block.heading_path, other.place.block.heading_path
    return (one.head == other.head and " " in one.term) or (path == its and _is_set_off(one) and _is_set_off(other))


def _kinship(one: Saying, other: Saying) -> int:
    """How much two things have in common: the kind that their names end with, the headings they stand under, their
    being set off, and the way they are written."""
    path, its = one.place.block.heading_path, other.place.block.heading_path
    points = 3 * (one.head == other.head and len(one.term.split()) > 1)
    points += 2 * (path == its) + (path[:-1] == its[:-1])
    points += _is_set_off(one) and _is_set_off(other)
    return points + ("`" in one.term and "`" in other.term) * 2


def _is_set_off(one: Saying) -> bool:
    return one.term in one.place.block.terms or one.term.isupper()
