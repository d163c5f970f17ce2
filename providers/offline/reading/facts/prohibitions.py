"""What lists of a source tell somebody to do, and what they tell never to do: "Do NOT move the patient"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from learning.wording import count_words
from providers.language.cleanliness import is_clean
from providers.language.orders import tells_to_do
from providers.language.sentences import is_balanced
from providers.language.tables import language_of
from providers.language.words import content_stems
from providers.offline.reading.passages import Place

SHORTEST, LONGEST, FEWEST_STEMS = 3, 95, 2
_NEVER = {
    "en": re.compile(r"(?:do not|don['’]t|never) (?P<act>[a-z]+ .+)", re.IGNORECASE),
    "de": re.compile(r"(?:niemals|nie|nicht) (?P<act>.+ [a-zäöüß]+en)", re.IGNORECASE),
    "es": re.compile(r"(?:no|nunca|jamás) (?P<act>(?!se\b)[a-záéíóúñ]+[aei]r(?:l[aeo]s?|se)? .+)", re.IGNORECASE),
    "fr": re.compile(r"ne (?:pas|jamais) (?P<act>[a-zàâçéèêîôû]+(?:er|ir|re) .+)", re.IGNORECASE),
}
_ENDS = re.compile(
    r"(?<=[^\W\d_])(?:: | [—–-]{1,2} | \(|; |, (?:as|because|since|so|da|weil|car|ya que|porque|which|even)\b)"
)
"""Where a reason or remark begins."""
_NEGATES = re.compile(
    r"\b(?:not|never|don['’]t|avoid|without|nicht|nie|niemals|kein\w*|no|nunca|jamás|sin|ne|pas|jamais|sans)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:unless|until|except|only|if|more than|less than|too|again|then|this|that|these|those|it|them|its|their|"
    r"außer|bis|nur|wenn|falls|sofern|salvo|hasta|solo|sólo|si|est[aeo]s?|sauf|jusqu\w*|seulement|cet(?:te)?|ces?)\b",
    re.IGNORECASE,
)
"""What makes an order hold in some cases only, or point to another thing."""


@dataclass(frozen=True)
class Act:
    """What an item tells to do, or never to do: `text` with a capital and without its reason."""

    place: Place
    text: str
    is_forbidden: bool

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of what is to be done."""
        return frozenset(content_stems(self.text, self.place.language))

    @property
    def verb(self) -> str:
        """The word that it begins with; in German the one that it ends with."""
        return self.text.lower().split()[-1 if self.place.language == "de" else 0]


def acts_of(places: Sequence[Place]) -> list[Act]:
    """What the items of lists say whole and without a condition, in order; none in languages without such words."""
    return [act for place in places if place.kind == "list_item" and not place.loose for act in _acts(place)]


def _acts(place: Place) -> Iterator[Act]:
    parts = place.split(place.text)
    said = parts[0].text.strip() if parts else ""
    said = _ENDS.split(said, maxsplit=1)[0].rstrip(" .;,!")
    pattern = _NEVER.get(place.language)
    found = pattern.fullmatch(said) if pattern else None
    text = found["act"] if found else said
    text = text[:1].upper() + text[1:]
    whole = len(text) <= LONGEST and count_words(text) >= SHORTEST and is_clean(text) and is_balanced(text)
    whole = whole and not text.endswith((":", ",")) and not _NEGATES.search(text) and not _LIMITS.search(text)
    act = Act(place, text, found is not None)
    if (
        pattern
        and whole
        and len(act.stems) >= FEWEST_STEMS
        and (found or tells_to_do(text, language_of(place.language)))
    ):
        yield act
