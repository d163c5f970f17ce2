"""Lists: steps in an order, and things that belong under one heading sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from learning.objectives import MEASURABLE_VERBS
from learning.wording import count_words
from providers.language.cleanliness import is_clean
from providers.language.headings import clean_heading, is_generic
from providers.language.orders import tells_to_do
from providers.language.sentences import is_balanced, says_what_there_is
from providers.language.tables import Language, language_of
from providers.language.words import content_stems
from providers.offline.reading.facts.headed import belong, heading_over
from providers.offline.reading.facts.named_items import is_of_contents
from providers.offline.reading.facts.openings import SUPPOSED
from providers.offline.reading.facts.stepped import runs_of_steps
from providers.offline.reading.passages import Place

FEWEST_STEPS, MOST_STEPS, LONGEST_STEP = 3, 15, 150
FEWEST_ITEMS, MOST_ITEMS, LONGEST_ITEM, MOST_ITEM_WORDS = 3, 15, 110, 18
LONGEST_LEAD = 160
FEWEST_UNDER, MOST_NAME_WORDS = 2, 4
SHORTEST_GERUND = 5
FEWEST_WORDS = 4
FEWEST_TELLING = 2
MOST_BETWEEN = 6
_IN_NAMES = frozenset("of de del des du von der die das la le el y et und and to in on for".split())
_FOLLOWS = re.compile(
    r",? (?:(?:you )?(?:proceed|do|go on|work) (?:as follows|like this)|follow these steps|do the following|gehen sie "
    r"(?:so|wie folgt) vor|se siguen estos pasos|siga estos pasos|suivez ces étapes|procédez comme suit)$",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"^[^\w`\"'“”„«»(¿]+")
"""Pictures before the words of a line."""
_STATES = re.compile(r"(?:we|I|it|they|this|these|there|the|an?) ", re.IGNORECASE)
"""How a step begins that says what is, and tells nobody to do anything."""
_STORY = re.compile(
    r"\b(?:this|these|those|now|we|our|wir|nun|jetzt|diese[mnrs]?|nous|maintenant|ce(?:tte|s)?|ahora|est[aeo]s?)\b",
    re.IGNORECASE,
)
"""What goes on from the step before, or tells of one run of the steps."""
_NEXT = re.compile(r"\bsteps? \d|\bSchritt(?:en)? \d|\bpasos? \d|\bétapes? \d", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|its|they|them|this|that|these|those|above|below)\b", re.IGNORECASE)
_CODED = re.compile(r"(`[^`]+`) [a-z]+s\b")
"""Code that a verb follows: what it is called ends there."""
_QUOTES = re.compile(r"[\"“”„«»]")
_REMARK = re.compile(r"(?<=[^\W\d_]{3}) \([^()]*\)$")
"""What an item says of its name in brackets."""
_ADDED = re.compile(r" \(|, (?:including|such as|where|einschließlich|wie etwa|incluid[oa]s?|y compris|notamment)\b")
"""What only goes into detail."""
_BACK = re.compile(r"^(?:it|they|this|that|these|those)\b|\b(?:above|below|the following)\b", re.IGNORECASE)
_ROW_THING = re.compile(r"[^\s.:;!?]+(?: [^\s.:;!?]+){0,3}")
_LABELLED = re.compile(r"[^\W\d_]+: ")
_IN_A_CASE = re.compile(
    r"(?:If|When|Once|To|In case|Wenn|Falls|Sobald|Si|Cuando|Para|Lorsque|Pour) |"
    r".*\b(?:position|procedure|protocol|technique)\b",
    re.IGNORECASE,
)
"""What says in which case, or for what, something is done."""
_MARKED = re.compile(r"[→⇒✅❌✓✗✔✘]|->|=>")
"""Signs of what is right and wrong, or of what follows: no step of a work."""
_WAYS = re.compile(
    r"\b(?:ways|alternatives|options|approaches|methods|possibilities|choices|formas|maneras|opciones|alternativas|"
    r"Möglichkeiten|Arten|Wege|Varianten|Alternativen|façons|manières|moyens|possibilités)\b",
    re.IGNORECASE,
)
"""What names things to choose from, in any order."""
_NUMBERED_NAME = re.compile(r"[^\W\d_]+ \d+\b")
"""A thing that is one of several: "Process 2"."""
_STAGE = re.compile(r"\b(?:phase|process|workflow|checklist|routine)\b", re.IGNORECASE)
"""What names something that is done in steps."""


@dataclass(frozen=True)
class Procedure:
    """The steps of an ordered list, and what they lead to: `title` is a sentence without its colon, or a heading."""

    places: tuple[Place, ...]
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Enumeration:
    """Things that a sentence announces; `lead` is that sentence without its colon. `sentence` is the whole
    one where the things stand in it, "" where they are the items of a list; `is_headed` says that the lead is
    the heading above them, `parent` is the item that they stand under."""

    places: tuple[Place, ...]
    lead: str
    items: tuple[str, ...]
    sentence: str = ""
    is_headed: bool = False
    parent: Place | None = None

    @property
    def order(self) -> int:
        """The `order` of its first place."""
        return self.places[0].order


def procedures_of(places: Sequence[Place]) -> list[Procedure]:
    """The lists, numbered from 1 without a gap, whose steps tell what to do one after the other, in reading order."""
    listed = [made for lead, items in _lists(places, numbered=True) for made in _procedure(lead, items)]
    told = [made for at, run in runs_of_steps(places) for made in _told(places[at - 1] if at else None, run)]
    return sorted([*listed, *told], key=lambda made: made.places[0].order)


def _told(lead: Place | None, run: Sequence[tuple[Place, str]]) -> Iterator[Procedure]:
    """The procedure of steps that say their number themselves, each of them whole and short."""
    steps = tuple(step for _, step in run if _is_step(step))
    title = _title(lead, run[0][0], language_of(run[0][0].language))
    if title and FEWEST_STEPS <= len(steps) <= MOST_STEPS and len(steps) == len(run) == len(set(steps)):
        yield Procedure(tuple(place for place, _ in run), title, steps)


def _is_step(text: str) -> bool:
    told = _NEXT.search(text) or _STATES.match(text) or _STORY.search(text)
    return _is_whole(text) and text[:1].isalpha() and not told


def enumerations_of(places: Sequence[Place]) -> list[Enumeration]:
    """The unnumbered lists of short, different items under a sentence with a colon that says something by itself, and
    the sentences that count up things of a few words each, in reading order."""
    blocks = [made for lead, items in _lists(places, numbered=False) for made in _enumeration(lead, items)]
    inline = [made for place in places for made in _inline(place)]
    inner = [made for items, under in _inner_lists(places) for made in _under_item(items, under)]
    rows = [made for place in places if _is_item(place) and not is_of_contents(place) for made in _labelled_row(place)]
    return sorted([*blocks, *inline, *inner, *rows], key=lambda made: made.order)


def _labelled_row(place: Place) -> Iterator[Enumeration]:
    """The things that an item counts up behind its name: "Hulls: clinker, carvel, cold-moulded"."""
    name, sign, said = place.text.strip().rstrip(".").partition(": ")
    texts = tuple(text.strip() for text in said.split(", ")) if sign else ()
    short = all(_ROW_THING.fullmatch(text) and is_clean(text) and is_balanced(text) for text in texts)
    named = bool(_item(name)) and count_words(name) <= MOST_NAME_WORDS
    table = language_of(place.language)
    plain = not any(set(text.lower().split()) & (table.verb_marks | table.openers) for text in texts)
    if named and short and plain and FEWEST_ITEMS <= len(texts) <= MOST_ITEMS and len(set(texts)) == len(texts):
        yield Enumeration((place,), _item(name), texts, parent=place)


def _inner_lists(places: Sequence[Place]) -> Iterator[tuple[Place, list[Place]]]:
    """Each item of a list with the items right under it."""
    for at, place in enumerate(places):
        under = places[at + 1] if at + 1 < len(places) and _is_item(place) else None
        if under is None or not _is_item(under) or under.block.level <= place.block.level:
            continue
        yield place, [one for one in _inside(places, at) if one.block.level == under.block.level]


def _inside(places: Sequence[Place], at: int) -> Iterator[Place]:
    level = places[at].block.level
    after = (places[to] for to in range(at + 1, len(places)))
    return takewhile(lambda one: _is_item(one) and one.block.level > level, after)


def _under_item(item: Place, under: Sequence[Place]) -> Iterator[Enumeration]:
    """What an item with a name counts up below it: "Rigs: …" with a rig in each item under it."""
    name = _item(_QUOTES.sub("", item.text).strip().rstrip(": "))
    told = {one.text.strip().rstrip(";,"): one for one in under if not _LABELLED.match(one.text)}
    kept = {text: one for text, one in told.items() if 0 < len(text) <= LONGEST_ITEM and _says_itself(text)}
    under, texts = list(kept.values()), tuple(kept)
    plain = 2 * len(kept) >= len(told) and not any(one.is_numbered for one in under)
    named = bool(name) and count_words(name) <= MOST_NAME_WORDS and item.text.strip()[-1:] not in ".!?"
    if named and plain and FEWEST_UNDER <= len(texts) <= MOST_ITEMS:
        yield Enumeration(tuple(under), name, texts, parent=item)


def _says_itself(text: str) -> bool:
    return is_clean(text) and is_balanced(text) and _BACK.search(text) is None


def _inline(place: Place) -> Iterator[Enumeration]:
    if not (place.is_prose and place.block.role in ("body", "callout", "keypoints")) or place.loose:
        return
    table = language_of(place.language)
    for sentence in place.sentences:
        found = table.inline_list.fullmatch(sentence.rstrip(". ")) if sentence.count(",") else None
        if found is None or not place.is_understood(sentence):
            continue
        items = tuple(_item(text) for text in (*found["items"].split(", "), found["last"]))
        lead = sentence[: found.start("items")].rstrip(": ")
        telling = {word for word in content_stems(lead, place.language) if word not in table.vague}
        named = all(items) and not any(_is_clause(item, table) for item in items)
        distinct = len(set(items)) == len(items) and FEWEST_ITEMS <= len(items) <= MOST_ITEMS
        if named and distinct and len(telling) >= FEWEST_TELLING and not _POINTS.search(sentence):
            yield Enumeration((place,), lead, items, sentence)


def _is_clause(item: str, table: Language) -> bool:
    """Whether a piece between commas is no name: it has a small word that names have not, or is nothing but such."""
    words = set(item.lower().split())
    small = words & table.stop_words - table.determiners - _IN_NAMES
    return bool(small) or words <= table.stop_words | table.vague


def _lists(places: Sequence[Place], *, numbered: bool) -> Iterator[tuple[Place | None, list[Place]]]:
    """Each list with the block before it. What stands inside an item, as a list or in other blocks, is passed over."""
    at = 0
    while at < len(places):
        if not _is_item(places[at]):
            at += 1
            continue
        items, end = _run(places, at)
        end += 1
        if all(item.is_numbered is numbered for item in items):
            yield (places[at - 1] if at and places[at - 1].order == items[0].order - 1 else None), items
        at = end


def _run(places: Sequence[Place], at: int) -> tuple[list[Place], int]:
    """The items from `at` on, and where the last one stands. A step may go on in a few blocks before the next one."""
    items, last = [places[at]], at
    for to in range(at + 1, len(places)):
        place, before = places[to], items[-1]
        deeper = place.kind == "list_item" and place.block.level > before.block.level
        follows = place.block.ordinal == (before.block.ordinal or 0) + 1 and place.block.level == before.block.level
        if deeper and to == last + 1:
            last = to
        elif _is_elsewhere(place, before, places[last]) or (_is_item(place) and place.block.level < before.block.level):
            break
        elif _is_item(place) and not deeper and (to == last + 1 or (before.is_numbered and follows)):
            items.append(place)
            last = to
        elif place.kind == "heading" or to > last + MOST_BETWEEN or not before.is_numbered:
            break
    return items, last


def _is_elsewhere(place: Place, before: Place, last: Place) -> bool:
    far = place.order > last.order + MOST_BETWEEN
    return far or place.block.heading_path != before.block.heading_path


def _is_item(place: Place) -> bool:
    return place.kind == "list_item" and place.block.role in ("body", "callout") and not place.loose


def _procedure(lead: Place | None, items: Sequence[Place]) -> Iterator[Procedure]:
    table = language_of(items[0].language)
    ordinals = [item.block.ordinal for item in items]
    steps = tuple(_step(item) for item in items)
    title = _title(lead, items[0], table)
    if (
        FEWEST_STEPS <= len(items) <= MOST_STEPS
        and ordinals == list(range(1, len(items) + 1))
        and title
        and len(set(steps)) == len(steps)
        and all(step.lstrip("`<")[:1].isalpha() for step in steps)
        and any(_is_order(text, steps, table) for text in (title, f"{_said_last(lead)} {title}"))
        and (table.code == "en" or bool(_lead(lead)) or table.says("procedure", title))
    ):
        yield Procedure(tuple(items), title, steps)


def _said_last(lead: Place | None) -> str:
    return lead.sentences[-1] if lead and lead.sentences else ""


def _step(item: Place) -> str:
    """What a step says first, "" if that cannot stand by itself."""
    parts = item.split(item.text)
    text = parts[0].text.strip() if parts else ""
    before = _ADDED.split(text, maxsplit=1)[0]
    text = before if len(text) > LONGEST_STEP and count_words(before) >= FEWEST_WORDS else text
    return text if _is_whole(text) and not _NEXT.search(item.text) else ""


def _is_whole(text: str) -> bool:
    if _MARKED.search(text):
        return False
    return 0 < len(text) <= LONGEST_STEP and is_clean(text) and is_balanced(text) and not text.endswith((":", ","))


def _is_order(title: str, steps: Sequence[str], table: Language) -> bool:
    """Whether the list tells what to do one after the other: it says so, or most of its items are orders."""
    if table.code == "en" and any(_STATES.match(step) for step in steps):
        return False
    if (
        _WAYS.search(title)
        or SUPPOSED.match(title)
        or sum(_NUMBERED_NAME.match(step) is not None for step in steps) > 1
    ):
        return False
    if table.says("procedure", title):
        return True
    if table.code == "en" and _STAGE.search(title):
        return sum(tells_to_do(step, table) for step in steps) >= 0.8 * len(steps)
    if table.code == "en" and not _leads_somewhere(title):
        return False
    share = 0.6 if not _IN_A_CASE.match(title) else 0.9
    return sum(tells_to_do(step, table) for step in steps) >= share * len(steps)


def _leads_somewhere(title: str) -> bool:
    """Whether a title names something done or to be done, as "Creating a chart" and "Install the pump" do."""
    if _IN_A_CASE.match(title):
        return True
    first, _, rest = title.partition(" ")
    is_verb = first.lower() in MEASURABLE_VERBS and rest[:1].islower()
    return is_verb or (first.endswith("ing") and len(first) > SHORTEST_GERUND)


def _title(lead: Place | None, first: Place, table: Language) -> str:
    said = _lead(lead)
    if said:
        return said
    path = first.block.heading_path
    heading = clean_heading(path[-1], table) if path else ""
    return heading if heading and not is_generic(heading, table) and is_clean(heading) else ""


def _lead(lead: Place | None) -> str:
    """The sentence that announces a list, if it says something by itself."""
    if lead is None or not lead.is_prose or lead.kind == "list_item" or not lead.sentences:
        return ""
    sentence = lead.sentences[-1]
    if not sentence.endswith((":", "：")) or len(sentence) > LONGEST_LEAD:
        return ""
    said = _FOLLOWS.sub("", _SIGNS.sub("", sentence[:-1].rstrip()))
    table = language_of(lead.language)
    telling = {word for word in content_stems(said, lead.language) if word not in table.vague}
    announced = table.without("ahead", said)
    clear = lead.is_understood(f"{announced}.") or (says_what_there_is(said) and not _POINTS.search(said))
    return said if clear and len(telling) >= FEWEST_TELLING else ""


def _enumeration(lead: Place | None, items: Sequence[Place]) -> Iterator[Enumeration]:
    said = _lead(lead) or heading_over(lead, items[0])
    texts = tuple(_item(_first_sentence(item)) for item in items)
    short = all(texts) and all(len(t) <= LONGEST_ITEM and count_words(t) <= MOST_ITEM_WORDS for t in texts)
    short = short and not any(_POINTS.search(text) for text in texts)
    short = short and (bool(_lead(lead)) or belong(said, texts, items[0].language))
    if said and short and FEWEST_ITEMS <= len(items) <= MOST_ITEMS and len(set(texts)) == len(texts):
        yield Enumeration(tuple(items), said, texts, is_headed=not _lead(lead))


def _first_sentence(item: Place) -> str:
    parts = item.split(item.text) if len(item.text) > LONGEST_ITEM else ()
    return parts[0].text.strip() if parts else item.text


def _item(text: str) -> str:
    """An item's name: what stands before its colon or dash, else the whole if it is no sentence."""
    coded = _CODED.match(text)
    name = coded[1] if coded else re.split(r":\s|\s[—–-]\s", text)[0].strip().rstrip(";,.")
    name = _REMARK.sub("", name)
    return name if is_clean(name) and is_balanced(name) and not name.endswith(":") else ""
