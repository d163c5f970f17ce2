"""What reason or aim does the source give? Other reasons and aims of the same text are wrong ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from learning.wording import count_words
from providers.language.markdown_text import inline
from providers.offline.reading.facts.definition import points_out
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.clauses import names_its_subject
from providers.offline.writing.questions.question import Question, Setting, balanced

SHORTEST, LONGEST = 4, 24
NEAR = 90
FEWEST_STEMS, FEWEST_OF_AIM, FEWEST_OF_CLAIM = 3, 2, 2
_CLAIM, _REASON = r"(?P<claim>[^;:()]{20,170}?)", r"(?P<reason>[^,;:()]{15,150})"
_BECAUSE = {
    "en": re.compile(rf"Because {_REASON}, {_CLAIM}\."),
    "de": re.compile(rf"{_CLAIM}, (?:weil|da|denn) {_REASON}\."),
    "es": re.compile(rf"{_CLAIM},? (?:porque|ya que|puesto que|dado que|debido a que) {_REASON}\."),
    "fr": re.compile(rf"{_CLAIM},? (?:car |parce qu(?:e |['’])|puisqu(?:e |['’])){_REASON}\."),
}
"""Where the clauses can be told apart: English "because" behind its clause may belong to the last words alone."""
_AIM = {
    "en": re.compile(
        rf"{_CLAIM},? (?P<reason>(?:in order to|so that) [^,;:()]{{8,120}})\.|"
        r"(?P<claim2>[^;:()]{8,80} (?:uses?|adds?|measures?|appl(?:y|ies)|employs?|takes?|is used|are used) "
        r"[^;:()]{0,70}?) ?"
        r"(?P<reason2>\bto (?:make|find|copy|get|keep|see|save|show|[a-z]{4,}(?<!s)(?<!ed)(?<!ly)) [^,;:()]{3,100})\."
    ),
    "de": re.compile(rf"{_CLAIM}, (?P<reason>(?:um [^,;:()]{{6,110}} zu [a-zäöüß]+en|damit [^,;:()]{{10,110}}))\."),
    "es": re.compile(
        rf"{_CLAIM},? (?P<reason>para (?:que [a-záéíóú]+|[a-záéíóú]+[aei]r(?:se|l[aeo]s?)?\b)[^,;:()]{{8,110}})\."
    ),
    "fr": re.compile(
        rf"{_CLAIM},? (?P<reason>(?:pour |afin (?:de |d['’]))[a-zéèêà]+(?:er|ir|re)\b[^,;:()]{{4,110}})\."
    ),
}
"""In English "to" alone is an aim only behind verbs such as "use"."""
_VAGUE = re.compile(
    r"\b(?:both|it|its|they|them|their|this|that|these|those|such|he|she|we|our|I|you|your|er|es|sie|ihr\w*|dies\w*|"
    r"solche\w*|man|wir|uns|unser\w*|ello|esto|eso|estos?|estas?|su|sus|ce|cet|cette|ces|cela|ceci|ils?|elles?|on|nous|vous|votre|vos|"
    r"leurs?|son|sa|ses|here|hier|ici|aquí|of|also|auch|aussi|también)\b|^(?:of|de) ",
    re.IGNORECASE,
)
_FINITE = re.compile(r" (?:is|are|was|ist|sind|es|son|est|sont) ")
"""In an aim, a verb that shows that it is the subject of a sentence."""
_SO_THAT = re.compile(r"^so that ")
_FOR_MORE = re.compile(
    r"\b(?:informa\w+|details?|detalles?|détails?|Einzelheiten|Übersicht|Hilfe|ayuda|aide|help|list[ae]?n?)\b",
    re.IGNORECASE,
)
"""What a reader is told to look up, and nothing that a thing is for."""
_IN_CLAIM = re.compile(
    r"\b(?:only|just|simply|mainly|nur|vor allem|sólo|seulement|surtout|not|nicht|pas|no|and|und|et|y)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Reason:
    """`claim` is a clause that is so because of the `reason`, a clause as well, or, of an aim, to that end."""

    place: Place
    is_aim: bool
    sentence: str
    claim: str
    reason: str


def of_reasons(setting: Setting) -> list[Question]:
    """A question for each shown sentence that says why something is so, in words that need nothing before them.

    Wrong options are reasons that the document gives for other things up to `NEAR` blocks away.
    """
    found = [one for place in setting.around(NEAR) if place.is_prose for one in _reasons(place, setting)]
    shown = [one for one in found if setting.shows(one.place, one.sentence)]
    return [question for one in shown for question in _asked(one, found, setting)]


def _reasons(place: Place, setting: Setting) -> Iterator[Reason]:
    language = setting.corpus.language.code
    patterns = [(is_aim, ways[language]) for is_aim, ways in ((False, _BECAUSE), (True, _AIM)) if language in ways]
    for sentence in place.sentences:
        made = ((is_aim, found) for is_aim, pattern in patterns if (found := pattern.fullmatch(sentence)))
        is_aim, found = next(made, (False, None))
        if found is None or not place.is_whole(sentence):
            continue
        parts = {name.rstrip("2"): text for name, text in found.groupdict().items() if text is not None}
        reason, claim = parts["reason"], parts["claim"].rstrip(", ")
        claim = claim[:1].upper() + claim[1:]
        said = _SO_THAT.sub("", reason)
        whole = not (is_aim and _FINITE.search(reason)) and not points_out(claim)
        clear = whole and not (_VAGUE.search(said) or _IN_CLAIM.search(claim)) and count_words(reason) <= LONGEST
        clear = clear and len(setting.stems(claim)) >= FEWEST_OF_CLAIM
        clear = clear and not (is_aim and (_FOR_MORE.search(reason) or not names_its_subject(claim, place, setting)))
        enough = len(setting.stems(reason)) >= (FEWEST_OF_AIM if is_aim else FEWEST_STEMS)
        if clear and enough and count_words(claim) >= SHORTEST and place.stands_alone(f"{claim}."):
            yield Reason(place, is_aim, sentence, claim, reason)


def _asked(one: Reason, found: list[Reason], setting: Setting) -> Iterator[Question]:
    claim, reason = setting.stems(one.claim), setting.stems(one.reason)
    begins = one.reason.split(" ", 1)[0] if one.is_aim else ""
    alike = (
        other for other in found if other is not one and other.is_aim is one.is_aim and other.reason.startswith(begins)
    )
    rivals = [other for other in alike if _is_apart(reason, setting.stems(other.reason))]
    rivals.sort(key=lambda other: (-len(claim & setting.stems(other.reason)), abs(other.place.order - one.place.order)))
    wrong = balanced(one.reason, [other.reason for other in rivals])
    if wrong:
        kind = "ask_aim" if one.is_aim else "ask_reason"
        yield Question(
            place=one.place,
            sentence=one.sentence,
            stem=setting.phrases.phrase(kind, claim=inline(one.claim)),
            key=one.reason,
            wrong=wrong,
            structure="aims" if one.is_aim else "reasons",
            topics=frozenset({one.sentence}),
            worth=0.7 + setting.worth(one.claim),
            about=setting.stems(one.sentence),
        )


def _is_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return 3 * len(one & other) < min(len(one), len(other))
