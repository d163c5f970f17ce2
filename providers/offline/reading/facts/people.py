"""The people that English documents tell of, and what they did."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from learning.tagging import tag
from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.passages import Place

FEWEST_ALONE, MOST_SENTENCES = 1, 40
MOST_WITHIN = 0.25
_FULL = re.compile(
    r"(?<![\w’'-])(?P<first>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-Z][a-z]+)?) "
    r"(?:(?:[A-Z]\. ?){1,2}|[A-Z][a-z]+ |(?:von|van|de|del|von der|van der) )?"
    r"(?P<last>[A-ZÀ-Ý](?:['’][A-Z])?[a-zà-ÿ]+(?:[A-Z][a-z]+)?)(?![\w-])"
)
_ALONE = re.compile(
    r"(?:(?<=\s)(?P<before>[a-z]+)|[.,;:!?]) (?P<name>[A-ZÀ-Ý][\w]+)(?= ?(?P<after>[^A-ZÀ-Ý\n]{0,30}))|"
    r"^ (?P<first>[A-ZÀ-Ý]\w+)"
)
_TITLES = (
    "president|senator|governor|justice|minister|general|captain|colonel|professor|doctor|philosopher|psychologist|"
    "sociologist|economist|anthropologist|physicist|chemist|biologist|mathematician|historian|poet|author|chief"
)
_TITLED = re.compile(rf"\b(?i:{_TITLES}) (?:[A-ZÀ-Ý][\w.]+ ){{1,2}}(?P<last>[A-ZÀ-Ý]\w+)")
_WHERE = frozenset("in at from near toward towards around into across outside inside".split())
_DOING = re.compile(
    r"(?:[a-z]+ly )?(?:[a-z]+ed|was|had|has|is|would|could|wrote|began|became|took|gave|made|"
    r"told|said|says|thought|led|saw|knew|felt|found|built|set|went|came|won|lost|left|brought|sought|kept|spoke|fled|"
    r"met|held|spent|rose)\b"
)
_NO_FIRST = re.compile(
    r"The|An?|In|On|At|By|For|From|To|With|And|But|Of|As|When|While|After|Before|Since|If|This|That|These|Those|His|Her|"
    r"Its|Our|Also|Both|Many|Most|Some|One|Two|Three|Other|Should|Like|Unlike|Although|Because|Map|Old|"
    r"North|South|East|West|New|Saint|San|Santa|Los|Las|La|Fort|Mount|Lake|Cape|Port|Great|Royal|"
    r"King|Queen|President|Governor|General|Captain|Major|Colonel|Lieutenant|Sir|Lord|Lady|Chief|Justice|Judge|Senator|"
    r"Doctor|Dr|Professor|Vice|Prime|Minister|Secretary|Anthropologist|Psychologist|Sociologist|Economist|Doña|Don|"
    r"Indian|Protestant|Catholic|United|American|British|French|English|Spanish|German|Dutch|Roman|El|Le|Les"
)
_NO_LAST = re.compile(
    r"(?:River|Bay|Lake|Street|Avenue|University|College|Press|Company|County|City|Island|Islands|Valley|Mountains?|Ocean|Sea|Coast|"
    r"Act|Acts|War|Wars|Battle|Treaty|Congress|Court|Council|Church|Army|Navy|House|Bank|Party|Union|Constitution|Convention|"
    r"Compromise|Plan|Bill|Rebellion|Revolution|Massacre|Era|Age|Century|School|Institute|Museum|Library|Colony|Colonies|"
    r"America|Americans|Indians?|States?|Nations?|Papers?|Narrative|Party|Day|Law|Clause|Doctrine|Theory|Effect|Test|Model|Scale|Hall|Square|Park|"
    r"[A-Z]\w+(?:ity|ism|ians|ists))"
)


@dataclass(eq=False)
class Person:
    """A person by the full name; `orders` are the places that name them, a sentence each, `told` the stems of the
    first sentences."""

    name: str
    last: str
    orders: list[int] = field(default_factory=list)
    told: list[frozenset[str]] = field(default_factory=list)


class _Uses:
    """How last names are used alone: what is often somewhere is a place, and who never does anything is no person."""

    def __init__(self, places: Sequence[Place], names: Collection[str]) -> None:
        self._alone: Counter[str] = Counter()
        self._within: Counter[str] = Counter()
        self._doing: Counter[str] = Counter()
        self._titled = {found["last"] for place in places for found in _TITLED.finditer(place.text)}
        for found in (found for place in places for found in _ALONE.finditer(f" {place.text}")):
            if found["name"] in names:
                self._alone[found["name"]] += 1
                self._within[found["name"]] += found["before"] in _WHERE
                self._doing[found["name"]] += _DOING.match(found["after"]) is not None

    def are_of_person(self, name: str) -> bool:
        """Whether most uses of the name are those of a person's."""
        acts = self._alone[name] >= FEWEST_ALONE and self._doing[name] > 0
        return (acts or name in self._titled) and self._within[name] <= MOST_WITHIN * self._alone[name]


@lru_cache(maxsize=4_000)
def _name(text: str, language: str) -> str:
    """A full name without the title before it; "" for what the tagger takes for no name of a person."""
    words = text.split(" ")
    while len(words) > 2 and (_NO_FIRST.fullmatch(words[0]) or not _are_names(words[:1], language)):
        words = words[1:]
    whole = len(words) > 1 and not _NO_FIRST.fullmatch(words[0]) and _are_names((words[0], words[-1]), language)
    return " ".join(words) if whole else ""


def _are_names(words: Sequence[str], language: str) -> bool:
    return all(part.tag.startswith("NP") for part in tag(" ".join(words), language))


class People:
    """The people who are named in full, and then by their last names alone, as places and things are not."""

    def __init__(self, places: Sequence[Place], table: Language, lexicon: Lexicon) -> None:
        prose = [place for place in places if place.is_prose and not place.loose]
        full: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for place in prose:
            for found in _FULL.finditer(place.text):
                name = _name(found[0], table.code)
                if name and not _NO_LAST.fullmatch(found["last"]):
                    full[found["last"]][name] += 1
        uses = _Uses(prose, full)
        self._of: dict[str, Person] = {}
        for last, names in full.items():
            firsts = {name.split(" ")[0] for name in names}
            if len(firsts) == 1 and uses.are_of_person(last) and not lexicon.is_noun(last.lower()):
                self._of[last] = Person(max(names, key=lambda name: (names[name], len(name))), last)
        written = sorted({text for one in self._of.values() for text in (one.name, one.last)}, key=len, reverse=True)
        self._any = re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, written))})(?![\w-])") if written else None
        self._mentions: list[tuple[int, Person]] = []
        for place in prose:
            for sentence in place.sentences if self._any else ():
                told = frozenset(content_stems(sentence, table.code))
                for person in self.named(sentence):
                    person.orders.append(place.order)
                    self._mentions.append((place.order, person))
                    if len(person.told) < MOST_SENTENCES:
                        person.told.append(told)

    def near(self, order: int, within: int) -> list[Person]:
        """Those whom places name up to `within` places away, the nearest first."""
        first = bisect(self._mentions, order - within - 1, key=_order)
        last = bisect(self._mentions, order + within, key=_order)
        mentions = sorted(self._mentions[first:last], key=lambda one: abs(one[0] - order))
        return list(dict.fromkeys(person for _, person in mentions))

    def share(self, person: Person) -> float:
        """How much of all that names people names this one."""
        return len(person.orders) / len(self._mentions) if self._mentions else 0.0

    def named(self, text: str) -> list[Person]:
        """Those whom a text names, each once."""
        lasts = (found[0].split(" ")[-1] for found in self._any.finditer(text)) if self._any else ()
        return list(dict.fromkeys(self._of[last] for last in lasts if last in self._of))


def _order(mention: tuple[int, Person]) -> int:
    return mention[0]
