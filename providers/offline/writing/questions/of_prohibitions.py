"""What must not be done, among things that the same source tells to do; and the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from learning.wording import fold
from providers.language.headings import clean_heading, is_generic
from providers.language.markdown_text import inline
from providers.offline.reading.facts.prohibitions import Act, acts_of
from providers.offline.writing.questions.cues import gives_away
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

NEAR, LONGEST_TITLE = 60, 70
_SAYS_WHICH = re.compile(
    r"\b(?:what to do|was (?:ist )?zu tun|qué hacer|que faire|"
    r"not|never|don['’]?ts?|dos|avoid|prohibit\w*|mistakes?|nicht|verbot\w*|fehler|no|nunca|prohibi\w*|evitar|ne|"
    r"pas|interdi\w*|éviter|step|schritt|paso|étape)\b",
    re.IGNORECASE,
)
"""What tells in a heading whether the things below it are to be done, or only counts them."""


def of_prohibitions(setting: Setting) -> list[Question]:
    """One question for what must not be done and one for what is to be done, where the section shows both or its text
    has the others near; none of whose options speak of what another one does."""
    around = acts_of(setting.around(NEAR)) if setting.places else []
    shown = [act for act in around if any(place.order == act.place.order for place in setting.places)]
    made = (_asked(is_forbidden, shown, around, setting) for is_forbidden in (True, False))
    return [question for question in made if question is not None]


def _asked(is_forbidden: bool, shown: Sequence[Act], around: Sequence[Act], setting: Setting) -> Question | None:
    own = [act for act in shown if act.is_forbidden is is_forbidden]
    others = [act for act in around if act.is_forbidden is not is_forbidden]
    if len(others) < FEWEST or not any(act.is_forbidden for act in shown):
        return None
    turned = own[setting.ordinal % len(own) :] + own[: setting.ordinal % len(own)] if own else []
    for key in turned:
        title = _title(key, setting)
        apart = [
            act
            for act in others
            if not _is_near(act, [other for other in around if other.is_forbidden is is_forbidden])
        ]
        if not title or _is_near(key, others) or not setting.shows(key.place, key.text[1:]):
            continue
        near = sorted(apart, key=lambda act: abs(act.place.order - key.place.order))
        wrong = balanced(key.text, _different(near))
        stem = setting.phrases.phrase("ask_forbidden" if is_forbidden else "ask_told", topic=inline(title))
        if wrong and not gives_away(stem, key.text, wrong, setting.corpus.language.code):
            return Question(
                place=key.place,
                sentence=key.place.beginning,
                stem=stem,
                key=key.text,
                wrong=wrong,
                structure="forbidden" if is_forbidden else "told",
                topics=frozenset({fold(key.text)}),
                worth=1.1 + setting.worth(title),
                about=setting.stems(title, key.text),
            )
    return None


def _different(acts: Sequence[Act]) -> list[str]:
    """The acts of which none says what one before it does."""
    kept: list[Act] = []
    for act in acts:
        if not any(2 * len(act.stems & other.stems) >= min(len(act.stems), len(other.stems)) for other in kept):
            kept.append(act)
    return [act.text for act in kept]


def _is_near(act: Act, others: Sequence[Act]) -> bool:
    """Whether another one speaks of much the same, or of the same thing with the same verb, so that both may hold."""
    return any(
        2 * len(act.stems & other.stems) >= min(len(act.stems), len(other.stems))
        or (act.verb == other.verb and bool(act.stems & other.stems - {act.verb}))
        for other in others
    )


def _title(act: Act, setting: Setting) -> str:
    """The nearest heading over it that says what it is about, and not whether it is to be done."""
    table = setting.corpus.language
    names = (clean_heading(text, table) for text in reversed(act.place.block.heading_path))
    fitting = (name for name in names if not _SAYS_WHICH.search(name) and not is_generic(name, table))
    return next((name for name in fitting if 0 < len(name) <= LONGEST_TITLE and not name.endswith("?")), "")
