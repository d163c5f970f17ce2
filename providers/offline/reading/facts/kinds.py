"""Which things of a kind a text knows: the clauses `WHERE` and `HAVING`, the window and the aggregate function.

A name before the word of a kind is one of them; so is code that stands in a row with other code.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from learning import tagging
from providers.language.tables import Language
from providers.offline.reading.passages import Place

FEWEST_USES, FEWEST_OF_KIND = 2, 3
FEWEST_OF_ADJECTIVE = 4
"""How often the text must name a thing that only an adjective tells from others: "complex expressions" may be any."""
LONGEST_ROW = 6
HEADED = 2
"""What a heading counts for that names a thing."""
SHORTEST_NAME = 3
_CODE = r"`[^`\n]{1,40}`"
_TOKEN = re.compile(rf"{_CODE}|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
_ROW = re.compile(
    rf"{_CODE}(?:, {_CODE}){{0,{LONGEST_ROW}}},? (?:and|or|und|oder|y|o|et|ou)(?: (?:the|die|la|le))? {_CODE}"
)
_INLINE = re.compile(_CODE)
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_KINDS_OF_CODE = frozenset(
    "action annotation argument attribute builtin class clause command constraint decorator directive driver element "
    "event exception expression filter flag function header hook instruction join key keyword library loop macro "
    "matcher method mode modifier module operator option package parameter policy pragma program property selector "
    "setting shortcut statement switch tag tool trait type utility widget".split()
)
"""Kinds of which the names in code are the language's or the tool's, and not those of one example."""
_CUT = re.compile(r"`[\s,;.)\]]|`:(?!:)")
"""Code that begins in the middle, as `: u32` does."""
_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))
_SINGULAR_ENDS = ("ss", "us", "is")


def singular(word: str) -> str:
    """An English noun in its singular and in small letters: "query" of "Queries"."""
    low = word.lower()
    for ending, other in _PLURALS:
        if low.endswith(ending):
            return low.removesuffix(ending) + other
    return low if low.endswith(_SINGULAR_ENDS) else low.removesuffix("s")


class Kinds:
    """What the prose and the headings of all documents name before a word, and which code they name in a row."""

    def __init__(self, places: Sequence[Place], table: Language) -> None:
        self._table = table
        self._before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._two_before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._together: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._after: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._begun: defaultdict[str, list[tuple[Place, str]]] = defaultdict(list)
        self._known: dict[str, list[str]] = {}
        for place in places:
            if place.is_prose or place.kind == "heading":
                self._read(place)

    def of(self, noun: str) -> list[str]:
        """The things of the kind that a noun names, those first that the text speaks of most: code with its marks,
        names in small letters and without the noun. "primary key" stands for "key" where the text names both."""
        kind = singular(noun)
        if kind not in self._known:
            self._known[kind] = self._names(kind)
        return self._known[kind]

    def kind_of(self, code: str) -> str:
        """What the text calls a piece of code most often, if it knows some of that kind: "clause"; else ""."""
        called = sorted(self._after[code].items(), key=lambda item: (-item[1], item[0]))
        nouns = (noun for noun, uses in called if uses >= FEWEST_USES)
        return next((noun for noun in nouns if sum(one.startswith("`") for one in self.of(noun)) >= FEWEST_OF_KIND), "")

    def may_be_one(self, name: str, noun: str) -> bool:
        """Whether a word before a noun may tell a thing of its kind from others; `of` takes longer."""
        named = self._before.get(singular(noun))
        return named is not None and len(named) >= FEWEST_OF_KIND and named[name.lower()] >= FEWEST_USES

    def beside(self, code: str) -> list[str]:
        """The code that stands in a row with a piece of code, what does so most often first."""
        return [other for other, _ in sorted(self._together[code].items(), key=lambda item: (-item[1], item[0]))]

    def begun_with(self, name: str) -> Iterable[tuple[Place, str]]:
        """The sentences that begin with a name, with or without an article, and where they stand."""
        for place, text in self._begun.get(name.split(" ")[0].lower(), ()):
            if _ARTICLE.sub("", text, count=1).lower().startswith(name.lower()):
                yield place, text

    def _read(self, place: Place) -> None:
        worth = HEADED if place.kind == "heading" else 1
        words = _TOKEN.findall(place.text)
        for at, word in enumerate(words[1:], 1):
            if not (word.isalpha() and word.islower()):
                continue
            kind, name = singular(word), words[at - 1] if words[at - 1].startswith("`") else words[at - 1].lower()
            if name.startswith("`"):
                if kind in _KINDS_OF_CODE and not _CUT.match(name):
                    self._before[kind][name] += worth
                    self._after[name][kind] += worth
                continue
            self._before[kind][name] += worth
            if at > 1 and words[at - 2].isalpha() and not self._is_small(words[at - 2]):
                self._two_before[kind][f"{words[at - 2].lower()} {name}"] += worth
        for row in _ROW.finditer(place.text):
            for one, other in combinations(dict.fromkeys(_INLINE.findall(row[0])), 2):
                self._together[one][other] += 1
                self._together[other][one] += 1
        for sentence in place.sentences if place.is_prose else ():
            if first := _TOKEN.match(_ARTICLE.sub("", sentence, count=1)):
                self._begun[first[0].lower()].append((place, sentence))

    def _names(self, kind: str) -> list[str]:
        long = {name: uses for name, uses in self._two_before[kind].items() if uses >= FEWEST_USES}
        short = Counter(self._before[kind])
        for name, uses in long.items():
            short[name.rpartition(" ")[2]] -= uses
        known = {**short, **long}
        names = [name for name, uses in known.items() if uses >= (1 if name.startswith("`") else FEWEST_USES)]
        names = [name for name in names if name.startswith("`") or self._is_name(name, kind, known[name])]
        return sorted(names, key=lambda name: (-known[name], name))

    def _is_small(self, word: str) -> bool:
        return word.lower() in self._table.stop_words or word.lower() in self._table.openers

    def _is_name(self, name: str, kind: str, uses: int) -> bool:
        """Whether words say which thing of its kind is meant: nouns and adjectives, none that any thing may have."""
        words = name.split()
        vague = any(self._is_small(word) or word in self._table.vague or len(word) < SHORTEST_NAME for word in words)
        if vague or not all(word[0].isalpha() and "'" not in word and "’" not in word for word in words):
            return False
        tagged = tagging.tag(f"the {name} {kind}", self._table.code)[1:-1]
        if len(tagged) != len(words) or not all(
            word.part in ("noun", "name", "adjective") and not word.is_compared for word in tagged
        ):
            return False
        return uses >= FEWEST_OF_ADJECTIVE or tagged[-1].part != "adjective"
