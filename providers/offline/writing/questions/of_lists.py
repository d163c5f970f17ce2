"""Which step comes first or next, and which thing belongs in a list."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from learning.objectives import MEASURABLE_VERBS
from providers.language.markdown_text import inline
from providers.offline.reading.facts.asides import without_asides
from providers.offline.reading.facts.lists import Enumeration, Procedure, enumerations_of, procedures_of
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.cues import gives_away
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

MOST_COMPARED = 40
_TELLS_PLACE = re.compile(
    r"^(?:first|then|next|finally|lastly|now|after|once|zuerst|zunächst|dann|danach|zuletzt|schließlich|anschließend|"
    r"nachdem|sobald|une fois|après|una vez|tras|"
    r"primero|luego|después|finalmente|d'abord|ensuite|puis|enfin|repeat|continue(?! to)|repita)\b",
    re.IGNORECASE,
)
_TO_BE_LEARNT = re.compile(
    r"^(?:define|explain|distinguish|describe|identify|compare|discuss|ascertain|summari[sz]e|understand|analy[sz]e|"
    r"recogni[sz]e|differentiate|interpret|evaluate|definir|explicar|distinguir|describir|identificar|comparar|"
    r"reconocer|analizar|évaluer|définir|expliquer|distinguer|décrire|identifier|comparer|reconnaître|analyser)\b",
    re.IGNORECASE,
)
"""How a learning objective begins."""
_IN_ORDER = re.compile(
    r"(?:first|second|third|fourth|then|next|finally|zuerst|danach|schließlich|erstens|zweitens|drittens|primero|segundo|"
    r"luego|después|d['’]abord|ensuite|enfin)\b",
    re.IGNORECASE,
)
"""What a step begins with, which is no thing of a kind."""
_NAME = re.compile(r"`?[\"'-]*[^\W\d_](?:[^\W\d_]| [^\W\d_]{2})")
"""What begins with a word, be it one of code: no number, sign or formula."""


def of_procedures(setting: Setting) -> list[Question]:
    """Questions for the next and the first step of each ordered list that the section shows in full.

    None where a step tells its own place, as "then" and "finally" do, nor of what is to be learnt.
    """
    return [question for made in procedures_of(setting.places) for question in _ordered(made, setting)]


def _ordered(made: Procedure, setting: Setting) -> Iterator[Question]:
    plain = [step for step in made.steps if not _TELLS_PLACE.match(step)]
    aims = [step for step in made.steps if _TO_BE_LEARNT.match(step)]
    if len(plain) < len(made.steps) or 2 * len(aims) > len(made.steps):
        return
    if not all(map(setting.shows, made.places, made.steps)):
        return
    steps = [_named(step) for step in made.steps]
    turn = 1 + setting.ordinal % max(1, len(steps) - 2)
    title = inline(made.title.rstrip("?¿ "))
    if len(steps) > FEWEST + 1:
        key, before = steps[turn], steps[turn - 1]
        others = [step for step in steps if step not in (key, before)]
        near = sorted(others, key=lambda step: abs(steps.index(step) - turn))
        stem = setting.phrases.phrase("ask_next", title=title, step=inline(before))
        yield from _chosen(made, stem, key, tuple(near[:3]), setting)
    stem = setting.phrases.phrase("ask_first", title=title)
    yield from _chosen(made, stem, steps[0], tuple(steps[1:4]), setting)


def _chosen(made: Procedure, stem: str, key: str, wrong: tuple[str, ...], setting: Setting) -> Iterator[Question]:
    if len(wrong) < FEWEST:
        return
    at = [_named(step) for step in made.steps].index(key)
    place = made.places[at]
    yield Question(
        place=place,
        sentence=place.beginning,
        stem=stem,
        key=key,
        wrong=wrong,
        structure=f"steps:{made.places[0].order}",
        topics=frozenset({f"step:{place.order}"}),
        worth=1.3 + setting.worth(made.title),
        about=setting.stems(made.title, *made.steps),
    )


def _named(step: str) -> str:
    """A step as an option, without what it says of other places."""
    return without_asides(step).rstrip(".; ")


def of_enumerations(setting: Setting) -> list[Question]:
    """Up to one question for each list of things that the section shows in full: which of these belongs there, or, by
    turns and where there is too little to choose from, which does not.

    Strange options are items of other lists of the document on the same subject, which share no word with its own.
    """
    ways = (_member, _stranger) if setting.ordinal % 2 == 0 else (_stranger, _member)
    found = (
        next((question for way in ways for question in way(one, setting)), None)
        for one in enumerations_of(setting.places)
    )
    return [question for question in found if question is not None]


def _shown_in_full(one: Enumeration, setting: Setting) -> bool:
    if one.sentence:
        return setting.shows(one.places[0], one.sentence)
    if one.parent in one.places:
        return setting.shows(one.places[0], one.items[-1])
    return all(map(setting.shows, one.places, one.items))


def _place(one: Enumeration, at: int) -> Place:
    return one.places[0] if len(one.places) < len(one.items) else one.places[at]


def _stranger(one: Enumeration, setting: Setting) -> Iterator[Question]:
    if not _shown_in_full(one, setting):
        return
    siblings = [other for other in _near(one, setting) if _is_sibling(one, other, setting)]
    own = one.items[setting.ordinal % len(one.items) :] + one.items[: setting.ordinal % len(one.items)]
    for key in (item for other in siblings for item in other.items if _is_alike(own[0], item, one, setting)):
        wrong = balanced(key, [item for item in own if _is_alike(key, item, one, setting)])
        if wrong and not _tells(one, key, wrong, setting):
            yield _asked(one, "not_", _place(one, 0), key, wrong, setting)
            return


def _member(one: Enumeration, setting: Setting) -> Iterator[Question]:
    if not _shown_in_full(one, setting):
        return
    siblings = [other for other in _near(one, setting) if _is_sibling(one, other, setting)]
    for turn in range(len(one.items)):
        at = (turn + setting.ordinal) % len(one.items)
        key = one.items[at]
        fitting = [item for other in siblings for item in other.items if _is_alike(key, item, one, setting)]
        wrong = balanced(key, fitting)
        if wrong and not _tells(one, key, wrong, setting):
            yield _asked(one, "", _place(one, at), key, wrong, setting)
            return


def _tells(one: Enumeration, key: str, wrong: tuple[str, ...], setting: Setting) -> bool:
    """Whether the name of the list gives the thing away."""
    return gives_away(one.lead, key, wrong, setting.corpus.language.code)


def _asked(
    one: Enumeration, negation: str, place: Place, key: str, wrong: tuple[str, ...], setting: Setting
) -> Question:
    """`negation` is "not_" where what does not belong there is asked for."""
    last = one.lead.rsplit(" ", 1)[-1].lower()
    is_open = last in setting.corpus.language.stop_words or last in setting.corpus.language.verb_marks
    kind = f"ask_{negation}{'completed' if is_open else 'member'}"
    return Question(
        place=place,
        sentence=one.sentence or place.beginning,
        stem=setting.phrases.phrase(kind, lead=inline(one.lead)),
        key=key,
        wrong=wrong,
        structure=f"list:{one.order}",
        topics=frozenset({f"list:{one.order}:{one.lead}"}),
        worth=0.9 + setting.worth(one.lead),
        about=setting.stems(one.lead, *one.items),
    )


def _near(one: Enumeration, setting: Setting) -> list[Enumeration]:
    known = setting.corpus.enumerations
    at = bisect([other.order for other in known], one.order)
    near = known[max(0, at - MOST_COMPARED) : at + MOST_COMPARED]
    return sorted(near, key=lambda other: abs(other.order - one.order))


def _is_sibling(one: Enumeration, other: Enumeration, setting: Setting) -> bool:
    """Another list under another sentence of the same subject: none of its things belongs to this one as well."""
    if (
        set(other.items) & set(one.items)
        or set(other.places) & set(one.places)
        or (other.lead and setting.stems(one.lead) == setting.stems(other.lead))
    ):
        return False
    same = one.places[0].document.id == other.places[0].document.id
    if one.parent or other.parent:
        return same and _are_under_one_list(one, other)
    if not one.sentence and not other.sentence:
        return same and _are_beside(one, other)
    joined = bool(setting.stems(one.lead) & setting.stems(other.lead) - _vague_stems(setting))
    return same and (joined or (_are_beside(one, other) and bool(one.sentence) is bool(other.sentence)))


def _are_under_one_list(one: Enumeration, other: Enumeration) -> bool:
    """Whether two lists stand under items of one list."""
    if one.parent is None or other.parent is None:
        return False
    first, second = one.parent.block, other.parent.block
    return first.heading_path == second.heading_path and first.level == second.level


def _are_beside(one: Enumeration, other: Enumeration) -> bool:
    """Whether two lists stand under one heading, or under headings beside each other."""
    path, its = one.places[0].block.heading_path, other.places[0].block.heading_path
    headed = one.is_headed and other.is_headed and len(path) > 1 and path[:-1] == its[:-1]
    return bool(path) and (path == its or headed)


def _vague_stems(setting: Setting) -> frozenset[str]:
    return setting.stems(*setting.corpus.language.vague)


def _is_order(item: str) -> bool:
    return item.split(" ", 1)[0].lower() in MEASURABLE_VERBS


def _is_alike(key: str, item: str, one: Enumeration, setting: Setting) -> bool:
    same_case = key[:1].isupper() == item[:1].isupper() and ("`" in key) == ("`" in item)
    same_case = same_case and key.startswith("`") == item.startswith("`")
    same_case = same_case and all(_NAME.match(text) for text in (key, item))
    same_case = same_case and (key.endswith("ing") or " " in key) == (item.endswith("ing") or " " in item)
    told = setting.stems(item)
    same_case = (
        same_case and key.endswith((".", "?")) == item.endswith((".", "?")) and _is_order(key) is _is_order(item)
    )
    apart = not any(3 * len(told & setting.stems(own)) >= len(told) for own in one.items if own != key)
    return same_case and apart and not told & setting.stems(one.lead) and not any(map(_IN_ORDER.match, (key, item)))
